"""What would change the answer, and what is not known yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...comparison.document.queries import FIXED, LOSSES, bars_of, in_part, rival
from ..labels import about, capital, labelled
from ..localizer import Words


def change(comparison: Mapping[str, Any], words: Words) -> list[str]:
    """The incidents and the fee at which the money would turn: one sentence each."""
    other = rival(comparison)
    return [*_incidents(comparison, other, words), *_fee(comparison, other, words)]


def prevention(comparison: Mapping[str, Any], words: Words) -> list[str]:
    """For each option with a provider, what it has to prevent to cost no more than break/fix."""
    options = [option for option in comparison["options"] if option in comparison["break_even"]]
    if not float(comparison["year"]["break_fix"]["incidents"]):
        return []
    return [_prevention(comparison, option, words) for option in options]


def unknown(comparison: Mapping[str, Any], words: Words) -> str:
    """What the report rests on without knowing it."""
    assumed = [each for each in comparison["inputs"] if each["origin"] == "assumption"]
    _, bars = bars_of(comparison)
    turning = next((bar for bar in bars if bar["origin"] == "assumption"), None)
    if not assumed:
        if not bars:
            return words.say("said.change.nothing_assumed")
        return words.say("said.change.nothing_assumed_check", label=labelled(bars[0]["label"], words))
    text = words.form(len(assumed), "said.change.assumed")
    text = text.format(n=capital(words.count(len(assumed))), all=words.number(len(comparison["inputs"])))
    if turning is None:
        return words.say("said.change.assumed_appendix", assumed=text)
    key = "assumed_only" if len(assumed) == 1 else "assumed_most"
    return words.say(f"said.change.{key}", assumed=text, label=labelled(turning["label"], words))


def heaviest(comparison: Mapping[str, Any], words: Words) -> str:
    """The input that moves the result most, and what it does at either end of its range."""
    other, bars = bars_of(comparison)
    if not bars:
        return ""
    bar = bars[0]
    return words.say(
        "said.change.heaviest",
        label=labelled(bar["label"], words),
        low=words.short_amount(bar["low"], bar["unit"]),
        high=words.short_amount(bar["high"], bar["unit"]),
        option=words.called(other),
        first=_against(float(bar["at_low"]), words),
        last=_against(float(bar["at_high"]), words),
    )


def flips(comparison: Mapping[str, Any], words: Words) -> str:
    """At which weights of a factor another option would fit as well."""
    factors: Sequence[Mapping[str, Any]] = comparison["fit"]["factors"]
    found = [each for each in factors if each["flip_weight"] is not None]
    if not comparison["fit"]["leader"]:
        return words.say("said.change.no_leader")
    if not found:
        return words.say("said.change.no_flip")
    near = min(found, key=lambda each: abs(float(each["flip_weight"]) - float(each["weight"])))
    weight, own = (words.number(round(near[name])) for name in ("flip_weight", "weight"))
    return words.say("said.change.flip", factor=near["name"], weight=weight, own=own)


def _incidents(comparison: Mapping[str, Any], other: str, words: Words) -> Iterator[str]:
    """The number of incidents at which both cost the same."""
    year, even = comparison["year"], comparison["break_even"][other]["incidents_per_year"]
    side = comparison["break_even"][other]["costs_less"]
    own = float(year["break_fix"]["incidents"])
    extra = in_part(year[other], FIXED) - in_part(year["break_fix"], FIXED)
    saved = in_part(year["break_fix"], LOSSES) - in_part(year[other], LOSSES)
    option = words.called(other)
    if not own:
        yield words.say("said.change.no_incidents")
    elif even is not None and about(float(even), words) == about(own, words):
        yield words.say("said.change.own", own=about(own, words))
    elif even is not None:
        fewer = own > even  # what would have to change: there would have to be fewer, or more
        cheaper = option if fewer == (side == "below") else words.called("break_fix")
        key = "said.change.below" if fewer else "said.change.above"
        yield words.say(key, n=about(even, words), own=about(own, words), option=cheaper)
    elif saved >= 0 > extra:
        yield words.say("said.change.always", option=option)
    elif saved <= 0 <= extra:
        yield capital(words.say("said.change.never", option=option))


def _fee(comparison: Mapping[str, Any], other: str, words: Words) -> Iterator[str]:
    """The fee at which both cost the same."""
    even = comparison["break_even"][other]["fee_per_user_month"]
    offered = next((each["value"] for each in comparison["inputs"] if each["name"] == f"{other}.per_user_month"), None)
    option = words.called(other)
    if even is None:
        yield words.say("said.change.free", option=option)
    elif offered:
        yield words.say("said.change.fee", fee=words.money(even), own=words.money_exact(offered), option=option)


def _prevention(comparison: Mapping[str, Any], option: str, words: Words) -> str:
    """What one option has to prevent, beside what this comparison takes it to prevent."""
    even, called = comparison["break_even"][option], words.called(option)
    shares = sorted(float(each["prevented"][option]) for each in comparison["incidents"])
    if not even["perfect_prevention_pays"]:
        return words.say("said.change.prevent_all", option=called)
    if even["prevented_fraction"] is None or not float(even["prevented_fraction"]):
        return words.say("said.change.prevent_none", option=called)
    taken, most = words.percent(shares[0]), words.percent(shares[-1])
    if most != taken:
        taken = words.say("number.range", low=taken, high=most)
    needed = words.percent(float(even["prevented_fraction"]))
    return words.say("said.change.prevent", option=called, needed=needed, taken=taken)


def _against(saving: float, words: Words) -> str:
    """A saving against break/fix: `costing $3,000 more` or `saving $3,000`."""
    if words.money(saving) == words.money(0):
        return words.say("said.change.costing_same")
    key = "said.change.saving" if saving > 0 else "said.change.costing"
    return words.say(key, amount=words.money(abs(saving)))
