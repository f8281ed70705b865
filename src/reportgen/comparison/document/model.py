"""The document comparison.json as types: they give its JSON, its JSON Schema, and what charts and sentences read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, TypeAlias

from ..options import Option
from ..quantity import Quantity
from .conclusions import Fit, Verdict
from .costs import Bar, BreakEven, Difference, Horizon, IncidentCurve, Year

Method: TypeAlias = Literal[
    "arithmetic",
    "counted",
    "factors_file_limit",
    "flip_weight",
    "gamma_quantile",
    "horizon_by_month",
    "horizon_quantile",
    "jeffreys_size",
    "mean_billed",
    "mean_of_observed",
    "mean_of_squares",
    "paired",
    "paired_offers",
    "paired_probability",
    "paired_offers_probability",
    "paired_first_year_probability",
    "paired_offers_first_year_probability",
    "points_table",
    "quantile_of_difference",
    "quantile_of_year",
    "quantile_of_year_uncertain_rate",
    "recomputed",
    "share_with_invoice",
    "sum_of_high_ends",
    "sum_of_low_ends",
    "weightings_won",
]


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the report is for."""

    name: str
    role: str | None


@dataclass(frozen=True, slots=True)
class Client:
    """The company that the comparison is about."""

    id: str
    name: str
    industry: str | None
    fictional: bool
    contact: Contact | None
    locale: str
    currency: str
    paper: Literal["letter", "a4"]
    internal_it: bool
    """Whether co-managed IT is compared too."""
    users: int
    devices: int
    sites: int
    article: str | None
    brand: str | None
    prepared_by: str | None


@dataclass(frozen=True, slots=True)
class IncidentKind:
    """One kind of incident."""

    name: str
    per_year: float
    mean_repair_hours: float
    people_affected: float
    cost: Mapping[Option, float]
    """Expected cost of one incident."""
    wait_hours: Mapping[Option, float]
    prevented: Mapping[Option, float]
    """The share that the option prevents."""
    larger: Literal["pay", "margin"] | None
    """Which of pay and margin of the same hours is counted, the larger, where `pay_in_margin` is not known."""
    observed_hours: tuple[float, ...] | None
    """Hours of each repair, where they were observed."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the way it was computed from named inputs and figures."""

    value: float | None
    unit: str
    method: Method
    """`arithmetic`, or the name of what was done where that takes a distribution or a table."""
    formula: str | None
    """Arithmetic over the names in `inputs`; null for the other methods."""
    inputs: tuple[str, ...]
    parameters: Mapping[str, float | str] | None = field(default=None, metadata={"omitted_if_empty": True})
    """The numbers of the method, such as a probability; absent where it has none."""


@dataclass(frozen=True, slots=True)
class TicketCount:
    """How many tickets were counted as one kind of incident."""

    name: str
    incidents: int


@dataclass(frozen=True, slots=True)
class Estimates:
    """What was measured in tickets."""

    first: str = field(metadata={"alias": "from"})
    """The first day of the window."""
    last: str = field(metadata={"alias": "to"})
    """Its last day."""
    years: float
    """Length of the window."""
    incidents: int
    """Tickets that were counted."""
    left_out: Mapping[str, int]
    """Tickets that were not counted, by reason."""
    open: int
    """Of the counted, not resolved yet."""
    without_hours: int
    """Of the counted, resolved without logged hours."""
    per_year: float
    """Incidents a year: (incidents + 1/2) / years (Jeffreys prior)."""
    credible_low: float
    """With 80 % credibility the rate is above this."""
    credible_high: float
    """With 80 % credibility the rate is below this."""
    size: float
    """incidents + 1/2: size of the negative binomial count of a year."""
    classes: tuple[TicketCount, ...]
    capped: int
    """Of the counted, repairs longer than the longest one considered, counted as that."""
    blocking_share: float | None
    """Share of time to resolution that blocked work."""


@dataclass(frozen=True, slots=True)
class Document:
    """Comparison of IT support models for one client: money in client.currency, rates a year."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = {
        "extra": "forbid",
        "use_attribute_docstrings": True,
        "title": "Comparison of IT support models for one client",
    }

    format: Literal["reportgen.comparison"]
    version: Literal[1]
    client: Client
    as_of: str
    rounding_step: float = field(metadata={"ge": 1})
    """Reports show amounts of a year and of the horizon as multiples of this power of ten."""
    options: tuple[Option, ...]
    inputs: tuple[Quantity, ...]
    incidents: tuple[IncidentKind, ...]
    year: Mapping[Option, Year]
    """A steady year."""
    first_year: Mapping[Option, Year]
    """The same with onboarding."""
    difference: Mapping[Option, Difference]
    """Break/fix minus each offer."""
    between_offers: Difference | None
    """Managed minus co-managed: positive where managed costs more; null unless both are on offer."""
    horizon: Horizon
    break_even: Mapping[Option, BreakEven]
    sensitivities: Mapping[Option, tuple[Bar, ...]]
    """For each offer the inputs that move its saving against break/fix, the one that moves it most first."""
    incident_curve: IncidentCurve
    fit: Fit
    verdict: Verdict
    figures: Mapping[str, Figure]
    """Every number with its formula, after those it is computed from."""
    estimates: Estimates | None
    """What was measured in tickets; null where no tickets were given."""
