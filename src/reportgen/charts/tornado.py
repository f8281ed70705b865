"""Which input moves the answer most: the expected yearly saving at an input's low and high value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..comparison.document import Document
from ..comparison.document.costs import Bar as Reach
from ..comparison.document.queries import bars_of, incident_of
from ..comparison.options import Option
from ..comparison.quantity import GUESSES
from ..language.labels import capitalized, input_in_text
from ..language.localizer import Localizer
from .geometry.marks import Bar, Chart, Line, Mark, Text, key, px
from .geometry.scale import Scale, inside
from .geometry.text_metrics import fit, wrap
from .geometry.text_metrics import width as text_width

ROWS = 6
LINES = 2
"""The lines of a label with its range, at most."""


@dataclass(frozen=True, slots=True)
class Input:
    """An input in words: its label, shorter forms of it, and its range and the saving at either end."""

    label: str
    shorter: tuple[str, ...]
    reach: Reach

    @property
    def ends(self) -> tuple[float, float]:
        """The savings at either end, the lower first."""
        low, high = sorted((self.reach.at_low, self.reach.at_high))
        return low, high


def chart(document: Document, localizer: Localizer, width: int) -> Chart | None:
    """Return one bar per input, the longest first, assumptions as an outline; None where no input has a range."""
    other, bars = bars_of(document)
    inputs = [_input(bar, document, localizer) for bar in bars[:ROWS]]
    if not inputs:
        return None
    base = document.difference[other].expected
    beside = width > 480
    left = 310.0 if beside else 0.0
    values = [0.0, base, *(end for item in inputs for end in item.ends)]
    pad = max(text_width(localizer.money(value)) for value in values) + 6
    low, high = min(values), max(values)
    scale = Scale(low, high if high > low else low + 1, left + pad, width - pad)
    marks = _guides(base, scale, left, width, localizer)
    y = 42.0
    for item in inputs:
        row = _row(item, scale, y, left if beside else width, beside, localizer)
        marks += [*_ticks(row, base, scale, y + 12 if beside else y + 36, 16 if beside else 11), *row]
        y += 32 if beside else 58
    listed, last = key(_key(inputs, localizer), 0, y + 18, width)
    return Chart(
        name="tornado",
        title=_title(inputs[0], other, localizer),
        description=localizer.message(
            "chart.tornado.described",
            option=localizer.option_in_text(other),
            amount=localizer.money(base),
            inputs=localizer.message("chart.list").join(_span(item, localizer) for item in inputs),
        ),
        width=width,
        height=px(last + 6),
        marks=(*marks, *listed),
        head=tuple(localizer.message(f"chart.tornado.{name}") for name in ("head", "low", "high", "at_low", "at_high")),
        rows=tuple(_cells(item, localizer) for item in inputs),
    )


def _input(bar: Reach, document: Document, localizer: Localizer) -> Input:
    """Return an input in words; the shorter forms have ever fewer words of the name of a kind of incident."""
    label = capitalized(input_in_text(bar.input, document, localizer))
    incident = incident_of(bar.input, document)
    counts = range(len(incident.name.split()) - 1, 0, -1) if incident else ()
    shorter = (capitalized(input_in_text(bar.input, document, localizer, words)) for words in counts)
    return Input(label, tuple(shorter), bar)


def _cells(item: Input, localizer: Localizer) -> tuple[str, ...]:
    """Return the row of an input in the table."""
    reach = item.reach
    ends = (localizer.short_quantity(end, reach.unit) for end in (reach.low, reach.high))
    return item.label, *ends, localizer.money(reach.at_low), localizer.money(reach.at_high)


def _row(item: Input, scale: Scale, y: float, room: float, beside: bool, localizer: Localizer) -> list[Mark]:
    """Return the label and range of an input, its bar, and the saving at either end."""
    reach, (least, most) = item.reach, item.ends
    start, end = scale(least), scale(most)
    low_unit = "" if reach.unit.startswith("incidents") else reach.unit.partition("/")[0]
    span = localizer.message(
        "chart.tornado.range",
        low=localizer.short_quantity(reach.low, low_unit),
        high=localizer.short_quantity(reach.high, reach.unit),
    )
    lines = _label(item, span, room - 18 if beside else room, localizer)
    first = y + 8 + (LINES - len(lines)) * (7 if beside else 14)
    marks: list[Mark] = [
        Text(0, px(first + 14 * number), line, "muted" if line == span else "ink") for number, line in enumerate(lines)
    ]
    middle = y + 12 if beside else y + 36
    assumed = reach.origin in GUESSES
    marks.append(Bar(start, px(middle - 7), px(max(end - start, 1)), 14, "muted", 1.0, hollow=assumed))
    marks.append(Text(px(start - 5), px(middle + 4), localizer.money(least), anchor="end"))
    marks.append(Text(px(end + 5), px(middle + 4), localizer.money(most)))
    return marks


def _label(item: Input, span: str, room: float, localizer: Localizer) -> list[str]:
    """Return the label and its range on two lines at most, each on its own if it fits; if not, in a shorter form."""
    for label in (item.label, *item.shorter):
        if text_width(label) <= room:
            return [label, span]
        whole = wrap(localizer.message("chart.tornado.row", label=label, range=span), room, LINES)
        if not whole[-1].endswith("…"):
            return whole
    return [fit(label, room), fit(span, room)]


def _ticks(row: Sequence[Mark], base: float, scale: Scale, middle: float, reach: float) -> list[Mark]:
    """Return the part of the two guides in a row, except where one would cross a label."""
    marks: list[Mark] = []
    for x, role, thick, dash in ((scale(base), "ink", 1.0, ""), (scale(0), "muted", 0.75, "3 3")):
        labels = [mark.box for mark in row if isinstance(mark, Text)]
        free = not any(left - 2 < x < right + 2 and top > middle - 10 for left, top, right, _ in labels)
        if free and (role == "ink" or abs(x - scale(base)) > 2):
            marks.append(Line(((x, px(middle - reach)), (x, px(middle + reach))), role, thick, dash))
    return marks


def _guides(base: float, scale: Scale, left: float, right: float, localizer: Localizer) -> list[Mark]:
    """Return the labels of the guides on two lines: the saving as things are, and where both cost the same."""
    here, zero = scale(base), scale(0)
    stands = localizer.message("chart.tornado.stands", amount=localizer.money(base))
    same = localizer.message("chart.same_cost")
    marks: list[Mark] = [
        Line(((here, 18), (here, 38)), "ink", 1),
        Text(inside(here, stands, left, right, bold=True), 12, stands, anchor="middle", bold=True),
    ]
    if abs(here - zero) > 2:
        half = text_width(same) / 2 + 4
        x = inside(zero, same, left, right)
        if abs(x - here) < half:
            x = here + half if zero > here else here - half
        marks.append(Line(((zero, 33), (zero, 38)), "muted", 0.75, "3 3"))
        marks.append(Text(px(x), 29, same, "muted", "middle"))
    return marks


def _key(inputs: Sequence[Input], localizer: Localizer) -> list[tuple[str, float, bool, str]]:
    """Return the key of filled and outlined bars, as far as there are both."""
    assumed = {item.reach.origin in GUESSES for item in inputs}
    filled = ("muted", 1.0, False, localizer.message("chart.tornado.told"))
    outlined = ("muted", 1.0, True, localizer.message("chart.tornado.assumed"))
    return [item for item, present in ((filled, False in assumed), (outlined, True in assumed)) if present]


def _span(item: Input, localizer: Localizer) -> str:
    low, high = localizer.money(item.reach.at_low), localizer.money(item.reach.at_high)
    return localizer.message("chart.tornado.span", label=item.label, low=low, high=high)


def _title(first: Input, other: Option, localizer: Localizer) -> str:
    low, high = first.ends
    parts = {"input": first.label, "option": localizer.option_in_text(other)}
    if localizer.money(low) == localizer.money(high):
        return localizer.message("chart.tornado.none")
    if low >= 0:
        return localizer.message("chart.tornado.saves", **parts, low=localizer.money(low), high=localizer.money(high))
    if high <= 0:
        return localizer.message("chart.tornado.costs", **parts, low=localizer.money(-high), high=localizer.money(-low))
    return localizer.message("chart.tornado.either", **parts, cost=localizer.money(-low), saving=localizer.money(high))
