"""The verdict on money and fit together: a recommendation, a trade-off, or too close to call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import inf

from .document.conclusions import Fit, Reason, Rule, Verdict
from .document.costs import Bar, Difference
from .inputs import Thresholds
from .options import OPTIONS, Option
from .quantity import GUESSES


@dataclass(frozen=True, slots=True)
class Money:
    """The two cheapest options: `second` costs `amount` a year more than `cheaper`."""

    cheaper: Option
    second: Option
    amount: float
    base: float

    @property
    def share(self) -> float | None:
        """The amount as a share of what the cheaper option costs; None where that is nothing."""
        if self.base:
            return self.amount / self.base
        return None if self.amount else 0.0


def verdict(
    totals: Mapping[Option, float],
    fit: Fit,
    thresholds: Thresholds,
    pair: Callable[[Option, Option], Difference],
    bars: Callable[[Option, Option], tuple[Bar, ...]],
) -> Verdict:
    """Return the verdict: money and fit each name an option, and the two names are compared, never added up.

    `pair(option, against)` is the paired difference of two options, `bars(option, against)` the tornado of it.
    """
    cheaper, second = sorted(totals, key=lambda option: totals[option])[:2]
    money = Money(cheaper, second, totals[second] - totals[cheaper], totals[cheaper])
    close = (
        *_close_saving(money, thresholds),
        *_close_chance(pair, money, thresholds),
        *_close_assumption(bars(cheaper, second), money),
        *_close_fit(fit, thresholds),
    )
    if close:
        return Verdict("too_close", cheaper, fit.leader, close[0].rule, close)
    assert fit.leader is not None
    rule: Rule = "agree" if fit.leader == cheaper else "disagree"
    reason = Reason(
        rule, cheaper, second, amount=money.amount, share=money.share, better_fit=fit.leader, gap=fit.gap
    )  # fmt: skip
    return Verdict(cheaper if rule == "agree" else "trade_off", cheaper, fit.leader, rule, (reason,))


def _close_saving(money: Money, limits: Thresholds) -> Iterator[Reason]:
    """Yield a reason if the amount is a small part of what the cheaper option costs."""
    share = inf if money.share is None else money.share  # any amount is large compared with 0
    if share < limits.saving_share:
        yield Reason(
            "saving", money.cheaper, money.second, amount=money.amount, share=share, limit=limits.saving_share
        )  # fmt: skip


def _close_chance(
    pair: Callable[[Option, Option], Difference], money: Money, limits: Thresholds
) -> Iterator[Reason]:  # fmt: skip
    """Yield a reason if either may cost more in a year.  Break/fix, else managed, is named first."""
    dearer, other = sorted((money.cheaper, money.second), key=OPTIONS.index)
    chance = pair(other, dearer).probability
    if limits.probability_low <= chance <= limits.probability_high:
        yield Reason(
            "chance", dearer, other, probability=chance, low=limits.probability_low, high=limits.probability_high
        )  # fmt: skip


def _close_assumption(bars: tuple[Bar, ...], money: Money) -> Iterator[Reason]:
    """Yield a reason if the saving changes its sign within the range of what is assumed."""
    turning = tuple(bar.input for bar in bars if bar.origin in GUESSES and min(bar.at_low, bar.at_high) < 0)
    if turning:
        yield Reason("assumption", money.second, money.cheaper, inputs=turning)


def _close_fit(fit: Fit, limits: Thresholds) -> Iterator[Reason]:
    """Yield a reason if the four factors do not decide."""
    if fit.leader is None or fit.gap < limits.score_gap:
        yield Reason("score_gap", fit.leader, gap=fit.gap if fit.leader else 0.0, limit=limits.score_gap)
    if fit.leader and fit.weightings_won[fit.leader] < limits.weightings_won:
        won = fit.weightings_won[fit.leader]
        yield Reason("weightings", fit.leader, share=won, limit=limits.weightings_won)
