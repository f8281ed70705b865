"""What would change the answer, and what is not known yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .names import FIXED, LOSSES, Words, about, bars_of, called, capital, full_names, in_part, rival


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
        check = f"; check “{full_names(bars[0]['label'])}” first" if bars else ""
        return f"Nothing is assumed, but next year may differ from what you told us{check}."
    are = "is" if len(assumed) == 1 else "are"
    whole = words.number(len(comparison["inputs"]))
    text = f"{capital(words.count(len(assumed)))} of {whole} inputs {are} assumed, not yours"
    if turning is None:
        return f"{text}; the appendix names each with its source."
    name = f"“{full_names(turning['label'])}”"
    return f"{text}: {name}." if len(assumed) == 1 else f"{text}; {name} matters most."


def heaviest(comparison: Mapping[str, Any], words: Words) -> str:
    """The input that moves the result most, and what it does at either end of its range."""
    other, bars = bars_of(comparison)
    if not bars:
        return ""
    bar = bars[0]
    ends = [_against(float(bar[end]), words) for end in ("at_low", "at_high")]
    ranges = f"{words.number(bar['low'])} to {words.number(bar['high'])}"
    if str(bar["unit"]).startswith("fraction"):
        ranges = f"{words.percent(bar['low'])} to {words.percent(bar['high'])}"
    elif str(bar["unit"])[:3].isupper():
        ranges = f"{words.money(bar['low'])} to {words.money(bar['high'])}"
    name = full_names(bar["label"])
    goes = f"{called(other)} goes from {ends[0]} to {ends[1]}"
    return f"“{name}” moves the result most: over its range of {ranges}, {goes}."


def flips(comparison: Mapping[str, Any], words: Words) -> str:
    """At which weights of a factor another option would fit as well."""
    factors: Sequence[Mapping[str, Any]] = comparison["fit"]["factors"]
    found = [each for each in factors if each["flip_weight"] is not None]
    if not comparison["fit"]["leader"]:
        return "No option leads on fit, so any change of a weight decides."
    if not found:
        return "Whatever weight any one factor gets, the same option fits best."
    near = min(found, key=lambda each: abs(float(each["flip_weight"]) - float(each["weight"])))
    weight = f"{words.number(round(near['flip_weight']))} points instead of {words.number(round(near['weight']))}"
    return f"With “{near['name']}” weighted at {weight}, another option would fit as well."


def _incidents(comparison: Mapping[str, Any], other: str, words: Words) -> Iterator[str]:
    """The number of incidents at which both cost the same."""
    year, even = comparison["year"], comparison["break_even"][other]["incidents_per_year"]
    side = comparison["break_even"][other]["costs_less"]
    own = float(year["break_fix"]["incidents"])
    extra = in_part(year[other], FIXED) - in_part(year["break_fix"], FIXED)
    saved = in_part(year["break_fix"], LOSSES) - in_part(year[other], LOSSES)
    if not own:
        yield "Without incidents there is nothing for a fee to prevent."
    elif even is not None and about(float(even), words) == about(own, words):
        yield f"Your own number of incidents, {about(own, words)} a year, is about where both cost the same."
    elif even is not None:
        fewer = own > even  # what would have to change: there would have to be fewer, or more
        cheaper = called(other) if fewer == (side == "below") else called("break_fix")
        where = "Below" if fewer else "Above"
        yield f"{where} {about(even, words)} incidents a year, instead of {about(own, words)}, {cheaper} costs less."
    elif saved >= 0 > extra:
        yield f"Break/fix costs more than {called(other)} at any number of incidents."
    elif saved <= 0 <= extra:
        yield f"{capital(called(other))} costs more than break/fix at any number of incidents."


def _fee(comparison: Mapping[str, Any], other: str, words: Words) -> Iterator[str]:
    """The fee at which both cost the same."""
    even = comparison["break_even"][other]["fee_per_user_month"]
    offered = next((each["value"] for each in comparison["inputs"] if each["name"] == f"{other}.per_user_month"), None)
    if even is None:
        yield f"Even without a fee per person, {called(other)} costs more than break/fix."
    elif offered:
        fee = f"{words.money(even)} a person and month instead of {words.money_exact(offered)}"
        yield f"At a fee of {fee}, {called(other)} costs as much as break/fix."


def _prevention(comparison: Mapping[str, Any], option: str, words: Words) -> str:
    """What one option has to prevent, beside what this comparison takes it to prevent."""
    even = comparison["break_even"][option]
    shares = sorted(float(each["prevented"][option]) for each in comparison["incidents"])
    if not even["perfect_prevention_pays"]:
        return f"Even if {called(option)} prevented every incident, it would cost more than break/fix."
    if even["prevented_fraction"] is None or not float(even["prevented_fraction"]):
        return f"Even if {called(option)} prevented nothing, it would cost no more than break/fix."
    taken = words.percent(shares[0])
    if words.percent(shares[-1]) != taken:
        taken = f"{taken} to {words.percent(shares[-1])}"
    needed = words.percent(float(even["prevented_fraction"]))
    start = f"To cost no more than break/fix, {called(option)} has to prevent {needed} of the incidents"
    return f"{start}; here it is taken to prevent {taken}."


def _against(saving: float, words: Words) -> str:
    """A saving against break/fix: `costing $3,000 more` or `saving $3,000`."""
    if words.money(saving) == words.money(0):
        return "costing the same"
    return f"saving {words.money(saving)}" if saving > 0 else f"costing {words.money(-saving)} more"
