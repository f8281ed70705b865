"""The answer of a report in one sentence, and how strong it is."""

from __future__ import annotations

from ...comparison.document import Document
from ...comparison.document.queries import ranked
from ...comparison.options import Option
from ..labels import capitalized
from ..localizer import Localizer


def answer(document: Document, localizer: Localizer) -> str:
    """Return the answer in one sentence that can be read out loud."""
    verdict, year = document.verdict, document.year
    cheaper, suits = verdict.cheaper, verdict.better_fit
    if verdict.outcome == "too_close":
        return localizer.message("sentences.answer.open", because=_open(document, localizer))
    if verdict.outcome == "trade_off" and suits:
        money = _less(year[suits].total - year[cheaper].total, cheaper, suits, localizer)
        return localizer.message("sentences.answer.trade_off", money=money, option=localizer.option_in_text(suits))
    second = _second(document)
    money = _less(year[second].total - year[cheaper].total, cheaper, second, localizer)
    return localizer.message("sentences.answer.agree", money=money, better=better(document, localizer))


def strength(document: Document, localizer: Localizer) -> str:
    """Return how often the cheaper option would be the cheaper one, and how far ahead the better fit is."""
    cheaper, second = document.verdict.cheaper, _second(document)
    if cheaper == "break_fix":
        other, chance = second, 1 - document.difference[second].probability
    else:
        other, chance = "break_fix", document.difference[cheaper].probability
    sentence = localizer.message(
        "sentences.answer.strength",
        option=localizer.option_in_text(cheaper),
        other=localizer.option_in_text(other),
        often=localizer.frequency(chance),
        lead=_lead(document, localizer),
    )
    return capitalized(sentence)


def better(document: Document, localizer: Localizer) -> str:
    """Return the word for the better of two options, or the best of three."""
    return localizer.message("sentences.best" if len(document.options) > 2 else "sentences.better")


def _second(document: Document) -> Option:
    """Return the cheapest of the other options."""
    return next(option for option in ranked(document) if option != document.verdict.cheaper)


def _less(gap: float, cheaper: Option, dearer: Option, localizer: Localizer) -> str:
    """Return how much less one option costs than the other, or that both cost the same."""
    amount = localizer.money(gap)
    parts = {"option": localizer.option_in_text(cheaper), "other": localizer.option_in_text(dearer), "amount": amount}
    return localizer.message(
        "sentences.answer.same" if amount == localizer.money(0) else "sentences.answer.less", **parts
    )


def _open(document: Document, localizer: Localizer) -> str:
    """Return what keeps a close case open: the rule that decided, with its numbers."""
    rule, fit = document.verdict.rule, document.fit
    cheaper, second = ranked(document)[:2]
    least, gap = document.year[cheaper].total, document.year[second].total - document.year[cheaper].total
    money = _less(gap, cheaper, second, localizer)
    if rule == "saving":
        if localizer.money(gap) == localizer.money(0) or not least:
            return money
        return localizer.message("sentences.answer.apart", money=money, share=localizer.percent(gap / least))
    if rule == "chance":
        return _chance(document, localizer)
    if rule == "assumption":
        return localizer.message("sentences.answer.assumption", money=money)
    if rule == "weightings" and fit.leader:
        option, won = localizer.option_in_text(fit.leader), localizer.percent(fit.weightings_won[fit.leader])
        return localizer.message("sentences.answer.weightings", money=money, option=option, share=won)
    return localizer.message("sentences.answer.fit", money=money, lead=_lead(document, localizer))


def _chance(document: Document, localizer: Localizer) -> str:
    """Return how often one of the two cheapest options costs more than the other."""
    reason = next(reason for reason in document.verdict.reasons if reason.rule == "chance")
    assert reason.option and reason.other and reason.probability is not None
    return localizer.message(
        "sentences.answer.chance",
        option=localizer.option_in_text(reason.option),
        other=localizer.option_in_text(reason.other),
        often=localizer.frequency(reason.probability),
    )


def _lead(document: Document, localizer: Localizer) -> str:
    """Return which option fits the answers best, and by how much."""
    leader = document.fit.leader
    if not leader:
        return localizer.message("sentences.answer.no_lead")
    points = localizer.count(document.fit.gap, "points")
    return localizer.message("sentences.answer.lead", option=localizer.option_in_text(leader), points=points)
