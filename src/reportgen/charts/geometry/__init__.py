"""What charts are drawn with: marks, scales, and the width of texts.

For the charts of this room and the templates that draw their marks.  It may not read a comparison.
"""
