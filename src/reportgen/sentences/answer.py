"""The answer of a report in a sentence, how strong it is, and why: one pattern for each verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .names import Words, called, capital, ranked


def answer(comparison: Mapping[str, Any], words: Words) -> str:
    """The answer in one sentence that can be read out loud."""
    verdict, year = comparison["verdict"], comparison["year"]
    outcome, cheaper, suits = verdict["outcome"], verdict["cheaper"], verdict["better_fit"]
    if outcome == "too_close":
        return f"On your figures it is too close to call: {_open(comparison, words)}."
    if outcome == "trade_off":
        gap = float(year[suits]["total"]) - float(year[cheaper]["total"])
        money = _gap(gap, cheaper, suits, words)
        return f"On your figures {money}, but {called(suits)} fits your answers better."
    second = next(option for option in ranked(comparison) if option != cheaper)
    gap = float(year[second]["total"]) - float(year[cheaper]["total"])
    better = "best" if len(comparison["options"]) > 2 else "better"
    return f"On your figures {_gap(gap, cheaper, second, words)}, and it fits your answers {better}."


def strength(comparison: Mapping[str, Any], words: Words) -> str:
    """How often the cheaper option would be the cheaper one, and how far ahead the better fit is."""
    cheaper = comparison["verdict"]["cheaper"]
    second = next(option for option in ranked(comparison) if option != cheaper)
    other = second if cheaper == "break_fix" else "break_fix"
    chance = float(comparison["difference"][second if cheaper == "break_fix" else cheaper]["probability"])
    chance = 1 - chance if cheaper == "break_fix" else chance
    money = f"{capital(called(cheaper))} would cost less than {called(other)} in {words.frequency(chance)}"
    return f"{money}; {_lead(comparison, words)}."


def lead(comparison: Mapping[str, Any]) -> float:
    """Points between the best and the second-best fit."""
    first, second = sorted((float(score) for score in comparison["fit"]["scores"].values()), reverse=True)[:2]
    return first - second


def _gap(gap: float, cheaper: str, dearer: str, words: Words) -> str:
    """How much less one costs than the other, or that both cost the same."""
    if words.money(gap) == words.money(0):
        return f"{called(cheaper)} and {called(dearer)} cost the same in an average year"
    return f"{called(cheaper)} costs {words.money(gap)} less than {called(dearer)} in an average year"


def _open(comparison: Mapping[str, Any], words: Words) -> str:
    """What keeps a close case open: the rule that decided, with its numbers."""
    rule, fit = comparison["verdict"]["rule"], comparison["fit"]
    cheaper, second = ranked(comparison)[:2]
    least, more = (float(comparison["year"][option]["total"]) for option in (cheaper, second))
    money = _gap(more - least, cheaper, second, words)
    if rule == "saving":
        same = words.money(more - least) == words.money(0)
        return (
            money
            if same or not least
            else f"{money}, a difference of\N{NO-BREAK SPACE}{words.percent((more - least) / least)}"
        )
    if rule == "chance":
        reason = next(each for each in comparison["verdict"]["reasons"] if each["rule"] == "chance")
        often = words.frequency(float(reason["probability"]))
        return f"{called(reason['option'])} would cost more than {called(reason['other'])} in {often}"
    if rule == "assumption":
        return f"{money}, but within the range of what is assumed it may as well cost more"
    if rule == "weightings" and fit["leader"]:
        won = words.percent(float(fit["weightings_won"][fit["leader"]]))
        best = f"{called(fit['leader'])} fits best in only {won} of the ways to weigh your answers"
        return f"{money}, and {best}"
    return f"{money}, but {_lead(comparison, words)}"


def _lead(comparison: Mapping[str, Any], words: Words) -> str:
    """Which option fits the answers best, and by how much."""
    leader = comparison["fit"]["leader"]
    if not leader:
        return "on the four factors no option leads"
    points = words.plural(lead(comparison), "point", "points")
    return f"on the four factors {called(leader)} leads by {points} of 100"
