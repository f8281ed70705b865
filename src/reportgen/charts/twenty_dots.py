"""Twenty years as twenty dots: by how much break/fix costs more or less than the best alternative."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from ..comparison.document import Document
from ..comparison.document.queries import best_alternative
from ..comparison.options import Option
from ..language.localizer import Localizer
from .geometry.marks import Chart, Dot, Line, Mark, Text, px
from .geometry.scale import Scale, across, axis
from .geometry.text_metrics import fit


def chart(document: Document, localizer: Localizer, width: int) -> Chart:
    """Return the quantile dot plot of the paired yearly difference."""
    other, amounts = differences(document)
    option = localizer.option_in_text(other)
    top, room = 46.0, 156.0

    def label(value: float) -> str:
        return localizer.money(value) if value else localizer.message("chart.same_cost")

    scale, values = across(min(0.0, *amounts), max(0.0, *amounts), 0, width, label)
    step = values[1] - values[0]
    columns = [(step / parts, scale) for parts in range(1, 17)]
    dots, _, base = stacks(amounts, columns, other, top, room)
    marks: list[Mark] = [*heading(amounts, other, width, localizer), *axis(scale, values, base, label), *dots]
    marks.append(Line(((scale(0), px(top - 6)), (scale(0), base)), "ink", 1))
    caption = localizer.message("chart.twenty_dots.caption", option=option)
    marks.append(Text(0, px(base + 36), fit(caption, width), "muted"))
    years = localizer.frequency(document.difference[other].probability)
    more = sum(amount > 0 for amount in amounts)
    return Chart(
        name="twenty-dots",
        title=localizer.message("chart.twenty_dots.title", years=years, option=option),
        description=localizer.message(
            "chart.twenty_dots.described",
            more=more,
            less=len(amounts) - more,
            option=option,
            low=localizer.money(min(amounts)),
            high=localizer.money(max(amounts)),
        ),
        width=width,
        height=base + 42,
        marks=tuple(marks),
        head=(
            localizer.message("chart.twenty_dots.head"),
            localizer.message("chart.twenty_dots.head_amount", option=option),
        ),
        rows=tuple((str(place), localizer.money(amount)) for place, amount in enumerate(sorted(amounts), 1)),
    )


def differences(document: Document) -> tuple[Option, list[float]]:
    """Return the best alternative, and the twenty differences of break/fix from it."""
    other = best_alternative(document)
    return other, [round(amount, 2) for amount in document.difference[other].dots]


def heading(amounts: Sequence[float], other: Option, width: float, localizer: Localizer) -> list[Mark]:
    """Return what the dots on either side of zero mean, and how many there are, each at its own edge."""
    more = sum(amount > 0 for amount in amounts)
    sides: tuple[tuple[Option, int, float, Literal["start", "end"]], ...] = (
        (other, len(amounts) - more, 0.0, "start"),
        ("break_fix", more, px(width), "end"),
    )
    marks: list[Mark] = []
    for option, number, x, anchor in sides:
        if not number:
            continue
        first = localizer.message("chart.costs_more", option=localizer.option_name(option))
        count = localizer.count(number, "years")
        years = localizer.message("chart.of_years", years=count, all=len(amounts))
        marks.append(Text(x, 12, fit(first, width / 2 - 6, bold=True), anchor=anchor, bold=True))
        marks.append(Text(x, 27, years, "muted", anchor))
    return marks


def stacks(
    amounts: Sequence[float],
    columns: Sequence[tuple[float, Scale]],
    other: Option,
    top: float,
    room: float,
    most: float = 52,
) -> tuple[list[Mark], Scale, float]:
    """Return the dots in columns, as large as the room below `top` and `most` allow, their scale, and their base line.

    `columns` are the widths to choose from, each with its scale; columns meet at zero, so none holds both signs.
    """

    def size(choice: tuple[float, Scale]) -> float:
        wide, scale = choice
        return min(abs(scale(wide) - scale(0)), room / max(_columns(amounts, wide).values()), most)

    largest = max(map(size, columns))
    wide, scale = min((choice for choice in columns if size(choice) >= 0.9 * largest), key=lambda choice: choice[0])
    best = size((wide, scale))
    base = px(top + best * max(_columns(amounts, wide).values()))
    seen: dict[int, int] = {}
    marks: list[Mark] = []
    for amount in sorted(amounts):
        place = column(amount, wide)
        level = seen[place] = seen.get(place, 0) + 1
        role = "break_fix" if amount > 0 else other
        x = scale((place + 0.5) * wide)
        marks.append(Dot(x, px(base - (level - 0.5) * best), px(best * 0.45), role))
    return marks, scale, base


def column(amount: float, wide: float) -> int:
    """Return the column of an amount; zero belongs to the left, because it is not more."""
    return math.ceil(round(amount / wide, 9)) - 1


def _columns(amounts: Sequence[float], wide: float) -> Counter[int]:
    """Return how many amounts each column holds."""
    return Counter(column(amount, wide) for amount in amounts)
