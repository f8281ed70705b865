"""Which input moves the answer most: the expected yearly saving at each input's low and high value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..comparison.document.queries import bars_of
from ..language.labels import labelled
from ..language.localizer import Words
from . import WIDE
from .geometry.marks import Bar, Chart, Line, Mark, Text, key, px
from .geometry.scale import Scale, inside
from .geometry.text_metrics import fit, wrap
from .geometry.text_metrics import width as text_width

ROWS = 6


def chart(comparison: Mapping[str, Any], words: Words, width: int = WIDE) -> Chart | None:
    """One bar an input, the longest first; what we assumed is drawn as an outline."""
    other, bars = bars_of(comparison)
    inputs = [{**each, "label": labelled(str(each["label"]), words)} for each in bars[:ROWS]]
    if not inputs:
        return None
    base = float((comparison.get("difference") or {}).get(other, {}).get("expected") or 0.0)
    beside = width > 480
    left = 250.0 if beside else 0.0
    values = [0.0, base, *(float(each[name]) for each in inputs for name in ("at_low", "at_high"))]
    pad = max(text_width(words.money(value)) for value in values) + 6
    low, high = min(values), max(values)
    scale = Scale(low, high if high > low else low + 1, left + pad, width - pad)
    marks = _guides(base, scale, left, width, words)
    y = 42.0
    for each in inputs:
        row = _row(each, scale, y, left if beside else width, beside, words)
        marks += [*_ticks(row, base, scale, y + 12 if beside else y + 22, 16 if beside else 11), *row]
        y += 32 if beside else 44
    listed, last = key(_key(inputs, words), 0, y + 18, width)
    first = inputs[0]
    return Chart(
        name="tornado",
        title=_title(first, other, words),
        description=words.say(
            "chart.tornado.described",
            option=words.called(other),
            amount=words.money(base),
            inputs=words.say("chart.list").join(_span(each, words) for each in inputs),
        ),
        width=width,
        height=px(last + 6),
        marks=(*marks, *listed),
        head=tuple(words.say(f"chart.tornado.{name}") for name in ("head", "low", "high", "at_low", "at_high")),
        rows=tuple(
            (
                str(each["label"]),
                words.short_quantity(each["low"], str(each.get("unit") or "")),
                words.short_quantity(each["high"], str(each.get("unit") or "")),
                words.money(each["at_low"]),
                words.money(each["at_high"]),
            )
            for each in inputs
        ),
    )


def _row(each: Mapping[str, Any], scale: Scale, y: float, room: float, beside: bool, words: Words) -> list[Mark]:
    """The input's name and range, its bar, and the saving at either end."""
    ends = sorted((float(each["at_low"]), float(each["at_high"])))
    x0, x1 = scale(ends[0]), scale(ends[1])
    unit = str(each.get("unit") or "")
    low = words.short_quantity(each["low"], "" if unit.startswith("incidents") else unit.partition("/")[0])
    span = words.say("chart.tornado.range", low=low, high=words.short_quantity(each["high"], unit))
    lines = _label(str(each["label"]), span, room - 18 if beside else room, 2 if beside else 1, words)
    first = y + (8 if len(lines) > 1 else 15) if beside else y + 8
    marks: list[Mark] = [
        Text(0, px(first + 14 * number), line, "muted" if line == span else "ink") for number, line in enumerate(lines)
    ]
    middle = y + 12 if beside else y + 22
    assumed = each.get("origin") == "assumption"
    marks.append(Bar(x0, px(middle - 7), px(max(x1 - x0, 1)), 14, "muted", 1.0, hollow=assumed))
    marks.append(Text(px(x0 - 5), px(middle + 4), words.money(ends[0]), anchor="end"))
    marks.append(Text(px(x1 + 5), px(middle + 4), words.money(ends[1])))
    return marks


def _label(label: str, span: str, room: float, lines: int, words: Words) -> list[str]:
    """The input and its range on that many lines, each on its own if it can; without room for all the input is cut."""
    if lines > 1 and text_width(label) <= room:
        return [label, span]
    whole = wrap(words.say("chart.tornado.row", label=label, range=span), room, lines)
    if not whole[-1].endswith("…"):
        return whole
    if lines == 1:
        short = fit(label, room - text_width(words.say("chart.tornado.row", label="", range=span)))
        return [words.say("chart.tornado.row", label=short, range=span)]
    return [fit(label, room), fit(span, room)]


def _ticks(row: Sequence[Mark], base: float, scale: Scale, middle: float, reach: float) -> list[Mark]:
    """The two guides as far as they belong to a row, but never through one of its labels."""
    marks: list[Mark] = []
    for x, role, thick, dash in ((scale(base), "ink", 1.0, ""), (scale(0), "muted", 0.75, "3 3")):
        labels = [mark.box for mark in row if isinstance(mark, Text)]
        free = not any(left - 2 < x < right + 2 and top > middle - 10 for left, top, right, _ in labels)
        if free and (role == "ink" or abs(x - scale(base)) > 2):
            marks.append(Line(((x, px(middle - reach)), (x, px(middle + reach))), role, thick, dash))
    return marks


def _guides(base: float, scale: Scale, left: float, right: float, words: Words) -> list[Mark]:
    """The names of the guides on two lines above: the saving as things stand, and where both cost the same."""
    here, zero = scale(base), scale(0)
    stands, same = words.say("chart.tornado.stands", amount=words.money(base)), words.say("chart.same_cost")
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


def _key(inputs: Sequence[Mapping[str, Any]], words: Words) -> list[tuple[str, float, bool, str]]:
    origins = {each.get("origin") == "assumption" for each in inputs}
    told = ("muted", 1.0, False, words.say("chart.tornado.told"))
    assumed = ("muted", 1.0, True, words.say("chart.tornado.assumed"))
    return [item for item, present in ((told, False in origins), (assumed, True in origins)) if present]


def _span(each: Mapping[str, Any], words: Words) -> str:
    low, high = words.money(each["at_low"]), words.money(each["at_high"])
    return words.say("chart.tornado.span", label=each["label"], low=low, high=high)


def _title(first: Mapping[str, Any], other: str, words: Words) -> str:
    low, high = sorted((float(first["at_low"]), float(first["at_high"])))
    said = {"label": first["label"], "option": words.called(other)}
    if words.money(low) == words.money(high):
        return words.say("chart.tornado.none")
    if low >= 0:
        return words.say("chart.tornado.saves", **said, low=words.money(low), high=words.money(high))
    if high <= 0:
        return words.say("chart.tornado.costs", **said, low=words.money(-high), high=words.money(-low))
    return words.say("chart.tornado.either", **said, cost=words.money(-low), saving=words.money(high))
