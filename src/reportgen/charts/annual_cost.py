"""What a year of each option is expected to cost, and what that cost is made of."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from typing import Any

from ..comparison.document.queries import rival
from ..language.labels import capital
from ..language.localizer import Words
from . import WIDE, voice
from .geometry.marks import Bar, Chart, Mark, Text, key, px
from .geometry.scale import Scale

PARTS = {
    "fees": 1.0,
    "invoices": 1.0,
    "internal": 0.75,
    "out_of_scope": 0.75,
    "onboarding": 0.75,
    "productivity": 0.45,
    "revenue": 0.25,
}
"""The parts of a year's cost: what is paid first and darkest, what is lost last and lightest."""


def chart(comparison: Mapping[str, Any], words: Words, width: int = WIDE) -> Chart | None:
    """One bar an option, split into its parts, the dearest as long as the frame is wide."""
    year = comparison.get("year")
    if not year:
        return None
    options = [option for option in comparison["options"] if option in year]
    totals = {option: float(year[option]["total"]) for option in options}
    scale = Scale(0, max(*totals.values(), 1e-9), 0, width)
    marks: list[Mark] = []
    y = 0.0
    for option in options:
        marks += [
            Text(0, px(y + 13), words.name(option), bold=True, size=12.5),
            Text(
                px(width),
                px(y + 13),
                words.say("chart.annual_cost.a_year", amount=words.money(totals[option])),
                anchor="end",
                bold=True,
                size=12.5,
            ),
        ]
        parts = _parts(year[option])
        marks += _bar(parts, option, scale, y + 21)
        items = [(option, PARTS[name], False, _part(name, value, words)) for name, value in parts]
        listed, last = key(items, 0, y + 62, width)
        marks += listed
        y = last + 24
    used = [name for name in PARTS if any(year[option].get(name) for option in options)]
    return Chart(
        name="annual-cost",
        title=_title(comparison, words),
        description=words.say(
            "chart.annual_cost.described",
            options=words.say("chart.list").join(_described(option, year, words) for option in options),
        ),
        width=width,
        height=px(y - 18),
        marks=tuple(marks),
        head=(words.say("chart.annual_cost.head"), *map(words.name, options)),
        rows=(
            *(
                (
                    capital(words.say(f"chart.part.{name}")),
                    *(words.money(year[option].get(name) or 0) for option in options),
                )
                for name in used
            ),
            (words.say("chart.annual_cost.total"), *(words.money(totals[option]) for option in options)),
        ),
    )


def _parts(year: Mapping[str, Any]) -> list[tuple[str, float]]:
    return [(name, float(year[name])) for name in PARTS if (year.get(name) or 0) > 0]


def _bar(parts: list[tuple[str, float]], option: str, scale: Scale, top: float) -> list[Mark]:
    """The parts end to end, a hair of paper between them."""
    marks: list[Mark] = []
    done = 0.0
    for name, value in parts:
        left, right = scale(done), scale(done + value)
        gap = 1 if right - left > 3 else 0
        marks.append(Bar(left, px(top), px(max(right - left - gap, 0.4)), 26, option, PARTS[name]))
        done += value
    return marks


def _part(name: str, value: float, words: Words) -> str:
    return words.say("chart.annual_cost.part", part=words.say(f"chart.part.{name}"), amount=words.money(value))


def _described(option: str, year: Mapping[str, Any], words: Words) -> str:
    parts = words.say("chart.join").join(_part(name, value, words) for name, value in _parts(year[option]))
    key = "chart.annual_cost.option_parts" if parts else "chart.annual_cost.option"
    return words.say(key, option=words.name(option), amount=words.money(year[option]["total"]), parts=parts)


KINDS = {
    "losses": ("productivity", "revenue"),
    "invoices": ("invoices",),
    "fees": ("fees", "out_of_scope", "onboarding"),
    "internal": ("internal",),
}
"""What a year's cost is for, in the words of the title."""


def _title(comparison: Mapping[str, Any], words: Words) -> str:
    """What most of the cost of break/fix is for, and of its best rival."""
    found = []
    for option in ("break_fix", rival(comparison)):
        year = comparison["year"].get(option, {})
        kinds = {kind: fsum(float(year.get(part) or 0) for part in parts) for kind, parts in KINDS.items()}
        kind = max(kinds, key=lambda name: kinds[name])
        if kinds[kind] > 0:
            said = words.say(f"chart.annual_cost.{kind}" + (voice(comparison) if kind == "internal" else ""))
            found.append({"option": words.called(option), "kind": said, "amount": words.money(kinds[kind])})
    if not found:
        return words.say("chart.annual_cost.none")
    first, *others = found
    if not others:
        return words.say("chart.annual_cost.largest", **first)
    other = {"other": others[0]["option"], "other_kind": others[0]["kind"], "other_amount": others[0]["amount"]}
    alike = first["kind"] == other["other_kind"]
    return words.say(f"chart.annual_cost.largest_{'alike' if alike else 'both'}", **first, **other)
