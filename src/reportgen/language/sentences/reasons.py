"""What the verdict rests on, each rule that applied as one sentence with its numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..labels import capital, labelled
from ..localizer import Words

YEARS = 20
DIGITS = 6


def reasons(comparison: Mapping[str, Any], words: Words) -> list[str]:
    """The reasons of a verdict in sentences, the deciding one first."""
    better = words.say("said.best" if len(comparison["options"]) > 2 else "said.better")
    found = comparison["verdict"]["reasons"]
    return [capital(_SENTENCES[each["rule"]]({**each, "better": better}, words)) for each in found]


def _agree(reason: Mapping[str, Any], words: Words) -> str:
    return words.say(
        "said.reason.agree",
        dearer=_dearer(reason, words),
        option=capital(words.called(reason["better_fit"])),
        better=reason["better"],
        points=words.counted(reason["gap"], "points"),
    )


def _disagree(reason: Mapping[str, Any], words: Words) -> str:
    option, points = words.called(reason["better_fit"]), words.counted(reason["gap"], "points")
    return words.say("said.reason.disagree", dearer=_dearer(reason, words), option=option, points=points)


def _saving(reason: Mapping[str, Any], words: Words) -> str:
    said = _both(reason, words)
    if words.money(reason["amount"]) == words.money(0):
        return words.say("said.reason.same", **said)
    share, limit = apart(reason["share"], reason["limit"], lambda value: words.quantity(value, "fraction"), 2)
    return words.say("said.reason.saving", **said, share=share, limit=limit)


def _chance(reason: Mapping[str, Any], words: Words) -> str:
    often = words.frequency(reason["probability"])
    low, high = (words.number(YEARS * reason[end]) for end in ("low", "high"))
    return words.say("said.reason.chance", **_both(reason, words), often=often, low=low, high=high, all=YEARS)


def _assumption(reason: Mapping[str, Any], words: Words) -> str:
    labels = [words.say("said.reason.quoted", label=labelled(label, words)) for label in reason["labels"]]
    return words.say("said.reason.assumption", labels=words.listed(labels), option=words.called(reason["option"]))


def _score_gap(reason: Mapping[str, Any], words: Words) -> str:
    if "option" not in reason:
        return words.say("said.reason.no_lead")
    gap, limit = apart(reason["gap"], reason["limit"], lambda value: words.quantity(value, ""), 1)
    one = 1.0 if gap == words.quantity(1, "") else 2.0
    points = words.form(one, "said.reason.points").format(n=gap)
    return words.say("said.reason.score_gap", option=words.called(reason["option"]), points=points, limit=limit)


def _weightings(reason: Mapping[str, Any], words: Words) -> str:
    share, limit = apart(reason["share"], reason["limit"], lambda value: words.quantity(value, "fraction"), 2)
    return words.say("said.reason.weightings", option=words.called(reason["option"]), share=share, limit=limit)


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
    said = _both(reason, words)
    if "share" not in reason:
        return words.say("said.reason.nothing", **said, amount=words.money(reason["amount"]))
    return words.say("said.reason.dearer", **said, share=words.percent(reason["share"]))


def _both(reason: Mapping[str, Any], words: Words) -> dict[str, str]:
    return {"option": words.called(reason["option"]), "other": words.called(reason["other"])}


_SENTENCES: Mapping[str, Callable[[Mapping[str, Any], Words], str]] = {
    "agree": _agree,
    "disagree": _disagree,
    "saving": _saving,
    "chance": _chance,
    "assumption": _assumption,
    "score_gap": _score_gap,
    "weightings": _weightings,
}
