"""Every figure of a comparison, subject by subject."""

from __future__ import annotations

from ..compute import Comparison
from ..document.model import Figure
from . import break_even, difference, fit, incidents, sensitivity, verdict, years
from .entries import Provenance

SUBJECTS = (incidents, years, difference, break_even, sensitivity, fit, verdict)
"""The modules that add figures; the inputs of a figure are added before it."""


def figures(comparison: Comparison) -> dict[str, Figure]:
    """Return every figure by name.  The inputs of a figure are figures before it, or inputs of the comparison."""
    provenance = Provenance(comparison.inputs.subject.currency)
    for subject in SUBJECTS:
        subject.add(comparison, provenance)
    return provenance.entries
