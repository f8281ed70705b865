"""The cost of a year against the number of incidents in it: where break/fix and the best alternative cost the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..comparison.document import Document
from ..comparison.document.costs import Line as Segment
from ..comparison.document.queries import best_alternative
from ..comparison.options import Option
from ..comparison.rounding import rounded
from ..language.localizer import Localizer
from .geometry.marks import DASHES, Bar, Chart, Dot, Line, Mark, Text, px
from .geometry.scale import Scale, across, axis, inside, spread, upright
from .geometry.text_metrics import width as text_width


@dataclass(frozen=True, slots=True)
class Crossing:
    """The lines of break/fix and of the other option, where they cross, and the client's own number of incidents."""

    other: Option
    lines: Mapping[Option, Segment]
    break_even: float | None
    own: float
    low: float | None
    high: float | None
    known: Mapping[float, Mapping[Option, float]]
    """The costs that other pages show too: without incidents, and at the client's own number."""
    step: float
    """The step of the document's amounts."""

    def costs(self, number: float) -> list[float]:
        """Return what each option costs at a number of incidents."""
        return [
            self.known.get(number, {}).get(option) or rounded(_on(line, number), self.step)
            for option, line in self.lines.items()
        ]


def chart(document: Document, localizer: Localizer, width: int) -> Chart:
    """Return two straight lines, their break-even, and the range that is credible for the client."""
    crossing = _crossing(document)
    most = max(point[0] for line in crossing.lines.values() for point in line)
    high = max(point[1] for line in crossing.lines.values() for point in line)
    top, bottom = 34.0, 138.0
    right = width - max(text_width(localizer.option_name(option), bold=True) for option in crossing.lines) - 14
    scale, grid, begin = upright(high, top, bottom, 0, right, localizer.money)
    numbers, values = across(0, most, begin, right, localizer.number)
    numbers = Scale(0, values[-1] if values[-1] <= most * 1.0001 else most or 1, begin, right)
    values = [value for value in values if value <= numbers.high * 1.0001]
    marks: list[Mark] = [*_range(crossing, numbers, top, bottom), *grid]
    marks += axis(numbers, values, bottom, localizer.number)
    caption = localizer.message("chart.cost_by_incidents.axis_wide" if width > 480 else "chart.cost_by_incidents.axis")
    if crossing.low is not None:
        caption = localizer.message("chart.cost_by_incidents.shaded", axis=caption)
    marks.append(Text(px(begin), px(bottom + 34), caption, "muted"))
    for option, line in crossing.lines.items():
        path = tuple((numbers(x), scale(max(y, 0))) for x, y in line)
        marks += [Line(path, option, 2, DASHES[option]), Dot(*path[-1], 3, option)]
    places = spread([scale(line[-1][1]) + 4 for line in crossing.lines.values()], 17, top + 8, bottom - 2)
    for option, y in zip(crossing.lines, places, strict=True):
        marks.append(Text(px(right + 9), y, localizer.option_name(option), bold=True))
    marks += _break_even(crossing, numbers, scale, (begin, top, right, bottom), localizer)
    return Chart(
        name="cost-by-incidents",
        title=_title(crossing, localizer),
        description=_description(crossing, most, localizer),
        width=width,
        height=bottom + 40,
        marks=tuple(marks),
        head=(localizer.message("chart.cost_by_incidents.axis"), *map(localizer.option_name, crossing.lines)),
        rows=_rows(crossing, localizer),
    )


def _crossing(document: Document) -> Crossing:
    curve, other, year = document.incident_curve, best_alternative(document), document.year
    return Crossing(
        other=other,
        lines={option: line for option, line in curve.lines.items() if option in ("break_fix", other)},
        break_even=curve.break_evens[other],
        own=curve.per_year,
        low=curve.credible_low,
        high=curve.credible_high,
        known={
            0.0: {option: year[option].fixed for option in curve.lines},
            round(curve.per_year, 4): {option: year[option].total for option in curve.lines},
        },
        step=document.rounding_step,
    )


def _range(crossing: Crossing, numbers: Scale, top: float, bottom: float) -> list[Mark]:
    """Return the range of incidents that is credible for the client, as a light band; nothing where none is known."""
    if crossing.low is None:
        return []
    left, right = (numbers(min(max(end or 0, 0), numbers.high)) for end in (crossing.low, crossing.high))
    return [Bar(left, px(top), px(max(right - left, 1)), px(bottom - top), "wash")]


def _break_even(
    crossing: Crossing, numbers: Scale, scale: Scale, plot: tuple[float, float, float, float], localizer: Localizer
) -> list[Mark]:
    """Return the number of incidents at which both cost the same, where the chart reaches it."""
    number, (begin, top, right, bottom) = crossing.break_even, plot
    if number is None or not 0 <= number <= numbers.high:
        return []
    x, text = numbers(number), localizer.message("chart.cost_by_incidents.same_at", n=localizer.number(number))
    (_, start), (most, stop) = crossing.lines[crossing.other]
    y = scale(start + (stop - start) * (number / (most or 1)))
    return [
        Line(((x, px(top - 12)), (x, px(bottom))), "ink", 0.75, "3 3"),
        Dot(x, y, 4.5, "ink", hollow=True),
        Text(inside(x, text, begin, right, bold=True), px(top - 18), text, anchor="middle", bold=True),
    ]


def _title(crossing: Crossing, localizer: Localizer) -> str:
    number, own = crossing.break_even, localizer.number(crossing.own)
    if number is None:
        dearer = crossing.lines["break_fix"][-1][1] > crossing.lines[crossing.other][-1][1]
        cheaper = crossing.other if dearer else "break_fix"
        return localizer.message("chart.cost_by_incidents.any", option=localizer.option_name(cheaper))
    same = localizer.count(number, "incidents")
    if localizer.number(number) == own:
        return localizer.message("chart.cost_by_incidents.own", incidents=same)
    other = localizer.option_in_text(crossing.other)
    return localizer.message("chart.cost_by_incidents.same", other=other, incidents=same, own=own)


def _description(crossing: Crossing, most: float, localizer: Localizer) -> str:
    lines = [
        localizer.message(
            f"chart.cost_by_incidents.{'rises' if end >= start else 'falls'}",
            option=localizer.option_name(option),
            low=localizer.money(start),
            high=localizer.money(end),
        )
        for option, start, end in zip(crossing.lines, crossing.costs(0.0), crossing.costs(most), strict=True)
    ]
    parts = {"most": localizer.number(most), "lines": localizer.message("chart.list").join(lines)}
    if crossing.low is None or crossing.high is None:
        return localizer.message("chart.cost_by_incidents.described", **parts)
    parts |= {"low": localizer.number(crossing.low), "high": localizer.number(crossing.high)}
    return localizer.message("chart.cost_by_incidents.described_range", **parts)


def _rows(crossing: Crossing, localizer: Localizer) -> tuple[tuple[str, ...], ...]:
    """Return the cost at no incidents, at both ends of the range, at the client's number and at the break-even."""
    numbers = (crossing.low, crossing.own, crossing.high, crossing.break_even)
    wanted = sorted({0.0, *(round(number, 4) for number in numbers if number is not None)})
    return tuple((localizer.number(number), *map(localizer.money, crossing.costs(number))) for number in wanted)


def _on(line: Segment, number: float) -> float:
    """Return the cost at a number of incidents on a straight line."""
    (x0, y0), (x1, y1) = line
    return y0 + (y1 - y0) * (number - x0) / ((x1 - x0) or 1)
