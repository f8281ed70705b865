"""Amounts to coordinates: round ticks, linear scales, axes, and labels that do not overlap."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .marks import Line, Mark, Text, px
from .text_metrics import width


def ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Return round numbers from at or below `low` to at or above `high`, about `count` steps apart."""
    if high <= low:
        high = low + 1
    rough = (high - low) / max(count, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, 10) + 0.0 for number in range(first, last + 1)]


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear map from amounts to coordinates."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return px(self.start + share * (self.end - self.start))


def across(
    low: float, high: float, left: float, right: float, label: Callable[[float], str]
) -> tuple[Scale, list[float]]:
    """Return a scale from left to right, and as many round ticks as have room for their labels inside the frame."""
    for count in (6, 5, 4, 3, 2, 1):
        marks = ticks(low, high, count)
        widest = max(width(label(value)) for value in marks)
        if widest * 1.35 * len(marks) <= right - left:
            break
    pad = widest / 2
    return Scale(marks[0], marks[-1], left + pad, right - pad), marks


def axis(scale: Scale, values: Sequence[float], y: float, label: Callable[[float], str]) -> list[Mark]:
    """Return the line of a horizontal axis with its ticks and labels below."""
    marks: list[Mark] = [Line(((px(scale.start), px(y)), (px(scale.end), px(y))), "muted")]
    for value in values:
        x = scale(value)
        marks.append(Line(((x, px(y)), (x, px(y + 4))), "muted"))
        marks.append(Text(x, px(y + 16), label(value), "muted", "middle"))
    return marks


def upright(
    high: float, top: float, bottom: float, left: float, right: float, label: Callable[[float], str]
) -> tuple[Scale, list[Mark], float]:
    """Return a scale from zero upwards, its grid with labels at the left, and where the plot begins."""
    values = min((ticks(0, high, count) for count in (3, 4, 5)), key=lambda each: each[-1])
    begin = left + max(width(label(value)) for value in values) + 8
    scale = Scale(0, values[-1], bottom, top)
    marks: list[Mark] = []
    for value in values:
        role = "muted" if value == 0 else "hairline"
        marks.append(Line(((px(begin), scale(value)), (px(right), scale(value))), role))
        marks.append(Text(px(begin - 8), px(scale(value) + 4), label(value), "muted", "end"))
    return scale, marks, begin


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return the places moved as little as needed to be at least `gap` apart, between `low` and `high`."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    found = list(places)
    floor = low
    for index in order:
        found[index] = floor = max(found[index], floor)
        floor += gap
    ceiling = high
    for index in reversed(order):
        found[index] = ceiling = min(found[index], ceiling)
        ceiling -= gap
    return [px(place) for place in found]


def inside(x: float, text: str, left: float, right: float, bold: bool = False) -> float:
    """Return the middle for a centred text, moved so that the text stays between left and right."""
    half = width(text, bold=bold) / 2
    return px(min(max(x, left + half), right - half))
