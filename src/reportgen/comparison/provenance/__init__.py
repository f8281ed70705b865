"""Where each number of a comparison comes from: its formula over named figures, down to inputs and their sources.

`figures.figures(comparison)` lists every figure; `explain` follows one of them back.
"""
