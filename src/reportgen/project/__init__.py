"""A project folder, read: settings, the client index, identifiers, readers for each format, a schema for each document.

Planning and rendering get checked values and records from here.  This room does not know what is made of them: it
imports the inputs of the comparison and the snapshot of the engine, and nothing of pages, editions or recipes.
"""
