"""What comparison.json says about money.  Amounts are in the client's currency, rates are per year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import fsum
from typing import Literal, TypeAlias

from ..options import Option
from ..quantity import Origin

LOSSES = ("invoices", "productivity", "revenue")  # the parts of a year's cost that incidents cause
MOVING = ("out_of_scope", "planned", "recurring", "internal")  # fixed parts that rise with `incident_escalation`
FIXED = ("fees", *MOVING)  # the parts that come without any incident, onboarding apart
TODAY = ("planned", "recurring", "internal")  # the fixed parts that break/fix can have
DOTS = 20  # equally likely values of a difference
SHARE = {"ge": 0, "le": 1}

Line: TypeAlias = tuple[tuple[float, float], tuple[float, float]]
Side: TypeAlias = Literal["above", "below"]


@dataclass(frozen=True, slots=True)
class Year:
    """The cost of one year under an option, and the hours behind it."""

    total: float
    """Expected cost: the nine parts below add up to it."""
    invoices: float
    """Invoices for repairs (break/fix)."""
    productivity: float
    """Pay of work that stops while people wait, as far as no margin has to cover it."""
    revenue: float
    """Margin lost while systems are down."""
    fees: float
    """Monthly fees."""
    out_of_scope: float
    """Work outside the fee."""
    planned: float
    """Requests, moves and updates billed by the hour (break/fix)."""
    recurring: float
    """Tools and retainers paid by the month (break/fix)."""
    internal: float
    """Own IT staff."""
    onboarding: float
    """Onboarding; 0 in a steady year."""
    sd: float
    """Standard deviation of the cost."""
    p10: float
    """One year in ten costs less."""
    p50: float
    """Half of years cost less."""
    p90: float
    """One year in ten costs more."""
    p95: float
    """One year in twenty costs more."""
    incidents: float
    """Incidents that happen in a year."""
    downtime_hours: float
    """Hours of downtime in a year, all incidents."""
    person_hours: float
    """The same times the people affected."""
    person_hours_per_user: float
    """The same for one person."""
    availability: float
    """1 - person hours / (users * agreed service time)."""

    @property
    def losses(self) -> float:
        """The part that incidents cause."""
        return fsum(getattr(self, part) for part in LOSSES)

    @property
    def fixed(self) -> float:
        """The part that comes without any incident, onboarding apart."""
        return fsum(getattr(self, part) for part in FIXED)


@dataclass(frozen=True, slots=True)
class Difference:
    """The yearly cost of another option minus that of this one, both facing the same incidents."""

    expected: float
    """Mean of the difference: the expected saving."""
    sd: float
    """Standard deviation."""
    p10: float
    """Nine of ten years save more."""
    p50: float
    """Half of years save more."""
    p90: float
    """One year in ten saves more."""
    probability: float = field(metadata=SHARE)
    """Probability that the other option costs strictly more in a steady year."""
    first_year_probability: float = field(metadata=SHARE)
    """The same in the first year, which pays for onboarding too."""
    dots: tuple[float, ...] = field(metadata={"min_length": DOTS, "max_length": DOTS})
    """Twenty equally likely values, the lowest first."""


@dataclass(frozen=True, slots=True)
class Month:
    """The cost since the start, at the end of a month."""

    month: int
    mean: float
    """Expected cost so far."""
    p10: float
    """One future in ten has cost less."""
    p90: float
    """One future in ten has cost more."""


@dataclass(frozen=True, slots=True)
class HorizonCost:
    """The expected cost of an option over the whole horizon."""

    total: float
    """As paid."""
    npv: float
    """Net present value."""
    by_month: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far the comparison looks ahead, and what the options cost until then."""

    months: int
    """12, 36 or 60."""
    discount_rate: float
    incident_escalation: float
    """Yearly rise of incident costs, as a fraction."""
    options: Mapping[Option, HorizonCost]
    difference: Mapping[Option, float]
    """Expected saving of each offer against break/fix, as paid."""
    npv_difference: Mapping[Option, float]
    """The same as net present value."""


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The values at which an offer costs as much as break/fix, each with all else unchanged; null where none exists."""

    incident_multiplier: float | None
    """Times as many incidents at which the option costs the same as break/fix."""
    incidents_per_year: float | None
    """The same as incidents a year."""
    fee_per_user_month: float | None
    """Fee per person and month at which it costs the same."""
    prevented_fraction: float | None
    """Share of incidents it has to prevent to cost the same; null outside 0 to 1."""
    required_prevention: float | None
    """The same whatever its size: above 1 even perfect prevention would not pay, below 0 none is needed."""
    costs_less: Side | None
    """Whether the option costs less above or below that number of incidents."""
    perfect_prevention_pays: bool
    """Whether the option would cost no more than break/fix if it prevented every incident."""
    pays_without_prevention: bool
    """Whether it would cost no more if it prevented none."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the tornado: the range of an input, and the expected yearly saving at either end."""

    input: str
    """The name of the input."""
    unit: str
    origin: Origin
    low: float
    high: float
    at_low: float
    """The saving with the input at its low end."""
    at_high: float
    """The saving with the input at its high end."""
    swing: float
    """The length of the bar."""


@dataclass(frozen=True, slots=True)
class IncidentCurve:
    """The expected cost of a year against the number of incidents in it, the mix of their kinds unchanged."""

    per_year: float
    """Incidents a year as they are."""
    credible_low: float | None
    """The low end of the range in which that number may lie; null where no range is known."""
    credible_high: float | None
    """The high end."""
    break_evens: Mapping[Option, float | None]
    """The number at which each offer costs as much as break/fix; null where there is none."""
    break_fix: Line
    """A straight line: incidents and cost at its start, and at its end."""
    managed: Line
    co_managed: Line | None = field(default=None, metadata={"omitted_if_empty": True})

    @property
    def lines(self) -> dict[Option, Line]:
        """The line of each option there is."""
        lines: dict[Option, Line] = {"break_fix": self.break_fix, "managed": self.managed}
        return {**lines, "co_managed": self.co_managed} if self.co_managed else lines
