"""What the numbers and the factors say together: a recommendation, a trade-off, or too close to call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from math import inf
from typing import Any, Literal, TypeAlias

from .difference import Difference
from .fit import Fit
from .inputs import Option, Thresholds
from .sensitivity import Bar

Outcome: TypeAlias = Literal["managed", "break_fix", "co_managed", "too_close", "trade_off"]
Rule: TypeAlias = Literal["agree", "disagree", "saving", "chance", "assumption", "score_gap", "weightings"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that applied, with its numbers; what a rule does not speak of is None.

    - agree, disagree: `other` costs `amount` a year more than `option`, a `share` of the cost of `option` (None where
      that is 0); `better_fit` leads by `gap` points of 100.
    - saving: the same amount and share; the share is below `limit`.
    - chance: `option` costs more than `other` with this `probability`, between `low` and `high`.
    - assumption: `option` becomes cheaper than `other` within the range of an assumed input; `labels` names each.
    - score_gap: `option` (None on a tie) leads on the factors by `gap` points, fewer than `limit`.
    - weightings: `option` leads in a `share` of all weightings below `limit`.
    """

    rule: Rule
    option: Option | None = None
    other: Option | None = None
    amount: float | None = None
    share: float | None = None
    probability: float | None = None
    low: float | None = None
    high: float | None = None
    better_fit: Option | None = None
    gap: float | None = None
    limit: float | None = None
    labels: tuple[str, ...] | None = None

    def plain(self) -> dict[str, Any]:
        """The reason as data: what its rule speaks of."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome, what each side says, and the rule that decided.

    `rule` is that of the first reason: `agree`, `disagree`, or the first of the rules that make a case too close.
    """

    outcome: Outcome
    cheaper: Option
    better_fit: Option | None
    rule: Rule
    reasons: tuple[Reason, ...]


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
    """Money and fit each name an option; the verdict compares the two names and never adds the numbers up.

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
    """The amount is a small part of what the cheaper option costs."""
    share = inf if money.share is None else money.share  # anything is much more than nothing
    if share < limits.saving_share:
        yield Reason(
            "saving", money.cheaper, money.second, amount=money.amount, share=share, limit=limits.saving_share
        )  # fmt: skip


def _close_chance(
    pair: Callable[[Option, Option], Difference], money: Money, limits: Thresholds
) -> Iterator[Reason]:  # fmt: skip
    """Which of the two costs more differs from year to year.  Break/fix, else managed, is named first."""
    dearer, other = sorted((money.cheaper, money.second), key=("break_fix", "managed", "co_managed").index)
    chance = pair(other, dearer).probability
    if limits.probability_low <= chance <= limits.probability_high:
        yield Reason(
            "chance", dearer, other, probability=chance, low=limits.probability_low, high=limits.probability_high
        )  # fmt: skip


def _close_assumption(bars: tuple[Bar, ...], money: Money) -> Iterator[Reason]:
    """What is assumed may turn the saving around."""
    turning = tuple(bar.label for bar in bars if bar.origin == "assumption" and min(bar.at_low, bar.at_high) < 0)
    if turning:
        yield Reason("assumption", money.second, money.cheaper, labels=turning)


def _close_fit(fit: Fit, limits: Thresholds) -> Iterator[Reason]:
    """The four factors do not decide."""
    if fit.leader is None or fit.gap < limits.score_gap:
        yield Reason("score_gap", fit.leader, gap=fit.gap if fit.leader else 0.0, limit=limits.score_gap)
    if fit.leader and fit.weightings_won[fit.leader] < limits.weightings_won:
        won = fit.weightings_won[fit.leader]
        yield Reason("weightings", fit.leader, share=won, limit=limits.weightings_won)
