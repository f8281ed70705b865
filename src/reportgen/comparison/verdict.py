"""What the numbers and the factors say together: a recommendation, a trade-off, or too close to call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Literal, TypeAlias

from .difference import Difference
from .fit import Fit
from .inputs import WORDS, Inputs, Option, Thresholds
from .sensitivity import sensitivity

Outcome: TypeAlias = Literal["managed", "break_fix", "co_managed", "too_close", "trade_off"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome, what each side says, and the rule that decided.

    `rule` is `agree`, `disagree`, or the first of the rules that make a case too close: `saving`, `chance`,
    `assumption`, `score_gap`, `weightings`.
    """

    outcome: Outcome
    cheaper: Option
    better_fit: Option | None
    rule: str
    reasons: tuple[str, ...]


def verdict(
    totals: Mapping[Option, float], differences: Mapping[Option, Difference], fit: Fit, inputs: Inputs
) -> Verdict:
    """Money and fit each name an option; the verdict compares the two names and never adds the numbers up."""
    ranked = sorted(totals, key=lambda option: totals[option])
    cheaper, second = ranked[0], ranked[1]
    close = [
        *_close_money(cheaper, second, totals, differences, inputs),
        *_close_fit(fit, inputs.thresholds),
    ]
    if close:
        return Verdict("too_close", cheaper, fit.leader, close[0][0], tuple(reason for _, reason in close))
    share = _percent(1 - totals[cheaper] / totals[second])
    money = f"{_capital(cheaper)} is expected to cost {share} less a year than {WORDS[second]}."
    if fit.leader == cheaper:
        suits = f"It also suits the answers to the four factors best, by {fit.gap:.0f} points of 100."
        return Verdict(cheaper, cheaper, fit.leader, "agree", (money, suits))
    assert fit.leader is not None
    suits = f"The answers to the four factors speak for {WORDS[fit.leader]} instead, by {fit.gap:.0f} points of 100."
    return Verdict("trade_off", cheaper, fit.leader, "disagree", (money, suits))


def _close_money(
    cheaper: Option,
    second: Option,
    totals: Mapping[Option, float],
    differences: Mapping[Option, Difference],
    inputs: Inputs,
) -> Iterator[tuple[str, str]]:
    """Why the money does not decide between the two cheapest options."""
    limits = inputs.thresholds
    saved = totals[second] - totals[cheaper]
    much = inf if saved else 0.0  # anything is much more than nothing
    share = saved / totals[cheaper] if totals[cheaper] else much
    if share < limits.saving_share:
        yield (
            "saving",
            f"The expected saving is {_percent(share)} of the cheaper option's cost, "
            f"less than the {_percent(limits.saving_share)} that would count as a difference.",
        )
    if "break_fix" in (cheaper, second):
        other = second if cheaper == "break_fix" else cheaper
        chance = differences[other].probability
        if limits.probability_low <= chance <= limits.probability_high:
            yield (
                "chance",
                f"Break/fix costs more than {WORDS[other]} in {_percent(chance)} of years, "
                f"between {_percent(limits.probability_low)} and {_percent(limits.probability_high)}.",
            )
    bars = sensitivity(inputs, cheaper, second, origin="assumption")
    if turning := [bar.label for bar in bars if min(bar.at_low, bar.at_high) < 0]:
        yield (
            "assumption",
            f"{_capital(second)} becomes the cheaper option within the range of what is assumed: {'; '.join(turning)}.",
        )


def _close_fit(fit: Fit, limits: Thresholds) -> Iterator[tuple[str, str]]:
    """Why the four factors do not decide."""
    if fit.leader is None:
        yield "score_gap", "The answers to the four factors speak for two options alike."
        return
    if fit.gap < limits.score_gap:
        yield (
            "score_gap",
            f"The scores on the four factors are {fit.gap:.1f} points of 100 apart, fewer than {limits.score_gap:g}.",
        )
    won = fit.weightings_won[fit.leader]
    if won < limits.weightings_won:
        yield (
            "weightings",
            f"{_capital(fit.leader)} leads in {_percent(won)} of all weightings of the factors, "
            f"fewer than {_percent(limits.weightings_won)}.",
        )


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _capital(option: Option) -> str:
    word = WORDS[option]
    return word[0].upper() + word[1:]
