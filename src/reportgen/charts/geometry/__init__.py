"""What charts are drawn with: marks, scales, and the room a text takes.

For the charts beside this package and for the templates that draw their marks; it knows nothing of comparisons.
"""
