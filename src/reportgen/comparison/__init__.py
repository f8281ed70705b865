"""The numbers: incidents, aggregate loss, cost, sensitivity, fit, verdict; plain functions, no I/O.

    >>> document = to_json(compare(inputs))

Nothing here imports numpy until a comparison is computed, so that checking a thousand clients stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .inputs import Inputs

if TYPE_CHECKING:
    from .compute import Comparison

__all__ = ["Inputs", "compare", "to_json"]


def compare(inputs: Inputs) -> Comparison:
    """The whole comparison of one client.

    Raises ProblemError when a distribution cannot be computed to its promised accuracy within the memory limit.
    """
    from .compute import compute

    return compute(inputs)


def to_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain data, ready for `json.dumps`: numbers at 12 digits, keys in a fixed order."""
    from .assemble import assemble
    from .document.coding import to_json

    plain: dict[str, Any] = to_json(assemble(comparison))
    return plain
