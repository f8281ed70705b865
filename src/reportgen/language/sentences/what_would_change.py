"""What would change the answer, and what is not known yet."""

from __future__ import annotations

from collections.abc import Iterator

from ...comparison.document import Document
from ...comparison.document.queries import bars_of, best_alternative
from ...comparison.options import Option
from ...comparison.quantity import GUESSES
from ..labels import about, capitalized, input_in_text
from ..localizer import Localizer


def change(document: Document, localizer: Localizer) -> list[str]:
    """Return the incidents and the fee at which the money would turn: one sentence each."""
    other = best_alternative(document)
    return [*_incidents(document, other, localizer), *_fee(document, other, localizer)]


def prevention(document: Document, localizer: Localizer) -> list[str]:
    """Return for each offer what it has to prevent to cost no more than break/fix."""
    if not document.year["break_fix"].incidents:
        return []
    return [_prevention(document, option, localizer) for option in document.break_even]


def unknown(document: Document, localizer: Localizer) -> str:
    """Return what the report assumes without knowing it, and how much of what moves the result that is.

    The share is that of the bars of the tornado: how far the result moves over the range of each input.
    """
    assumed = [quantity for quantity in document.inputs if quantity.origin in GUESSES]
    _, bars = bars_of(document)
    if not assumed:
        if not bars:
            return localizer.message("sentences.change.nothing_assumed")
        first = input_in_text(bars[0].input, document, localizer)
        return localizer.message("sentences.change.nothing_assumed_check", input=first)
    text = localizer.plural_form(len(assumed), "sentences.change.assumed")
    number = capitalized(localizer.count_word(len(assumed)))
    text = text.format(n=number, all=localizer.number(len(document.inputs)))
    heaviest = next((bar for bar in bars if bar.origin in GUESSES), None)
    if heaviest is None:
        return localizer.message("sentences.change.assumed_appendix", assumed=text)
    key = "assumed_only" if len(assumed) == 1 else "assumed_most"
    name = input_in_text(heaviest.input, document, localizer)
    said = localizer.message(f"sentences.change.{key}", assumed=text, input=name)
    share = sum(bar.swing for bar in bars if bar.origin in GUESSES) / sum(bar.swing for bar in bars)
    resting = localizer.message("sentences.change.resting", share=localizer.percent(share))
    return localizer.message("sentences.change.both", first=said, second=resting)


def heaviest(document: Document, localizer: Localizer) -> str:
    """Return the input that moves the result most, and what it does at either end of its range."""
    other, bars = bars_of(document)
    if not bars:
        return ""
    bar = bars[0]
    return localizer.message(
        "sentences.change.heaviest",
        input=input_in_text(bar.input, document, localizer),
        low=localizer.short_amount(bar.low, bar.unit),
        high=localizer.short_amount(bar.high, bar.unit),
        option=localizer.option_in_text(other),
        first=_against_break_fix(bar.at_low, localizer),
        last=_against_break_fix(bar.at_high, localizer),
    )


def flips(document: Document, localizer: Localizer) -> str:
    """Return at which weight of a factor another option would fit as well."""
    weights = [
        (factor, factor.flip_weight) for factor in document.fit.factors if factor.flip_weight is not None
    ]  # fmt: skip
    if not document.fit.leader:
        return localizer.message("sentences.change.no_leader")
    if not weights:
        return localizer.message("sentences.change.no_flip")
    factor, flip = min(weights, key=lambda pair: abs(pair[1] - pair[0].weight))
    weight, own = (localizer.number(round(each)) for each in (flip, factor.weight))
    return localizer.message("sentences.change.flip", factor=factor.name, weight=weight, own=own)


def _incidents(document: Document, other: Option, localizer: Localizer) -> Iterator[str]:
    """Yield the number of incidents at which both cost the same."""
    today, offer, break_even = document.year["break_fix"], document.year[other], document.break_even[other]
    even, own = break_even.incidents_per_year, today.incidents
    extra, saved = offer.fixed - today.fixed, today.losses - offer.losses
    option = localizer.option_in_text(other)
    if not own:
        yield localizer.message("sentences.change.no_incidents")
    elif even is not None and about(even, localizer) == about(own, localizer):
        yield localizer.message("sentences.change.own", own=localizer.number(own))
    elif even is not None:
        fewer = own > even  # whether there would have to be fewer incidents, or more
        cheaper = option if fewer == (break_even.costs_less == "below") else localizer.option_in_text("break_fix")
        key = "sentences.change.below" if fewer else "sentences.change.above"
        yield localizer.message(key, n=localizer.number(even), own=localizer.number(own), option=cheaper)
    elif saved >= 0 > extra:
        yield localizer.message("sentences.change.always", option=option)
    elif saved <= 0 <= extra:
        yield capitalized(localizer.message("sentences.change.never", option=option))


def _fee(document: Document, other: Option, localizer: Localizer) -> Iterator[str]:
    """Yield the fee at which both cost the same."""
    even, option = document.break_even[other].fee_per_user_month, localizer.option_in_text(other)
    name = f"{other}.per_user_month"
    own = next((quantity.value for quantity in document.inputs if quantity.name == name), None)
    if even is None:
        yield localizer.message("sentences.change.free", option=option)
    elif own:
        fee, own_fee = localizer.money(even), localizer.money_exact(own)
        yield localizer.message("sentences.change.fee", fee=fee, own=own_fee, option=option)


def _prevention(document: Document, option: Option, localizer: Localizer) -> str:
    """Return what one option has to prevent, and what this comparison takes it to prevent."""
    even, name = document.break_even[option], localizer.option_in_text(option)
    shares = sorted(incident.prevented[option] for incident in document.incidents)
    if not even.perfect_prevention_pays:
        return localizer.message("sentences.change.prevent_all", option=name)
    if not even.prevented_fraction:
        return localizer.message("sentences.change.prevent_none", option=name)
    taken, most = localizer.percent(shares[0]), localizer.percent(shares[-1])
    if most != taken:
        taken = localizer.message("number.range", low=taken, high=most)
    needed = localizer.percent(even.prevented_fraction)
    return localizer.message("sentences.change.prevent", option=name, needed=needed, taken=taken)


def _against_break_fix(saving: float, localizer: Localizer) -> str:
    """Return a saving in words: `costing $3,000 more` or `saving $3,000`."""
    if localizer.money(saving) == localizer.money(0):
        return localizer.message("sentences.change.costing_same")
    key = "sentences.change.saving" if saving > 0 else "sentences.change.costing"
    return localizer.message(key, amount=localizer.money(abs(saving)))
