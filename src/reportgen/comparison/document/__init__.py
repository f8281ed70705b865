"""What comparison.json holds: its JSON Schema, and what a reader can conclude from it without computing anew."""
