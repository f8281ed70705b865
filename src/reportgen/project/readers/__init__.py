"""Readers of data files: from bytes to records that keep the line of each field.

`documents` reads files that hold one record, `tables` files that hold one in each row: one module for each format,
named for the suffix of its files.  A reader knows nothing of what the records are about; the schema does.
"""
