"""A project folder, read: settings, files by digest, readers for each format, a schema for each kind of document.

It does not know what is made of what it reads.
"""
