"""The twenty dots alone and large: the picture on the cover."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import WIDE, Words
from .marks import Chart, Line, Mark, px
from .scale import Scale
from .twenty_dots import chart as detailed
from .twenty_dots import heading, stacks


def chart(comparison: Mapping[str, Any], words: Words, width: int = WIDE) -> Chart | None:
    """The dots of `twenty-dots` without an axis: a line where both cost the same, and what each side means."""
    full = detailed(comparison, words, width)
    if full is None:
        return None
    amounts = [round(float(amount), 2) for amount in comparison["difference"]["managed"]["dots"]]
    low, high = min(0.0, *amounts), max(0.0, *amounts)
    scale = Scale(low, high if high > low else low + 1, 4, width - 4)
    top, room = 56.0, 250.0
    base = top + room
    zero = scale(0)
    marks: list[Mark] = [
        *heading(amounts, width, words)[0],
        Line(((zero, px(top - 10)), (zero, px(base))), "ink", 1),
        *stacks(amounts, scale, base, room),
        Line(((0, px(base + 1)), (px(width), px(base + 1))), "muted"),
    ]
    return Chart(
        "cover-dots", full.title, full.description, width, base + 6, tuple(marks), full.head, full.rows
    )
