"""What the options cost added up month by month, and when their lines cross."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from ..comparison.document import Document
from ..comparison.document.costs import Month
from ..comparison.document.queries import best_alternative
from ..comparison.options import Option
from ..language.localizer import Localizer
from .geometry.marks import DASHES, Area, Chart, Dot, Line, Mark, Text, px
from .geometry.scale import Scale, inside, spread, upright
from .geometry.text_metrics import width as text_width

Months = Mapping[Option, tuple[Month, ...]]


def chart(document: Document, localizer: Localizer, width: int) -> Chart:
    """Return one line per option with the band that holds 16 years of 20, labelled where it ends."""
    months = {option: cost.by_month for option, cost in document.horizon.options.items()}
    last = document.horizon.months
    ends = {option: rows[-1].mean for option, rows in months.items()}
    top, bottom = 26.0, 178.0
    high = max(month.p90 for rows in months.values() for month in rows)
    right = width - _room(ends, localizer) - 14
    scale, marks, begin = upright(high, top, bottom, 0, right, localizer.money)
    time = Scale(0, last, begin, right)
    marks += _years(time, last, bottom, width <= 400, localizer)
    for option, rows in months.items():
        marks += _line(rows, option, time, scale)
    marks += _ends(ends, right, scale, localizer, top, bottom)
    other = best_alternative(document)
    crossing = _crossing(months, other)
    if crossing:
        x, text = time(crossing), localizer.message("chart.cumulative_cost.equal", n=f"{crossing:g}")
        marks.append(Line(((x, px(top)), (x, px(bottom))), "muted", 0.75, "3 3"))
        marks.append(Text(inside(x, text, begin, right), 14, text, "muted", "middle"))
    described = (_described(option, rows[-1], localizer) for option, rows in months.items())
    return Chart(
        name="cumulative-cost",
        title=_title(ends, last, crossing, other, localizer),
        description=localizer.message(
            "chart.cumulative_cost.described",
            span=localizer.count(last, "months"),
            options=localizer.message("chart.list").join(described),
        ),
        width=width,
        height=bottom + 24,
        marks=tuple(marks),
        head=(localizer.message("chart.cumulative_cost.head"), *map(localizer.option_name, months)),
        rows=_rows(months, last, localizer),
    )


def _room(ends: Mapping[Option, float], localizer: Localizer) -> float:
    """Return the room that the names and amounts at the ends of the lines take."""
    names = (text_width(localizer.option_name(option), bold=True) for option in ends)
    return max(*names, *(text_width(localizer.money(end)) for end in ends.values()))


def _step(last: int) -> int:
    """Return the months from one label to the next: a year, or a quarter within one year."""
    return 12 if last > 12 else 3


def _years(time: Scale, last: int, bottom: float, narrow: bool, localizer: Localizer) -> list[Mark]:
    """Return the ticks and labels of the time axis."""
    marks: list[Mark] = []
    step = _step(last)
    for month in range(0, last + 1, step):
        x = time(month)
        number = month // 12 if step == 12 else month
        key = "start" if month == 0 else "year" if step == 12 else "month"
        text = str(number) if narrow and month else localizer.message(f"chart.cumulative_cost.{key}", n=number)
        anchor_x = inside(x, text, time.start - 20, time.end + 30)
        marks.append(Line(((x, px(bottom)), (x, px(bottom + 4))), "muted"))
        marks.append(Text(anchor_x, px(bottom + 16), text, "muted", "middle"))
    return marks


def _line(rows: tuple[Month, ...], option: Option, time: Scale, scale: Scale) -> list[Mark]:
    """Return the line of an option, its band, and a dot at its end."""
    above = [(time(row.month), scale(row.p90)) for row in rows]
    below = [(time(row.month), scale(max(row.p10, 0))) for row in reversed(rows)]
    points = tuple((time(row.month), scale(row.mean)) for row in rows)
    return [
        Area((*above, *below), option, 0.14),
        Line(points, option, 2, DASHES[option]),
        Dot(*points[-1], 3, option),
    ]


def _ends(
    ends: Mapping[Option, float], right: float, scale: Scale, localizer: Localizer, top: float, bottom: float
) -> list[Mark]:
    """Return the name and amount of each option at the end of its line, kept apart."""
    places = spread([scale(end) for end in ends.values()], 32, top + 4, bottom - 12)
    marks: list[Mark] = []
    for (option, end), y in zip(ends.items(), places, strict=True):
        marks.append(Text(px(right + 9), px(y), localizer.option_name(option), bold=True))
        marks.append(Text(px(right + 9), px(y + 14), localizer.money(end), "muted"))
    return marks


def _crossing(months: Months, other: Option) -> int | None:
    """Return the first month after which the cheaper of break/fix and the best alternative is the other one."""
    pairs = zip(months["break_fix"], months[other], strict=True)
    gaps = [(first.month, first.mean - second.mean) for first, second in pairs]
    gaps = [(month, gap) for month, gap in gaps if abs(gap) > 0.005]
    for (_, before), (month, after) in pairwise(gaps):
        if before * after < 0:
            return month
    return None


def _title(ends: Mapping[Option, float], last: int, crossing: int | None, other: Option, localizer: Localizer) -> str:
    cheapest, second = sorted(ends, key=lambda option: ends[option])[:2]
    span = localizer.count(last / 12, "years") if last % 12 == 0 else localizer.count(last, "months")
    parts = {"option": localizer.option_in_text(cheapest), "other": localizer.option_in_text(second), "span": span}
    if localizer.money(ends[cheapest]) == localizer.money(ends[second]):
        return localizer.message("chart.cumulative_cost.same", **parts)
    cheaper = other if ends[other] < ends["break_fix"] else "break_fix"
    if crossing and cheaper == cheapest:
        option = localizer.option_in_text(cheaper)
        return localizer.message("chart.cumulative_cost.crossing", n=crossing, option=option)
    return localizer.message(
        "chart.cumulative_cost.less", **parts, amount=localizer.money(ends[second] - ends[cheapest])
    )


def _described(option: Option, last: Month, localizer: Localizer) -> str:
    amount, low, high = (localizer.money(value) for value in (last.mean, last.p10, last.p90))
    name = localizer.option_name(option)
    return localizer.message("chart.cumulative_cost.option_range", option=name, amount=amount, low=low, high=high)


def _rows(months: Months, last: int, localizer: Localizer) -> tuple[tuple[str, ...], ...]:
    """Return the amounts at the end of every year, or of every quarter within one."""
    step = _step(last)
    return tuple(
        (str(month), *(localizer.money(rows[month - 1].mean) for rows in months.values()))
        for month in range(step, last + 1, step)
    )
