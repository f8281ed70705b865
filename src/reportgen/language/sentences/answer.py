"""The answer of a report in a sentence, how strong it is, and why: one pattern for each verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...comparison.document.queries import ranked
from ..labels import capital
from ..localizer import Words


def answer(comparison: Mapping[str, Any], words: Words) -> str:
    """The answer in one sentence that can be read out loud."""
    verdict, year = comparison["verdict"], comparison["year"]
    outcome, cheaper, suits = verdict["outcome"], verdict["cheaper"], verdict["better_fit"]
    if outcome == "too_close":
        return words.say("said.answer.open", because=_open(comparison, words))
    if outcome == "trade_off":
        gap = float(year[suits]["total"]) - float(year[cheaper]["total"])
        money = _gap(gap, cheaper, suits, words)
        return words.say("said.answer.trade_off", money=money, option=words.called(suits))
    second = next(option for option in ranked(comparison) if option != cheaper)
    gap = float(year[second]["total"]) - float(year[cheaper]["total"])
    better = words.say("said.best" if len(comparison["options"]) > 2 else "said.better")
    return words.say("said.answer.agree", money=_gap(gap, cheaper, second, words), better=better)


def strength(comparison: Mapping[str, Any], words: Words) -> str:
    """How often the cheaper option would be the cheaper one, and how far ahead the better fit is."""
    cheaper = comparison["verdict"]["cheaper"]
    second = next(option for option in ranked(comparison) if option != cheaper)
    other = second if cheaper == "break_fix" else "break_fix"
    chance = float(comparison["difference"][second if cheaper == "break_fix" else cheaper]["probability"])
    said = {
        "option": words.called(cheaper),
        "other": words.called(other),
        "often": words.frequency(1 - chance if cheaper == "break_fix" else chance),
    }
    return capital(words.say("said.answer.strength", **said, lead=_lead(comparison, words)))


def lead(comparison: Mapping[str, Any]) -> float:
    """Points between the best and the second-best fit."""
    first, second = sorted((float(score) for score in comparison["fit"]["scores"].values()), reverse=True)[:2]
    return first - second


def _gap(gap: float, cheaper: str, dearer: str, words: Words) -> str:
    """How much less one costs than the other, or that both cost the same."""
    said = {"option": words.called(cheaper), "other": words.called(dearer), "amount": words.money(gap)}
    return words.say("said.answer.same" if said["amount"] == words.money(0) else "said.answer.less", **said)


def _open(comparison: Mapping[str, Any], words: Words) -> str:
    """What keeps a close case open: the rule that decided, with its numbers."""
    rule, fit = comparison["verdict"]["rule"], comparison["fit"]
    cheaper, second = ranked(comparison)[:2]
    least, more = (float(comparison["year"][option]["total"]) for option in (cheaper, second))
    money = _gap(more - least, cheaper, second, words)
    if rule == "saving":
        same = words.money(more - least) == words.money(0)
        if same or not least:
            return money
        return words.say("said.answer.apart", money=money, share=words.percent((more - least) / least))
    if rule == "chance":
        reason = next(each for each in comparison["verdict"]["reasons"] if each["rule"] == "chance")
        option, other = words.called(reason["option"]), words.called(reason["other"])
        often = words.frequency(float(reason["probability"]))
        return words.say("said.answer.chance", option=option, other=other, often=often)
    if rule == "assumption":
        return words.say("said.answer.assumption", money=money)
    if rule == "weightings" and fit["leader"]:
        won = words.percent(float(fit["weightings_won"][fit["leader"]]))
        return words.say("said.answer.weightings", money=money, option=words.called(fit["leader"]), share=won)
    return words.say("said.answer.fit", money=money, lead=_lead(comparison, words))


def _lead(comparison: Mapping[str, Any], words: Words) -> str:
    """Which option fits the answers best, and by how much."""
    leader = comparison["fit"]["leader"]
    if not leader:
        return words.say("said.answer.no_lead")
    points = words.counted(lead(comparison), "points")
    return words.say("said.answer.lead", option=words.called(leader), points=points)
