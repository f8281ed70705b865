"""The file content/assumptions.yml: default figures, each with its source, year and grade."""

from __future__ import annotations

from typing import Literal, Self, get_args

from pydantic import Field, field_validator, model_validator

from ...problems import did_you_mean
from ..readers.record import Record
from .text import CurrencyCode
from .validation import Strict, validate

Name = Literal[
    "labour_loading",
    "internal_salary",
    "minimum_hours",
    "remote_minimum_hours",
    "increment_hours",
    "travel_fee",
    "after_hours_multiplier",
    "repair_sigma",
    "cap_hours",
    "service_hours_per_year",
]


# The defaults that every client may need, in any currency; the others are amounts of money.
NEEDED: tuple[Name, ...] = (
    "labour_loading",
    "minimum_hours",
    "remote_minimum_hours",
    "increment_hours",
    "after_hours_multiplier",
    "repair_sigma",
    "cap_hours",
    "service_hours_per_year",
)


class Sourced(Strict):
    """The publisher of a figure, its year, and its grade: A is the most reliable."""

    label: str = Field(min_length=1, max_length=120)
    source: str = Field(min_length=1, max_length=300)
    year: int = Field(ge=1990, le=2100)
    grade: Literal["A", "B", "C"]
    currency: CurrencyCode | None = None


class Assumption(Sourced):
    """A default figure.  One with a `currency` is money, and applies only to clients with that currency."""

    value: float = Field(ge=0)
    low: float | None = Field(default=None, ge=0)
    high: float | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _range_holds_value(self) -> Self:
        if self.low is not None and self.low > self.value:
            raise ValueError("low is above the value; write low <= value <= high")
        if self.high is not None and self.high < self.value:
            raise ValueError("high is below the value; write low <= value <= high")
        return self


class Hint(Sourced):
    """The usual range of a figure, for warnings; it is not a default."""

    low: float = Field(ge=0)
    high: float = Field(ge=0)
    usual_low: float = Field(ge=0)
    usual_high: float = Field(ge=0)


class Assumptions(Strict):
    """The defaults, and the usual ranges."""

    defaults: dict[str, Assumption]
    hints: dict[str, Hint] = Field(default_factory=dict)

    @field_validator("defaults")
    @classmethod
    def _complete(cls, defaults: dict[str, Assumption]) -> dict[str, Assumption]:
        known = get_args(Name)
        if unknown := [name for name in defaults if name not in known]:
            raise ValueError(f"unknown key {unknown[0]!r}; {did_you_mean(unknown[0], known)}")
        if missing := [name for name in NEEDED if name not in defaults]:
            raise ValueError(f"has no {', '.join(missing)}; add each with its value, source, year and grade")
        if money := [name for name in NEEDED if defaults[name].currency]:
            raise ValueError(f"{money[0]} is not an amount of money; remove its currency")
        return defaults

    def find(self, name: Name, currency: str) -> Assumption | None:
        """Return the default for a client with that currency; None if there is none."""
        found = self.defaults.get(name)
        return found if found and found.currency in (None, currency) else None


def read_assumptions(record: Record) -> Assumptions:
    """Return the assumptions in a record.  Raises ProblemError with every problem."""
    return validate(Assumptions, record)
