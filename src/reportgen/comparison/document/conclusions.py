"""What comparison.json concludes: the fit on the four factors, and the verdict with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from ..options import Option
from .costs import SHARE

VerdictKind: TypeAlias = Literal["managed", "break_fix", "co_managed", "too_close", "trade_off"]
Rule: TypeAlias = Literal["agree", "disagree", "saving", "chance", "assumption", "score_gap", "weightings"]

OMITTED: dict[str, Any] = {"omitted_if_empty": True}


@dataclass(frozen=True, slots=True)
class FactorFit:
    """One factor as the client answered it, and its part of the scores."""

    id: str
    name: str
    question: str
    answer: int = field(metadata={"ge": 1, "le": 5})
    answer_text: str
    weight: float
    """Percent of all weights."""
    points: Mapping[Option, int]
    """0 to 100 for each option."""
    contribution: Mapping[Option, float]
    """Weight times points: the part of the score."""
    flip_weight: float | None
    """The weight in percent, the others in proportion, nearest to the present one at which the leader changes."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well each option fits the four factors."""

    factors: tuple[FactorFit, ...] = field(metadata={"min_length": 4, "max_length": 4})
    scores: Mapping[Option, float]
    """0 to 100 points."""
    weightings_won: Mapping[Option, float]
    """The share of all weightings in which each option has the highest score."""
    leader: Option | None
    """The option with the highest score; null on a tie."""

    @property
    def gap(self) -> float:
        """Points between the best and the second-best score."""
        first, second = sorted(self.scores.values(), reverse=True)[:2]
        return first - second


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that applied, with its numbers; what a rule does not speak of is absent.

    - agree, disagree: `other` costs `amount` a year more than `option`, a `share` of the cost of `option` (absent where
      that is 0); `better_fit` leads by `gap` points of 100.
    - saving: the same amount and share; the share is below `limit`.
    - chance: `option` costs more than `other` with this `probability`, between `low` and `high`.
    - assumption: `option` becomes cheaper than `other` within the range of an assumed input; `inputs` has its name.
    - score_gap: `option` (absent on a tie) leads on the factors by `gap` points, fewer than `limit`.
    - weightings: `option` leads in a `share` of all weightings below `limit`.
    """

    rule: Rule
    option: Option | None = field(default=None, metadata=OMITTED)
    """The option the rule speaks of; absent where no option leads on the factors."""
    other: Option | None = field(default=None, metadata=OMITTED)
    """The option it is compared with."""
    amount: float | None = field(default=None, metadata=OMITTED)
    """Expected cost of a year: other minus option."""
    share: float | None = field(default=None, metadata=OMITTED)
    """amount / expected cost of option; of weightings, the share won."""
    probability: float | None = field(default=None, metadata=OMITTED | SHARE)
    """Share of years in which option costs more than other."""
    low: float | None = field(default=None, metadata=OMITTED | SHARE)
    """From this probability on neither option counts as the cheaper one."""
    high: float | None = field(default=None, metadata=OMITTED | SHARE)
    """Up to this probability neither option counts as the cheaper one."""
    better_fit: Option | None = field(default=None, metadata=OMITTED)
    """The option that leads on the four factors."""
    gap: float | None = field(default=None, metadata=OMITTED)
    """Points of 100 between the best and the second-best score."""
    limit: float | None = field(default=None, metadata=OMITTED)
    """A share or gap below it is too close to call."""
    inputs: tuple[str, ...] = field(default=(), metadata=OMITTED)
    """The assumed inputs within whose range option becomes cheaper than other."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome, what each side says, and the rule that decided."""

    outcome: VerdictKind
    cheaper: Option
    better_fit: Option | None
    """The option that leads on the four factors; null on a tie."""
    rule: Rule
    """The rule of the first reason: agree, disagree, or the first of those that make a case too close."""
    reasons: tuple[Reason, ...]
