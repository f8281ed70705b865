"""What the verdict rests on, each rule that applied as one sentence with its numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .names import Words, called, capital, full_names

YEARS = 20
DIGITS = 6


def reasons(comparison: Mapping[str, Any], words: Words) -> list[str]:
    """The reasons of a verdict in sentences, the deciding one first."""
    superlative = "best" if len(comparison["options"]) > 2 else "better"
    return [
        _SENTENCES[each["rule"]]({**each, "superlative": superlative}, words)
        for each in comparison["verdict"]["reasons"]
    ]


def _agree(reason: Mapping[str, Any], words: Words) -> str:
    fits = f"{capital(called(reason['better_fit']))} also fits your answers {reason['superlative']}"
    return f"{_dearer(reason, words)}. {fits}, by {_points(reason['gap'], words)} of 100."


def _disagree(reason: Mapping[str, Any], words: Words) -> str:
    best = f"{called(reason['better_fit'])} by {_points(reason['gap'], words)} of 100"
    return f"{_dearer(reason, words)}. Your answers to the four factors speak for {best}."


def _saving(reason: Mapping[str, Any], words: Words) -> str:
    if words.money(reason["amount"]) == words.money(0):
        return f"{capital(called(reason['option']))} and {called(reason['other'])} cost the same in an average year."
    share, limit = apart(reason["share"], reason["limit"], lambda value: words.quantity(value, "fraction"), 2)
    costs = f"{capital(called(reason['other']))} costs {share} more than {called(reason['option'])} in an average year"
    return f"{costs}; a difference of less than {limit} is too small to decide."


def _chance(reason: Mapping[str, Any], words: Words) -> str:
    often = words.frequency(reason["probability"])
    low, high = (words.number(YEARS * reason[end]) for end in ("low", "high"))
    dearer = f"{capital(called(reason['option']))} would cost more than {called(reason['other'])} in {often}"
    return f"{dearer}; from {low} to {high} years in {YEARS}, either may turn out the cheaper one."


def _assumption(reason: Mapping[str, Any], words: Words) -> str:
    labels = words.listed([f"“{full_names(label)}”" for label in reason["labels"]])
    return f"Within the range of what is assumed for {labels}, {called(reason['option'])} becomes the cheaper option."


def _score_gap(reason: Mapping[str, Any], words: Words) -> str:
    if "option" not in reason:
        return "On the four factors no option leads."
    gap, limit = apart(reason["gap"], reason["limit"], lambda value: words.quantity(value, ""), 1)
    points = "point" if gap == words.quantity(1, "") else "points"
    leads = f"On the four factors {called(reason['option'])} leads by {gap} {points} of 100"
    return f"{leads}; fewer than {limit} are too few to decide."


def _weightings(reason: Mapping[str, Any], words: Words) -> str:
    share, limit = apart(reason["share"], reason["limit"], lambda value: words.quantity(value, "fraction"), 2)
    best = f"{capital(called(reason['option']))} fits best in {share} of the ways to weigh your answers"
    return f"{best}; fewer than {limit} are too few to decide."


def apart(value: float, limit: float, shown: Callable[[float], str], digits: int) -> tuple[str, str]:
    """A value below its limit and the limit, with as many decimals as it takes to read differently.

    The value starts with so many digits behind the point; a small one is never shown as nothing.
    """
    end = shown(round(limit, DIGITS))
    for places in range(digits, DIGITS):
        text = shown(round(value, places))
        if text != end and (text != shown(0) or not value):
            return text, end
    return shown(round(value, DIGITS)), end


def _dearer(reason: Mapping[str, Any], words: Words) -> str:
    """By how much the second-cheapest option costs more than the cheapest, as a share of what the latter costs."""
    other, option = capital(called(reason["other"])), called(reason["option"])
    if "share" not in reason:
        return f"{other} costs {words.money(reason['amount'])} in an average year, {option} nothing"
    return f"{other} costs {words.percent(reason['share'])} more than {option} in an average year"


def _points(gap: float, words: Words) -> str:
    return words.plural(gap, "point", "points")


_SENTENCES: Mapping[str, Callable[[Mapping[str, Any], Words], str]] = {
    "agree": _agree,
    "disagree": _disagree,
    "saving": _saving,
    "chance": _chance,
    "assumption": _assumption,
    "score_gap": _score_gap,
    "weightings": _weightings,
}
