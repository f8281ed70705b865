"""The inputs of a comparison: every value with its unit and its origin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from .document.model import Estimates
from .options import OPTIONS, Option
from .quantity import Quantity, changed


@dataclass(frozen=True, slots=True)
class PerOption:
    """One number for each option; a missing one counts as 0."""

    break_fix: Quantity | None
    managed: Quantity
    co_managed: Quantity | None = None

    def of(self, option: Option) -> float:
        """Return the value for an option."""
        quantity: Quantity | None = getattr(self, option)
        return quantity.value if quantity else 0.0

    def name(self, option: Option) -> str | None:
        """Return the name of the quantity behind an option, for formulas."""
        quantity: Quantity | None = getattr(self, option)
        return quantity.name if quantity else None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A repair always takes the same hours."""

    hours: Quantity


@dataclass(frozen=True, slots=True)
class Lognormal:
    """Repair hours are lognormal: half below the median, one in ten above p90, nothing above the cap."""

    median: Quantity
    p90: Quantity
    cap_hours: Quantity


@dataclass(frozen=True, slots=True)
class Observed:
    """Repair hours as they were observed, each equally likely."""

    hours: tuple[Quantity, ...]


RepairHours: TypeAlias = Fixed | Lognormal | Observed


@dataclass(frozen=True, slots=True)
class IncidentClass:
    """Incidents of one kind: how often they happen, how long they take, how many people they affect."""

    name: str
    per_year: Quantity
    repair_hours: RepairHours
    people_affected: Quantity
    productivity_loss: Quantity
    revenue_per_hour: Quantity
    pay_in_margin: Quantity | None
    """The share of the affected people's pay that the margin has to cover; None where it is not known."""
    onsite: bool
    after_hours: bool
    emergency: bool
    wait_hours: PerOption
    prevented: PerOption


@dataclass(frozen=True, slots=True)
class Profile:
    """The company: people, devices, sites, and the cost of an hour of work."""

    users: Quantity
    devices: Quantity
    sites: Quantity
    hourly_wage: Quantity | None
    loaded_hourly_cost: Quantity | None
    labour_loading: Quantity | None

    @property
    def hour_cost(self) -> float:
        """Cost of one hour of one employee, with employer's contributions (money per hour)."""
        if self.loaded_hourly_cost:
            return self.loaded_hourly_cost.value
        assert self.hourly_wage and self.labour_loading
        return self.hourly_wage.value * self.labour_loading.value


@dataclass(frozen=True, slots=True)
class BreakFix:
    """How a break/fix provider bills, and what is paid beside it that a fee would cover."""

    hourly_rate: Quantity
    minimum_hours: Quantity
    remote_minimum_hours: Quantity
    increment_hours: Quantity
    travel_fee: Quantity
    after_hours_multiplier: Quantity | None = None
    emergency_multiplier: Quantity | None = None
    internal_fte: Quantity | None = None
    planned_hours_per_year: Quantity | None = None
    recurring_month: Quantity | None = None


@dataclass(frozen=True, slots=True)
class ServicePlan:
    """A monthly offer: managed or co-managed."""

    per_user_month: Quantity
    per_device_month: Quantity
    flat_month: Quantity
    onboarding_fee: Quantity
    out_of_scope_hours_per_year: Quantity
    escalator: Quantity
    hourly_rate: Quantity | None = None
    internal_fte: Quantity | None = None
    internal_salary: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far the comparison looks ahead, and how prices rise until then."""

    months: Quantity
    discount_rate: Quantity
    incident_escalation: Quantity


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """Agreed service time: the hours in which the company works."""

    per_year: Quantity


@dataclass(frozen=True, slots=True)
class Factor:
    """One of the article's factors as a client answered it; points (0..100) that the answer gives each option."""

    id: str
    name: str
    question: str
    answer: int
    answer_text: str
    weight: Quantity
    points: tuple[int, int, int]  # in the order of OPTIONS


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The limits below which a case is too close to call; content/factors.yml explains each."""

    score_gap: float
    weightings_won: float
    probability_low: float
    probability_high: float
    saving_share: float


@dataclass(frozen=True, slots=True)
class Subject:
    """The client of the comparison.  No number of the model depends on it."""

    id: str
    name: str
    industry: str | None = None
    fictional: bool = False
    contact_name: str | None = None
    contact_role: str | None = None
    locale: str = "en-US"
    currency: str = "USD"
    paper: Literal["letter", "a4"] = "letter"
    article: str | None = None
    brand: str | None = None
    prepared_by: str | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a comparison needs.

    `rate_size` is the size r of the gamma distribution of the rate of incidents; None if the rate is taken as known,
    so that counts are Poisson.
    """

    subject: Subject
    as_of: str
    profile: Profile
    incidents: tuple[IncidentClass, ...]
    break_fix: BreakFix
    managed: ServicePlan
    co_managed: ServicePlan | None
    horizon: Horizon
    service_hours: ServiceHours
    factors: tuple[Factor, ...]
    thresholds: Thresholds
    rate_size: float | None = None
    estimates: Estimates | None = None

    @property
    def options(self) -> tuple[Option, ...]:
        """The options on offer, break/fix first."""
        return OPTIONS if self.co_managed else OPTIONS[:2]

    def plan(self, option: Option) -> ServicePlan | None:
        """Return the monthly offer behind an option; None for break/fix."""
        return {"break_fix": None, "managed": self.managed, "co_managed": self.co_managed}[option]


def with_value(inputs: Inputs, name: str, value: float) -> Inputs:
    """Return the same inputs with the value of one quantity changed."""
    section = name.partition(".")[0].partition("[")[0]
    part = getattr(inputs, section)
    if section == "incidents":
        at = int(name[len("incidents[") : name.index("]")])
        part = (*part[:at], changed(part[at], name, value), *part[at + 1 :])
    else:
        part = changed(part, name, value)
    changes: dict[str, Any] = {section: part}
    return replace(inputs, **changes)
