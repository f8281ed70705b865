"""Where each number of a comparison comes from: its formula over named figures, down to inputs and their sources.

`figures(comparison)` in `figures.py` collects every figure, one module for each subject; `explain(document, name)`
follows one of them back.  Names and formulas only: the language has the words for them.
"""

from .explain import Explanation, explain

__all__ = ["Explanation", "explain"]
