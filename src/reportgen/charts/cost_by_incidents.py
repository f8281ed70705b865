"""The cost of a year against the number of incidents in it: where break/fix and managed IT cost the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..comparison.document.queries import rival
from ..language.localizer import Words
from . import WIDE, voice
from .geometry.marks import Bar, Chart, Dot, Line, Mark, Text, px
from .geometry.scale import Scale, across, axis, inside, spread, upright
from .geometry.text_metrics import width as text_width

_DASHES = {"break_fix": "", "co_managed": "2 3", "managed": "7 3"}


def chart(comparison: Mapping[str, Any], words: Words, width: int = WIDE) -> Chart | None:
    """Two straight lines, their break-even, and the range that is credible for the client."""
    curve = dict(comparison.get("incident_curve") or {})
    if not curve:
        return None
    other = rival(comparison) if curve.get(rival(comparison)) else "managed"
    if other != "managed":  # the curve's own break-even is that of managed IT
        curve["break_even"] = comparison["break_even"][other]["incidents_per_year"]
    lines: dict[str, Sequence[Sequence[float]]] = {option: curve[option] for option in ("break_fix", other)}
    most = max(float(point[0]) for points in lines.values() for point in points)
    high = max(float(point[1]) for points in lines.values() for point in points)
    ends = {option: float(points[-1][1]) for option, points in lines.items()}
    top, bottom = 34.0, 138.0
    right = width - max(text_width(words.name(option), bold=True) for option in lines) - 14
    scale, grid, begin = upright(high, top, bottom, 0, right, words.money)
    numbers, values = across(0, most, begin, right, words.number)
    numbers = Scale(0, values[-1] if values[-1] <= most * 1.0001 else most or 1, begin, right)
    values = [value for value in values if value <= numbers.high * 1.0001]
    ranged = curve["credible_low"] is not None
    marks: list[Mark] = [*([_range(curve, numbers, top, bottom)] if ranged else []), *grid]
    marks += axis(numbers, values, bottom, words.number)
    caption = words.say("chart.cost_by_incidents.axis_wide" if width > 480 else "chart.cost_by_incidents.axis")
    if ranged:
        caption = words.say(f"chart.cost_by_incidents.shaded{voice(comparison)}", axis=caption)
    marks.append(Text(px(begin), px(bottom + 34), caption, "muted"))
    for option, points in lines.items():
        path = tuple((numbers(x), scale(max(float(y), 0))) for x, y in points)
        marks += [Line(path, option, 2, _DASHES[option]), Dot(*path[-1], 3, option)]
    places = spread([scale(end) + 4 for end in ends.values()], 17, top + 8, bottom - 2)
    for option, y in zip(ends, places, strict=True):
        marks.append(Text(px(right + 9), y, words.name(option), bold=True))
    marks += _break_even(curve, other, numbers, scale, top, bottom, begin, right, words)
    return Chart(
        name="cost-by-incidents",
        title=_title(curve, other, words, voice(comparison)),
        description=_description(curve, ends, most, words, voice(comparison)),
        width=width,
        height=bottom + 40,
        marks=tuple(marks),
        head=(words.say("chart.cost_by_incidents.axis"), *map(words.name, lines)),
        rows=_rows(lines, curve, words),
    )


def _range(curve: Mapping[str, Any], numbers: Scale, top: float, bottom: float) -> Mark:
    """The range of incidents that is credible for the client, as a light band."""
    low, high = (min(max(float(curve[name] or 0), 0), numbers.high) for name in ("credible_low", "credible_high"))
    left, end = numbers(low), numbers(high)
    return Bar(left, px(top), px(max(end - left, 1)), px(bottom - top), "wash")


def _break_even(
    curve: Mapping[str, Any], other: str, numbers: Scale, scale: Scale, top: float, bottom: float,
    begin: float, right: float, words: Words,
) -> list[Mark]:  # fmt: skip
    """The number of incidents at which both cost the same, where the chart reaches it."""
    number = curve.get("break_even")
    if number is None or not 0 <= number <= numbers.high:
        return []
    x, text = numbers(float(number)), words.say("chart.cost_by_incidents.same_at", n=words.number(number))
    (_, start), (_, stop) = (curve[other][0], curve[other][-1])
    share = float(number) / float(curve[other][-1][0] or 1)
    y = scale(float(start) + (float(stop) - float(start)) * share)
    return [
        Line(((x, px(top - 12)), (x, px(bottom))), "ink", 0.75, "3 3"),
        Dot(x, y, 4.5, "ink", hollow=True),
        Text(inside(x, text, begin, right, bold=True), px(top - 18), text, anchor="middle", bold=True),
    ]


def _title(curve: Mapping[str, Any], other: str, words: Words, voice: str) -> str:
    number, own = curve.get("break_even"), words.number(curve["per_year"])
    if number is None:
        dearer = "break_fix" if curve["break_fix"][-1][1] > curve[other][-1][1] else other
        cheaper = other if dearer == "break_fix" else "break_fix"
        return words.say("chart.cost_by_incidents.any", option=words.name(cheaper))
    same = words.counted(number, "incidents")
    if words.number(number) == own:
        return words.say(f"chart.cost_by_incidents.own{voice}", incidents=same)
    return words.say(f"chart.cost_by_incidents.same{voice}", other=words.called(other), incidents=same, own=own)


def _description(curve: Mapping[str, Any], ends: Mapping[str, float], most: float, words: Words, voice: str) -> str:
    start = {option: float(curve[option][0][1]) for option in ends}
    lines = [
        words.say(
            f"chart.cost_by_incidents.{'rises' if end >= start[option] else 'falls'}",
            option=words.name(option),
            low=words.money(start[option]),
            high=words.money(end),
        )
        for option, end in ends.items()
    ]
    said = {"most": words.number(most), "lines": words.say("chart.list").join(lines)}
    if curve["credible_low"] is None:
        return words.say("chart.cost_by_incidents.described", **said)
    said |= {"low": words.number(curve["credible_low"]), "high": words.number(curve["credible_high"])}
    return words.say(f"chart.cost_by_incidents.described_range{voice}", **said)


def _rows(
    lines: Mapping[str, Sequence[Sequence[float]]], curve: Mapping[str, Any], words: Words
) -> tuple[tuple[str, ...], ...]:
    """The cost at no incidents, at both ends of the range, at the client's number and at the break-even."""
    names = ("credible_low", "per_year", "credible_high", "break_even")
    wanted = sorted({0.0, *(round(float(curve[name]), 4) for name in names if curve.get(name) is not None)})

    def at(points: Sequence[Sequence[float]], number: float) -> float:
        (x0, y0), (x1, y1) = points[0], points[-1]
        return y0 + (y1 - y0) * (number - x0) / ((x1 - x0) or 1)

    return tuple(
        (words.number(number), *(words.money(at(points, number)) for points in lines.values())) for number in wanted
    )
