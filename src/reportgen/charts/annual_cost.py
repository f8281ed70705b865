"""What a year of each option is expected to cost, and what that cost is made of."""

from __future__ import annotations

from math import fsum

from ..comparison.document import Document
from ..comparison.document.costs import Year
from ..comparison.document.queries import best_alternative
from ..comparison.options import Option
from ..language.labels import capitalized
from ..language.localizer import Localizer
from .geometry.marks import Bar, Chart, Mark, Text, key, px
from .geometry.scale import Scale

PARTS = {
    "fees": 1.0,
    "invoices": 1.0,
    "planned": 0.85,
    "recurring": 0.75,
    "internal": 0.75,
    "out_of_scope": 0.75,
    "onboarding": 0.75,
    "productivity": 0.45,
    "revenue": 0.25,
}
"""The parts of a year's cost with their opacity: what is paid first and darkest, what is lost last and lightest."""


def chart(document: Document, localizer: Localizer, width: int) -> Chart:
    """Return one bar per option, split into its parts, the dearest as long as the frame is wide."""
    years = document.year
    scale = Scale(0, max(*(year.total for year in years.values()), 1e-9), 0, width)
    marks: list[Mark] = []
    y = 0.0
    for option, year in years.items():
        total = localizer.message("chart.annual_cost.a_year", amount=localizer.money(year.total))
        marks += [
            Text(0, px(y + 13), localizer.option_name(option), bold=True, size=12.5),
            Text(px(width), px(y + 13), total, anchor="end", bold=True, size=12.5),
        ]
        marks += _bar(_parts(year), option, scale, y + 21)
        items = [(option, PARTS[name], False, _part(name, amount, localizer)) for name, amount in _parts(year)]
        listed, last = key(items, 0, y + 62, width)
        marks += listed
        y = last + 24
    described = (_described(option, year, localizer) for option, year in years.items())
    return Chart(
        name="annual-cost",
        title=_title(document, localizer),
        description=localizer.message(
            "chart.annual_cost.described", options=localizer.message("chart.list").join(described)
        ),
        width=width,
        height=px(y - 18),
        marks=tuple(marks),
        head=(localizer.message("chart.annual_cost.head"), *map(localizer.option_name, years)),
        rows=_rows(document, localizer),
    )


def _parts(year: Year) -> list[tuple[str, float]]:
    """Return the parts that cost something, with their amounts."""
    return [(name, getattr(year, name)) for name in PARTS if getattr(year, name) > 0]


def _bar(parts: list[tuple[str, float]], option: Option, scale: Scale, top: float) -> list[Mark]:
    """Return the parts end to end, separated by one unit where they are wide enough."""
    marks: list[Mark] = []
    done = 0.0
    for name, amount in parts:
        left, right = scale(done), scale(done + amount)
        gap = 1 if right - left > 3 else 0
        marks.append(Bar(left, px(top), px(max(right - left - gap, 0.4)), 26, option, PARTS[name]))
        done += amount
    return marks


def _rows(document: Document, localizer: Localizer) -> tuple[tuple[str, ...], ...]:
    """Return the parts that cost something under any option, and the total."""
    years = document.year.values()
    used = [name for name in PARTS if any(getattr(year, name) for year in years)]
    return (
        *(
            (
                capitalized(localizer.message(f"chart.part.{name}")),
                *(localizer.money(getattr(year, name)) for year in years),
            )
            for name in used
        ),
        (localizer.message("chart.annual_cost.total"), *(localizer.money(year.total) for year in years)),
    )


def _part(name: str, amount: float, localizer: Localizer) -> str:
    part = localizer.message(f"chart.part.{name}")
    return localizer.message("chart.annual_cost.part", part=part, amount=localizer.money(amount))


def _described(option: Option, year: Year, localizer: Localizer) -> str:
    parts = localizer.message("chart.join").join(_part(name, amount, localizer) for name, amount in _parts(year))
    message = "chart.annual_cost.option_parts" if parts else "chart.annual_cost.option"
    amount = localizer.money(year.total)
    return localizer.message(message, option=localizer.option_name(option), amount=amount, parts=parts)


KINDS = {
    "losses": ("productivity", "revenue"),
    "invoices": ("invoices", "planned"),
    "fees": ("fees", "recurring", "out_of_scope", "onboarding"),
    "internal": ("internal",),
}
"""The parts of a year's cost as the title groups them."""


def _title(document: Document, localizer: Localizer) -> str:
    """Return what most of the cost is for, under break/fix and under the best alternative.

    The largest part may cost the same under both, as the client's own staff does: it is named, and the next is told.
    """
    options: tuple[Option, Option] = ("break_fix", best_alternative(document))
    years = [document.year[option] for option in options]
    kinds = [{kind: fsum(getattr(year, part) for part in parts) for kind, parts in KINDS.items()} for year in years]
    shared = [kind for kind in KINDS if kinds[0][kind] and len({localizer.money(each[kind]) for each in kinds}) == 1]
    if not {max(KINDS, key=lambda kind: amounts[kind]) for amounts in kinds} & {*shared}:
        shared = []
    largest = []
    for option, year, amounts in zip(options, years, kinds, strict=True):
        others = {kind: amounts[kind] for kind in KINDS if kind not in shared and amounts[kind] > 0}
        if others:
            kind = max(others, key=lambda kind: others[kind])
            parts = {"kind": _kind(kind, year, localizer), "amount": localizer.money(others[kind])}
            largest.append({"option": localizer.option_in_text(option), **parts})
    form = "apart" if shared else "largest"
    apart = localizer.listed(_kind(kind, years[0], localizer) for kind in shared)
    if not largest:
        amount = localizer.money(years[0].total)
        return localizer.message(f"chart.annual_cost.{'same' if shared else 'none'}", shared=apart, amount=amount)
    if len(largest) == 1:
        return localizer.message(f"chart.annual_cost.{form}", **largest[0], shared=apart)
    first, second = largest
    other = {"other": second["option"], "other_kind": second["kind"], "other_amount": second["amount"]}
    form += "_alike" if first["kind"] == second["kind"] else "_both"
    return localizer.message(f"chart.annual_cost.{form}", **first, **other, shared=apart)


def _kind(kind: str, year: Year, localizer: Localizer) -> str:
    """Return what a group is called: by a name of its own where the strings have one, else by its parts."""
    parts = [part for part in KINDS[kind] if getattr(year, part) > 0]
    if kind == "internal" or (kind == "losses" and len(parts) > 1):
        return localizer.message(f"chart.annual_cost.{kind}")
    return localizer.listed(localizer.message(f"chart.part.{part}") for part in parts)
