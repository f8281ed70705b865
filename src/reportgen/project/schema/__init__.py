"""The kinds of document in a project, one module each: what a document may hold, and a function that reads it.

Such a function takes a record and returns a checked value, or raises ProblemError with every problem and its line.
"""
