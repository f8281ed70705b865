"""Which input moves the answer most: the expected yearly saving at each input's low and high value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from . import WIDE, Words
from .marks import Bar, Chart, Line, Mark, Text, fit, key, px, width
from .scale import Scale, inside

ROWS = 8


def chart(comparison: Mapping[str, Any], words: Words, width: int = WIDE) -> Chart | None:
    """One bar an input, the longest first; what we assumed is drawn as an outline."""
    inputs = list(comparison.get("sensitivity") or [])[:ROWS]
    if not inputs:
        return None
    base = float((comparison.get("difference") or {}).get("managed", {}).get("expected") or 0.0)
    beside = width > 480
    left = 236.0 if beside else 0.0
    values = [0.0, base, *(float(each[name]) for each in inputs for name in ("at_low", "at_high"))]
    pad = max(_width(words.money(value)) for value in values) + 6
    low, high = min(values), max(values)
    scale = Scale(low, high if high > low else low + 1, left + pad, width - pad)
    marks: list[Mark] = []
    y = 44.0
    for each in inputs:
        marks += _row(each, scale, y, left if beside else width, beside, words)
        y += 36 if beside else 50
    marks = [*_guides(base, scale, y, left, width, words), *marks]
    listed, last = key(_key(inputs), 0, y + 18, width)
    first = inputs[0]
    return Chart(
        name="tornado",
        title=_title(first, words),
        description=(
            f"Expected yearly saving of managed IT, {words.money(base)} as things stand, when one input changes: "
            + "; ".join(f"{each['label']} {_span(each, words)}" for each in inputs)
            + "."
        ),
        width=width,
        height=px(last + 6),
        marks=(*marks, *listed),
        head=("Input", "Low", "High", "Saving at low", "Saving at high"),
        rows=tuple(
            (
                str(each["label"]),
                words.number(each["low"]),
                words.number(each["high"]),
                words.money(each["at_low"]),
                words.money(each["at_high"]),
            )
            for each in inputs
        ),
    )


def _width(text: str) -> float:
    return width(text)


def _row(
    each: Mapping[str, Any], scale: Scale, y: float, room: float, beside: bool, words: Words
) -> list[Mark]:
    """The input's name and range, its bar, and the saving at either end."""
    ends = sorted((float(each["at_low"]), float(each["at_high"])))
    x0, x1 = scale(ends[0]), scale(ends[1])
    label, span = str(each["label"]), f"{words.number(each['low'])} to {words.number(each['high'])}"
    unit = str(each.get("unit") or "")
    text = fit(f"{span} {unit}".strip(), (room - 16) if beside else room * 0.45)
    marks: list[Mark]
    if beside:
        marks = [Text(0, px(y + 8), fit(label, room - 16)), Text(0, px(y + 22), text, "muted")]
        middle = y + 10
    else:
        marks = [
            Text(0, px(y + 8), fit(label, room - _width(text) - 12)),
            Text(px(room), px(y + 8), text, "muted", "end"),
        ]
        middle = y + 24
    assumed = each.get("origin") == "assumption"
    marks.append(Bar(x0, px(middle - 7), px(max(x1 - x0, 1)), 14, "muted", 1.0, hollow=assumed))
    marks.append(Text(px(x0 - 5), px(middle + 4), words.money(ends[0]), anchor="end"))
    marks.append(Text(px(x1 + 5), px(middle + 4), words.money(ends[1])))
    return marks


def _guides(base: float, scale: Scale, bottom: float, left: float, right: float, words: Words) -> list[Mark]:
    """The saving as things stand, and where both options cost the same; their names on two lines above."""
    here, zero = scale(base), scale(0)
    stands, same = f"saving as things stand {words.money(base)}", "same cost"
    marks: list[Mark] = [
        Line(((here, 18), (here, px(bottom))), "ink", 1),
        Text(inside(here, stands, left, right, bold=True), 12, stands, anchor="middle", bold=True),
    ]
    if abs(here - zero) > 2:
        marks.append(Line(((zero, 34), (zero, px(bottom))), "muted", 0.75, "3 3"))
        x = inside(zero, same, left, right)
        half = _width(same) / 2 + 4
        if abs(x - here) < half:
            x = inside(here + half if zero > here else here - half, same, left, right)
        marks.append(Text(px(x), 29, same, "muted", "middle"))
    return marks


def _key(inputs: Sequence[Mapping[str, Any]]) -> list[tuple[str, float, bool, str]]:
    origins = {each.get("origin") == "assumption" for each in inputs}
    told = ("muted", 1.0, False, "told, measured or quoted")
    assumed = ("muted", 1.0, True, "assumed")
    return [item for item, present in ((told, False in origins), (assumed, True in origins)) if present]


def _span(each: Mapping[str, Any], words: Words) -> str:
    return f"from {words.money(each['at_low'])} to {words.money(each['at_high'])}"


def _title(first: Mapping[str, Any], words: Words) -> str:
    low, high = sorted((float(first["at_low"]), float(first["at_high"])))
    if words.money(low) == words.money(high):
        return "No input moves the saving by itself"
    label = str(first["label"])
    return f"“{label}” moves the answer most: a saving from {words.money(low)} to {words.money(high)}"
