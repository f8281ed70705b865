"""The twenty dots alone and large: the picture on the cover."""

from __future__ import annotations

from collections.abc import Sequence

from ..comparison.document import Document
from ..language.localizer import Localizer
from .geometry.marks import Chart, Line, Mark, Text, px
from .geometry.scale import Scale
from .twenty_dots import chart as detailed
from .twenty_dots import column, differences, heading, stacks


def chart(document: Document, localizer: Localizer, width: int) -> Chart:
    """Return the dots of `twenty-dots` without an axis: a line where both cost the same, and what each side means."""
    full = detailed(document, localizer, width)
    other, amounts = differences(document)
    extent = (max(0.0, *amounts) - min(0.0, *amounts)) or 1.0
    columns = [(extent / count, _scale(amounts, extent / count, width)) for count in range(6, 41)]
    top, room = 52.0, 300.0
    dots, scale, base = stacks(amounts, columns, other, top, room, 72)
    zero = px(min(max(scale(0), 0.5), width - 0.5))  # a line at the edge is not cut in half
    marks: list[Mark] = [
        *heading(amounts, other, width, localizer),
        *_same(amounts, zero, width, top, localizer),
        Line(((zero, px(top - 10)), (zero, px(base))), "ink", 1),
        *dots,
        Line(((0, px(base + 1)), (px(width), px(base + 1))), "muted"),
    ]
    return Chart("cover-dots", full.title, full.description, width, base + 6, tuple(marks), full.head, full.rows)


def _same(amounts: Sequence[float], zero: float, width: float, top: float, localizer: Localizer) -> list[Mark]:
    """Return the name of the line at zero when all dots are on one side of it, so that the heading names only one."""
    if min(amounts) <= 0 < max(amounts):
        return []
    left = zero < width / 2
    text = localizer.message("chart.same_cost")
    return [Text(px(zero), px(top - 25), text, "muted", "start" if left else "end")]


def _scale(amounts: Sequence[float], wide: float, width: float) -> Scale:
    """Return a scale over the columns that hold amounts, and zero."""
    places = [column(amount, wide) for amount in amounts]
    return Scale(min(0, *places) * wide, max(0, max(places) + 1) * wide, 0, width)
