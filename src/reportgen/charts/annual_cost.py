"""What a year of each option is expected to cost, and what that cost is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..sentences.names import rival
from . import NAMES, WIDE, Words, inner
from .marks import Bar, Chart, Mark, Text, key, px
from .scale import Scale

PARTS = {
    "fees": ("fees", 1.0),
    "invoices": ("invoices", 1.0),
    "internal": ("own IT staff", 0.75),
    "out_of_scope": ("work outside the contract", 0.75),
    "onboarding": ("onboarding", 0.75),
    "productivity": ("lost working time", 0.45),
    "revenue": ("lost revenue", 0.25),
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
            Text(0, px(y + 13), NAMES[option], bold=True, size=12.5),
            Text(
                px(width),
                px(y + 13),
                f"{words.money(totals[option])} a year",
                anchor="end",
                bold=True,
                size=12.5,
            ),
        ]
        parts = _parts(year[option])
        marks += _bar(parts, option, scale, y + 21)
        items = [(option, PARTS[name][1], False, f"{PARTS[name][0]} {words.money(value)}") for name, value in parts]
        listed, last = key(items, 0, y + 62, width)
        marks += listed
        y = last + 24
    used = [name for name in PARTS if any(year[option].get(name) for option in options)]
    return Chart(
        name="annual-cost",
        title=_title(comparison, words),
        description="Expected cost of a year: "
        + "; ".join(_described(option, year, words) for option in options)
        + ".",
        width=width,
        height=px(y - 18),
        marks=tuple(marks),
        head=("Part", *(NAMES[option] for option in options)),
        rows=(
            *(
                (
                    PARTS[name][0].capitalize(),
                    *(words.money(year[option].get(name) or 0) for option in options),
                )
                for name in used
            ),
            ("Total", *(words.money(totals[option]) for option in options)),
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
        marks.append(Bar(left, px(top), px(max(right - left - gap, 0.4)), 26, option, PARTS[name][1]))
        done += value
    return marks


def _described(option: str, year: Mapping[str, Any], words: Words) -> str:
    parts = ", ".join(f"{PARTS[name][0]} {words.money(value)}" for name, value in _parts(year[option]))
    return f"{NAMES[option]} {words.money(year[option]['total'])}" + (f" ({parts})" if parts else "")


KINDS = {
    "lost work and revenue": ("productivity", "revenue"),
    "invoices": ("invoices",),
    "fees": ("fees", "out_of_scope", "onboarding"),
    "your own staff": ("internal",),
}
"""What a year's cost is for, in the words of the title."""


def _title(comparison: Mapping[str, Any], words: Words) -> str:
    """What most of the cost of break/fix is for, and of its best rival."""
    found = []
    for option in ("break_fix", rival(comparison)):
        year = comparison["year"].get(option, {})
        kinds = {kind: sum(float(year.get(part) or 0) for part in parts) for kind, parts in KINDS.items()}
        kind = max(kinds, key=lambda name: kinds[name])
        if kinds[kind] > 0:
            found.append((inner(option), kind, words.money(kinds[kind])))
    if not found:
        return "Without incidents and fees, no option costs anything"
    (option, kind, amount), *others = found
    title = f"The largest part of a year with {option} is {kind}, {amount}"
    return title + "".join(f"; with {option} it is {kind}, {amount}" for option, kind, amount in others)
