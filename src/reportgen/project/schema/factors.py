"""The file content/factors.yml: the four factors of the article, the points of each answer, and the thresholds."""

from __future__ import annotations

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from ...comparison.inputs import Thresholds
from ...comparison.options import OPTIONS
from ..readers.record import Record
from .validation import Strict, validate

FactorId = Literal["operational_reliance", "budget_structure", "internal_it_capability", "risk_tolerance"]
Sentence: TypeAlias = Annotated[str, Field(min_length=1, max_length=200)]
Points: TypeAlias = Annotated[list[Annotated[int, Field(ge=0, le=100)]], Field(min_length=5, max_length=5)]


class PointsTable(Strict):
    """The points of each option for each of the five answers, 0 to 100."""

    break_fix: Points
    managed: Points
    co_managed: Points

    def of(self, answer: int) -> tuple[int, int, int]:
        """Return the points of an answer (1 to 5), in the order of OPTIONS."""
        first, second, third = (getattr(self, option)[answer - 1] for option in OPTIONS)
        return first, second, third


class FactorText(Strict):
    """One factor: its question, five answers that lead from break/fix to managed, and their points."""

    id: FactorId
    name: Sentence
    question: Sentence
    answers: Annotated[list[Sentence], Field(min_length=5, max_length=5)]
    points: PointsTable


class ThresholdTable(Strict):
    """The limits within which a comparison is too close to call; comments in the file explain each."""

    score_gap: float = Field(ge=0, le=100)
    weightings_won: float = Field(ge=0, le=1)
    probability_low: float = Field(ge=0, le=1)
    probability_high: float = Field(ge=0, le=1)
    saving_share: float = Field(ge=0, le=1)

    def plain(self) -> Thresholds:
        """Return the thresholds as the comparison takes them."""
        return Thresholds(**self.model_dump())


class Factors(Strict):
    """The four factors, and the thresholds."""

    factors: Annotated[list[FactorText], Field(min_length=4, max_length=4)]
    thresholds: ThresholdTable

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        names = [factor.id for factor in self.factors]
        if twice := [name for name in names if names.count(name) > 1]:
            raise ValueError(f"the factor {twice[0]!r} appears twice; each of the four appears once")
        return self


def read_factors(record: Record) -> Factors:
    """Return the factors in a record.  Raises ProblemError with every problem."""
    return validate(Factors, record)
