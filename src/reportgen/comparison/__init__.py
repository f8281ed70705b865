"""The numbers of a comparison: incidents, aggregate loss, cost, sensitivity, fit, verdict, and where each comes from.

    >>> document = to_json(compare(inputs))

For the recipe that makes comparison.json; pages and charts read the result through `comparison.document`.  Plain
functions over frozen dataclasses: this room may not read files, format text or know of pages.  numpy is imported when
a comparison is computed, so that checking a thousand clients stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .inputs import Inputs

if TYPE_CHECKING:
    from .compute import Comparison

__all__ = ["Inputs", "compare", "to_json"]


def compare(inputs: Inputs) -> Comparison:
    """Compute the comparison of one client.

    Raises ProblemError when a distribution cannot be computed to its promised accuracy within the memory limit.
    """
    from .compute import compute

    return compute(inputs)


def to_json(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as plain data for `json.dumps`: numbers at 12 digits, keys in a fixed order."""
    from . import document
    from .assemble import assemble

    plain: dict[str, Any] = document.to_json(assemble(comparison))
    return plain
