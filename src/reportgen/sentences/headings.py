"""Headings that say what a section found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .answer import lead
from .names import Words, called, capital, in_part, rival

CLOSE = 5
"""Points of 100 below which a heading names no best fit."""


def cost(comparison: Mapping[str, Any], words: Words) -> str:
    """Which part of a failure's cost is on an invoice."""
    today = comparison["year"]["break_fix"]
    lost, billed = in_part(today, ("productivity", "revenue")), in_part(today, ("invoices",))
    if lost + billed <= 0:
        return "Cost: without incidents, only fees remain"
    if lost > billed:
        return f"Cost: {words.percent(lost / (lost + billed))} of what failures cost under break/fix is on no invoice"
    return f"Cost: {words.percent(billed / (lost + billed))} of what failures cost under break/fix is on the invoice"


def risk(comparison: Mapping[str, Any], words: Words) -> str:
    """What the bad year costs, or how long systems stand still."""
    year, other = comparison["year"], rival(comparison)
    worst = [year[option].get("p95") for option in ("break_fix", other)]
    if all(each is not None for each in worst):
        today, offer = (words.money(each) for each in worst)
        return f"Risk: one year in 20 costs more than {today} with break/fix, {offer} with {called(other)}"
    hours = [words.plural(year[option]["downtime_hours"], "hour", "hours") for option in ("break_fix", other)]
    return f"Risk: {hours[0]} of downtime a year with break/fix, {hours[1]} with {called(other)}"


def fit(comparison: Mapping[str, Any], words: Words) -> str:
    """Which option suits the answers, in points of 100."""
    scores = comparison["fit"]["scores"]
    order = sorted(comparison["options"], key=lambda option: -float(scores[option]))
    first, second = (words.number(int(float(scores[option]) + 0.5)) for option in order[:2])
    if lead(comparison) < CLOSE or not comparison["fit"]["leader"]:
        names = f"{called(order[0])} and {called(order[1])}"
        return f"Fit: {names} suit your answers about equally, {first} and {second} points of 100"
    best = "best" if len(order) > 2 else "better"
    return f"Fit: {called(order[0])} suits your answers {best}, {first} points of 100 to {second}"


def change(comparison: Mapping[str, Any]) -> str:
    """What would have to be different, by verdict."""
    outcome = comparison["verdict"]["outcome"]
    if outcome == "too_close":
        return "What keeps the answer open"
    if outcome == "trade_off":
        return "What would bring cost and fit together"
    return "What would change this answer"


def models(comparison: Mapping[str, Any]) -> str:
    """The models, by how many there are."""
    return f"{capital('three' if len(comparison['options']) > 2 else 'two')} ways to organize IT support"
