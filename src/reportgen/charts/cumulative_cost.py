"""What the options cost added up month by month, and when their lines cross."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from ..comparison.document.queries import rival
from ..language.localizer import Words
from . import WIDE
from .geometry.marks import Area, Chart, Dot, Line, Mark, Text, px
from .geometry.scale import Scale, inside, spread, upright
from .geometry.text_metrics import width

_DASHES = {"break_fix": "", "co_managed": "2 3", "managed": "7 3"}
"""So that the lines differ on a black-and-white printer too."""


def chart(comparison: Mapping[str, Any], words: Words, width: int = WIDE) -> Chart | None:
    """One line an option with the band that holds 16 years of 20, labelled where it ends."""
    plans = (comparison.get("horizon") or {}).get("options") or {}
    options = [option for option in comparison["options"] if (plans.get(option) or {}).get("by_month")]
    if not options:
        return None
    months = {option: plans[option]["by_month"] for option in options}
    last = max(float(rows[-1]["month"]) for rows in months.values())
    ends = {option: float(months[option][-1]["mean"]) for option in options}
    top, bottom = 26.0, 178.0
    high = max(float(row.get("p90") or row["mean"]) for rows in months.values() for row in rows)
    right = width - _room(ends, words) - 14
    scale, marks, begin = upright(high, top, bottom, 0, right, words.money)
    time = Scale(0, last, begin, right)
    marks += _years(time, last, bottom, width <= 400, words)
    for option in options:
        marks += _line(months[option], option, time, scale)
    marks += _ends(ends, right, scale, words, top, bottom)
    other = rival(comparison)
    crossing = _crossing(months, other)
    if crossing:
        x, text = time(crossing), words.say("chart.cumulative_cost.equal", n=f"{crossing:g}")
        marks.append(Line(((x, px(top)), (x, px(bottom))), "muted", 0.75, "3 3"))
        marks.append(Text(inside(x, text, begin, right), 14, text, "muted", "middle"))
    return Chart(
        name="cumulative-cost",
        title=_title(ends, last, crossing, other, words),
        description=words.say(
            "chart.cumulative_cost.described",
            span=words.counted(last, "months"),
            options=words.say("chart.list").join(_described(option, months[option][-1], words) for option in options),
        ),
        width=width,
        height=bottom + 24,
        marks=tuple(marks),
        head=(words.say("chart.cumulative_cost.head"), *map(words.name, options)),
        rows=_table(months, words),
    )


def _room(ends: Mapping[str, float], words: Words) -> float:
    return max(max(width(words.name(option), bold=True), width(words.money(end))) for option, end in ends.items())


def _years(time: Scale, last: float, bottom: float, narrow: bool, words: Words) -> list[Mark]:
    """The ends of the years below the plot."""
    marks: list[Mark] = []
    step = 12 if last > 12 else 3
    for month in range(0, int(last) + 1, step):
        x = time(month)
        number = month // 12 if step == 12 else month
        key = "start" if month == 0 else "year" if step == 12 else "month"
        text = str(number) if narrow and month else words.say(f"chart.cumulative_cost.{key}", n=number)
        anchor_x = inside(x, text, time.start - 20, time.end + 30)
        marks.append(Line(((x, px(bottom)), (x, px(bottom + 4))), "muted"))
        marks.append(Text(anchor_x, px(bottom + 16), text, "muted", "middle"))
    return marks


def _line(rows: Sequence[Mapping[str, Any]], option: str, time: Scale, scale: Scale) -> list[Mark]:
    marks: list[Mark] = []
    if all(row.get("p10") is not None and row.get("p90") is not None for row in rows):
        above = [(time(row["month"]), scale(row["p90"])) for row in rows]
        below = [(time(row["month"]), scale(max(float(row["p10"]), 0))) for row in reversed(rows)]
        marks.append(Area((*above, *below), option, 0.14))
    points = tuple((time(row["month"]), scale(row["mean"])) for row in rows)
    if len(points) > 1:
        marks.append(Line(points, option, 2, _DASHES[option]))
    marks.append(Dot(*points[-1], 3, option))
    return marks


def _ends(ends: Mapping[str, float], right: float, scale: Scale, words: Words, top: float, bottom: float) -> list[Mark]:
    """Name and sum of each option at the end of its line, kept apart."""
    places = spread([scale(end) for end in ends.values()], 32, top + 4, bottom - 12)
    marks: list[Mark] = []
    for (option, end), y in zip(ends.items(), places, strict=True):
        marks.append(Text(px(right + 9), px(y), words.name(option), bold=True))
        marks.append(Text(px(right + 9), px(y + 14), words.money(end), "muted"))
    return marks


def _crossing(months: Mapping[str, Sequence[Mapping[str, Any]]], other: str) -> int | None:
    """The first month after which the cheaper of break/fix and its best rival is the other one."""
    if not {"break_fix", other} <= months.keys():
        return None
    pairs = zip(months["break_fix"], months[other], strict=False)
    gaps = [(int(first["month"]), float(first["mean"]) - float(second["mean"])) for first, second in pairs]
    gaps = [(month, gap) for month, gap in gaps if abs(gap) > 0.005]
    for (_, before), (month, after) in pairwise(gaps):
        if before * after < 0:
            return month
    return None


def _title(ends: Mapping[str, float], last: float, crossing: int | None, other: str, words: Words) -> str:
    order = sorted(ends, key=lambda option: ends[option])
    span = words.counted(last / 12, "years") if last % 12 == 0 else words.counted(last, "months")
    said = {"span": span, "option": words.called(order[0]), "amount": words.money(ends[order[0]])}
    if len(order) < 2:
        return words.say("chart.cumulative_cost.one", **said)
    said["other"] = words.called(order[1])
    if words.money(ends[order[0]]) == words.money(ends[order[1]]):
        return words.say("chart.cumulative_cost.same", **said)
    cheaper = other if ends.get(other, 0) < ends.get("break_fix", 0) else "break_fix"
    if crossing and cheaper == order[0]:
        return words.say("chart.cumulative_cost.crossing", n=crossing, option=words.called(cheaper))
    said["amount"] = words.money(ends[order[1]] - ends[order[0]])
    return words.say("chart.cumulative_cost.less", **said)


def _described(option: str, row: Mapping[str, Any], words: Words) -> str:
    said = {"option": words.name(option), "amount": words.money(row["mean"])}
    if row.get("p10") is None or row.get("p90") is None:
        return words.say("chart.cumulative_cost.option", **said)
    low, high = words.money(row["p10"]), words.money(row["p90"])
    return words.say("chart.cumulative_cost.option_range", **said, low=low, high=high)


def _table(months: Mapping[str, Sequence[Mapping[str, Any]]], words: Words) -> tuple[tuple[str, ...], ...]:
    """The sums at the end of every year, or of every quarter within one."""
    by_month = {option: {int(row["month"]): row["mean"] for row in rows} for option, rows in months.items()}
    last = max(month for rows in by_month.values() for month in rows)
    step = 12 if last > 12 else 3
    wanted = list(range(step, last + 1, step)) or [last]
    return tuple(
        (
            str(month),
            *(words.money(rows[month]) if month in rows else "" for rows in by_month.values()),
        )
        for month in wanted
    )
