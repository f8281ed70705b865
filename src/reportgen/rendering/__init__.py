"""Output formats, one file each: inputs by role to the bytes of a file."""
