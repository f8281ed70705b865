"""Other people's files to ours: documents become articles; no build needs this room."""
