"""The note on an input: how its value was measured, and what the client file says about it."""

from __future__ import annotations

from ...comparison.quantity import Quantity, Remark
from ..localizer import Localizer


def note(quantity: Quantity, localizer: Localizer) -> str:
    """Return the remarks about a quantity and its note in one line; empty where there are none."""
    texts = [_remark(remark, localizer) for remark in quantity.remarks]
    return "; ".join([*texts, quantity.note] if quantity.note else texts)


def _remark(remark: Remark, localizer: Localizer) -> str:
    key = f"remark.{remark.name}"
    pattern = localizer.plural_form(remark.numbers["count"], key) or localizer.text[key]
    return pattern.format_map(remark.numbers)
