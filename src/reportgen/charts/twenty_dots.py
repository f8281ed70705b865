"""Twenty years as twenty dots: by how much break/fix costs more or less than managed IT."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from . import NAMES, WIDE, Words
from .marks import Chart, Dot, Line, Mark, Text, fit, px
from .scale import Scale, across, axis


def chart(comparison: Mapping[str, Any], words: Words, width: int = WIDE) -> Chart | None:
    """The quantile dot plot of the paired yearly difference."""
    difference = (comparison.get("difference") or {}).get("managed")
    if not difference or not difference.get("dots"):
        return None
    amounts = [round(float(amount), 2) for amount in difference["dots"]]
    more = sum(amount > 0 for amount in amounts)
    below, _ = heading(amounts, width, words)
    top, room = 46.0, 150.0

    def label(value: float) -> str:
        return words.money(value) if value else "same cost"

    scale, values = across(min(0.0, *amounts), max(0.0, *amounts), 0, width, label)
    base = top + room
    marks: list[Mark] = [*below, Line(((scale(0), px(top - 6)), (scale(0), px(base))), "ink", 1)]
    marks += stacks(amounts, scale, base, room)
    marks += axis(scale, values, base, label)
    caption = fit("Cost of break/fix minus cost of managed IT, in one year", width)
    marks.append(Text(0, px(base + 36), caption, "muted"))
    return Chart(
        name="twenty-dots",
        title=f"{_sentence(words.frequency(difference['probability']))}, break/fix would cost more than managed IT",
        description=(
            f"Twenty dots, each an equally likely year. In {more} of them break/fix costs more than managed IT, "
            f"in {len(amounts) - more} it does not. They run from {words.money(min(amounts))} to "
            f"{words.money(max(amounts))}."
        ),
        width=width,
        height=base + 42,
        marks=tuple(marks),
        head=("Year, from best to worst for break/fix", "Break/fix minus managed IT"),
        rows=tuple((str(place), words.money(amount)) for place, amount in enumerate(sorted(amounts), 1)),
    )


def heading(amounts: Sequence[float], width: float, words: Words) -> tuple[list[Mark], int]:
    """What the dots left and right of zero are, and how many: the left at the left edge, the right at the right."""
    more = sum(amount > 0 for amount in amounts)
    less = len(amounts) - more
    marks: list[Mark] = []
    half = width / 2 - 6
    if less:
        first = fit(f"{NAMES['managed']} costs more", half, bold=True)
        marks += [
            Text(0, 12, first, bold=True),
            Text(0, 27, f"{words.plural(less, 'year', 'years')} of {len(amounts)}", "muted"),
        ]
    if more:
        first = fit(f"{NAMES['break_fix']} costs more", half, bold=True)
        marks += [
            Text(px(width), 12, first, anchor="end", bold=True),
            Text(px(width), 27, f"{words.plural(more, 'year', 'years')} of {len(amounts)}", "muted", "end"),
        ]
    return marks, more


def stacks(amounts: Sequence[float], scale: Scale, base: float, room: float) -> list[Mark]:
    """The dots, stacked in columns as large as the room allows; no column holds both signs."""
    span = abs(scale.end - scale.start)
    best, wide = 0.0, 1.0
    for count in range(8, 61):
        column = (scale.high - scale.low) / count
        tallest = max(_columns(amounts, column).values())
        size = min(span / count, room / tallest)
        if size > best + 0.05:
            best, wide = size, column
    seen: dict[int, int] = {}
    radius = best / 2
    marks: list[Mark] = []
    for amount in sorted(amounts):
        place = _column(amount, wide)
        level = seen[place] = seen.get(place, 0) + 1
        x = min(max(scale((place + 0.5) * wide), scale.start + radius), scale.end - radius)
        role = "break_fix" if amount > 0 else "managed"
        marks.append(Dot(px(x), px(base - (level - 0.5) * best), px(radius * 0.9), role))
    return marks


def _column(amount: float, wide: float) -> int:
    """The column of an amount; zero belongs to the left, for it is not more."""
    return math.ceil(round(amount / wide, 9)) - 1


def _columns(amounts: Sequence[float], wide: float) -> dict[int, int]:
    found: dict[int, int] = {}
    for amount in amounts:
        place = _column(amount, wide)
        found[place] = found.get(place, 0) + 1
    return found


def _sentence(text: str) -> str:
    """The frequency as the start of a sentence: `about 7 years in 20` becomes `In about 7 years in 20`."""
    return text[:1].upper() + text[1:] if text.startswith(("in ", "In ", "never", "almost")) else f"In {text}"
