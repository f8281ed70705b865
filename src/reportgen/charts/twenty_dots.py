"""Twenty years as twenty dots: by how much break/fix costs more or less than managed IT."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ..comparison.document.queries import rival as best_rival
from ..language.localizer import Words
from . import WIDE
from .geometry.marks import Chart, Dot, Line, Mark, Text, px
from .geometry.scale import Scale, across, axis
from .geometry.text_metrics import fit


def chart(comparison: Mapping[str, Any], words: Words, width: int = WIDE) -> Chart | None:
    """The quantile dot plot of the paired yearly difference."""
    rival, amounts = differences(comparison)
    if not amounts:
        return None
    top, room = 46.0, 156.0

    def label(value: float) -> str:
        return words.money(value) if value else words.say("chart.same_cost")

    scale, values = across(min(0.0, *amounts), max(0.0, *amounts), 0, width, label)
    step = values[1] - values[0]
    columns = [(step / parts, scale) for parts in range(1, 17)]
    dots, _, base = stacks(amounts, columns, rival, top, room)
    marks: list[Mark] = [*heading(amounts, rival, width, words), *axis(scale, values, base, label), *dots]
    marks.append(Line(((scale(0), px(top - 6)), (scale(0), base)), "ink", 1))
    caption = words.say("chart.twenty_dots.caption", option=words.called(rival))
    marks.append(Text(0, px(base + 36), fit(caption, width), "muted"))
    years = words.frequency(comparison["difference"][rival]["probability"])
    more = sum(amount > 0 for amount in amounts)
    return Chart(
        name="twenty-dots",
        title=words.say("chart.twenty_dots.title", years=years, option=words.called(rival)),
        description=words.say(
            "chart.twenty_dots.described",
            more=more,
            less=len(amounts) - more,
            option=words.called(rival),
            low=words.money(min(amounts)),
            high=words.money(max(amounts)),
        ),
        width=width,
        height=base + 42,
        marks=tuple(marks),
        head=(
            words.say("chart.twenty_dots.head"),
            words.say("chart.twenty_dots.head_amount", option=words.called(rival)),
        ),
        rows=tuple((str(place), words.money(amount)) for place, amount in enumerate(sorted(amounts), 1)),
    )


def differences(comparison: Mapping[str, Any]) -> tuple[str, list[float]]:
    """The cheaper of the options with a provider, and the twenty differences of break/fix from it."""
    rival = best_rival(comparison)
    found = (comparison.get("difference") or {}).get(rival) or {}
    return rival, [round(float(amount), 2) for amount in found.get("dots") or ()]


def heading(amounts: Sequence[float], rival: str, width: float, words: Words) -> list[Mark]:
    """What the dots on either side of zero say, and how many there are: each at its own edge."""
    more = sum(amount > 0 for amount in amounts)
    sides: tuple[tuple[str, int, float, Literal["start", "end"]], ...] = (
        (rival, len(amounts) - more, 0.0, "start"),
        ("break_fix", more, px(width), "end"),
    )
    marks: list[Mark] = []
    for option, number, x, anchor in sides:
        if not number:
            continue
        first = words.say("chart.costs_more", option=words.name(option))
        years = words.say("chart.of_years", years=words.counted(number, "years"), all=len(amounts))
        marks.append(Text(x, 12, fit(first, width / 2 - 6, bold=True), anchor=anchor, bold=True))
        marks.append(Text(x, 27, years, "muted", anchor))
    return marks


def stacks(
    amounts: Sequence[float],
    columns: Sequence[tuple[float, Scale]],
    rival: str,
    top: float,
    room: float,
    most: float = 52,
) -> tuple[list[Mark], Scale, float]:
    """The dots in columns, as large as the room below `top` and `most` allow, the scale they stand on, and their base.

    `columns` are the widths to choose from, each with its scale; columns meet at zero, so none holds both signs.
    """

    def size(choice: tuple[float, Scale]) -> float:
        wide, scale = choice
        return min(abs(scale(wide) - scale(0)), room / max(_columns(amounts, wide).values()), most)

    largest = max(map(size, columns))
    wide, scale = min((each for each in columns if size(each) >= 0.9 * largest), key=lambda each: each[0])
    best = size((wide, scale))
    base = px(top + best * max(_columns(amounts, wide).values()))
    seen: dict[int, int] = {}
    marks: list[Mark] = []
    for amount in sorted(amounts):
        place = column(amount, wide)
        level = seen[place] = seen.get(place, 0) + 1
        role = "break_fix" if amount > 0 else rival
        x = scale((place + 0.5) * wide)
        marks.append(Dot(x, px(base - (level - 0.5) * best), px(best * 0.45), role))
    return marks, scale, base


def column(amount: float, wide: float) -> int:
    """The column of an amount; zero belongs to the left, for it is not more."""
    return math.ceil(round(amount / wide, 9)) - 1


def _columns(amounts: Sequence[float], wide: float) -> dict[int, int]:
    found: dict[int, int] = {}
    for amount in amounts:
        place = column(amount, wide)
        found[place] = found.get(place, 0) + 1
    return found
