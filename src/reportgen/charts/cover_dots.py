"""The twenty dots alone and large: the picture on the cover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..language.localizer import Words
from . import WIDE
from .geometry.marks import Chart, Line, Mark, Text, px
from .geometry.scale import Scale
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
    top, room = 52.0, 300.0
    dots, scale, base = stacks(amounts, columns, rival, top, room, 72)
    zero = px(min(max(scale(0), 0.5), width - 0.5))  # a line at the edge is not cut in half
    marks: list[Mark] = [
        *heading(amounts, rival, width, words),
        *_same(amounts, zero, width, top, words),
        Line(((zero, px(top - 10)), (zero, px(base))), "ink", 1),
        *dots,
        Line(((0, px(base + 1)), (px(width), px(base + 1))), "muted"),
    ]
    return Chart("cover-dots", full.title, full.description, width, base + 6, tuple(marks), full.head, full.rows)


def _same(amounts: Sequence[float], zero: float, width: float, top: float, words: Words) -> list[Mark]:
    """The name of the line at zero when all dots stand on one side of it: then no words on its other side say it."""
    if min(amounts) <= 0 < max(amounts):
        return []
    left = zero < width / 2
    return [Text(px(zero), px(top - 25), words.say("chart.same_cost"), "muted", "start" if left else "end")]


def _scale(amounts: Sequence[float], wide: float, width: float) -> Scale:
    """A scale over just the columns the amounts stand in, and zero."""
    places = [column(amount, wide) for amount in amounts]
    return Scale(min(0, *places) * wide, max(0, max(places) + 1) * wide, 0, width)
