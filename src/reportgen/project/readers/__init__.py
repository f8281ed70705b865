"""Data files to records that know their lines, one file for each format."""
