"""Headings that say what a section found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...comparison.document.queries import fit_is_close, in_part, rival
from ..localizer import Words


def cost(comparison: Mapping[str, Any], words: Words) -> str:
    """Which part of a failure's cost is on an invoice."""
    today = comparison["year"]["break_fix"]
    lost, billed = in_part(today, ("productivity", "revenue")), in_part(today, ("invoices",))
    if lost + billed <= 0:
        return words.say("said.heading.no_failures")
    if lost > billed:
        return words.say("said.heading.no_invoice", share=words.percent(lost / (lost + billed)))
    return words.say("said.heading.invoice", share=words.percent(billed / (lost + billed)))


def risk(comparison: Mapping[str, Any], words: Words) -> str:
    """What the bad year costs, or how long systems stand still."""
    year, other = comparison["year"], rival(comparison)
    worst = [year[option].get("p95") for option in ("break_fix", other)]
    if all(each is not None for each in worst):
        today, offer = (words.money(each) for each in worst)
        return words.say("said.heading.bad_year", today=today, offer=offer, option=words.called(other))
    today, offer = (words.counted(year[option]["downtime_hours"], "hours") for option in ("break_fix", other))
    return words.say("said.heading.downtime", today=today, offer=offer, option=words.called(other))


def fit(comparison: Mapping[str, Any], words: Words) -> str:
    """Which option suits the answers, in points of 100."""
    scores = comparison["fit"]["scores"]
    order = sorted(comparison["options"], key=lambda option: -float(scores[option]))
    first, second = (words.number(int(float(scores[option]) + 0.5)) for option in order[:2])
    said = {"option": words.called(order[0]), "points": first, "other_points": second}
    if fit_is_close(comparison):
        return words.say("said.heading.fit_close", **said, other=words.called(order[1]))
    better = words.say("said.best" if len(order) > 2 else "said.better")
    return words.say("said.heading.fit", **said, better=better)


def change(comparison: Mapping[str, Any], words: Words) -> str:
    """What would have to be different, by verdict."""
    keys = {"too_close": "change_open", "trade_off": "change_trade_off"}
    return words.say(f"said.heading.{keys.get(comparison['verdict']['outcome'], 'change')}")


def models(comparison: Mapping[str, Any], words: Words) -> str:
    """The models, by how many there are."""
    return words.say("said.heading.three" if len(comparison["options"]) > 2 else "said.heading.two")
