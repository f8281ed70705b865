"""Where each number of a comparison comes from: its formula over named figures, down to inputs and their sources.

`figures.figures(comparison)` collects every figure, with one module for each subject, for the document;
`explain(document, name)` follows one of them back.  Names and formulas only: the language has the words for them.
"""

from .explain import Explanation, explain

__all__ = ["Explanation", "explain"]
