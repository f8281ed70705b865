"""The typed things people write, one file for each: a record in, a checked value or every problem out."""
