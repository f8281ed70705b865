"""Readers of data files, one file a format: from bytes to records that keep the line of each field."""
