"""The twenty dots alone and large: the picture on the cover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from . import WIDE, Words
from .marks import Chart, Line, Mark, px
from .scale import Scale
from .twenty_dots import chart as detailed
from .twenty_dots import column, differences, heading, stacks


def chart(comparison: Mapping[str, Any], words: Words, width: int = WIDE) -> Chart | None:
    """The dots of `twenty-dots` without an axis: a line where both cost the same, and what each side means."""
    full = detailed(comparison, words, width)
    if full is None:
        return None
    rival, amounts = differences(comparison)
    span = (max(0.0, *amounts) - min(0.0, *amounts)) or 1.0
    columns = [(span / count, _scale(amounts, span / count, width)) for count in range(6, 41)]
    top, room = 52.0, 230.0
    dots, scale, base = stacks(amounts, columns, rival, top, room)
    zero = scale(0)
    marks: list[Mark] = [
        *heading(amounts, rival, width, words),
        Line(((zero, px(top - 10)), (zero, px(base))), "ink", 1),
        *dots,
        Line(((0, px(base + 1)), (px(width), px(base + 1))), "muted"),
    ]
    return Chart("cover-dots", full.title, full.description, width, base + 6, tuple(marks), full.head, full.rows)


def _scale(amounts: Sequence[float], wide: float, width: float) -> Scale:
    """A scale over just the columns the amounts stand in, and zero."""
    places = [column(amount, wide) for amount in amounts]
    return Scale(min(0, *places) * wide, max(0, max(places) + 1) * wide, 0, width)
