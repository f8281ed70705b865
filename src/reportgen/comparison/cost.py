"""The expected cost of an option: a steady year, the first year, the whole horizon."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import fsum, sqrt

from .incidents import Incident
from .inputs import Inputs
from .options import Option


@dataclass(frozen=True, slots=True)
class YearCost:
    """Expected cost of one year in money, by part, and the hours behind it."""

    invoices: float
    productivity: float
    revenue: float
    fees: float
    out_of_scope: float
    planned: float
    recurring: float
    internal: float
    onboarding: float
    incidents: float
    downtime_hours: float
    person_hours: float
    person_hours_per_user: float
    availability: float
    sd: float

    @property
    def of_incidents(self) -> float:
        """The part that incidents cause, lambda E[X]: the annualised loss expectancy."""
        return self.invoices + self.productivity + self.revenue

    @property
    def fixed(self) -> float:
        """The part that comes without any incident, onboarding apart."""
        return self.fees + self.moving

    @property
    def moving(self) -> float:
        """The part of the fixed cost that rises with `incident_escalation`: all but the fees."""
        return self.out_of_scope + self.planned + self.recurring + self.internal

    @property
    def total(self) -> float:
        """The sum of all parts."""
        return self.of_incidents + self.fixed + self.onboarding


def year(option: Option, classes: tuple[Incident, ...], inputs: Inputs) -> YearCost:
    """Return the expected cost of a steady year under an option."""
    happening = [(kind, kind.rate(option)) for kind in classes]
    down = [(kind, rate * kind.downtime_hours(option)) for kind, rate in happening]
    person_hours = fsum(hours * kind.source.people_affected.value for kind, hours in down)
    users, service = inputs.profile.users.value, inputs.service_hours.per_year.value
    return YearCost(
        invoices=fsum(rate * kind.mean_invoice for kind, rate in happening) if option == "break_fix" else 0.0,
        productivity=fsum(hours * kind.hour_lost for kind, hours in down),
        revenue=fsum(hours * kind.hour_at_risk for kind, hours in down),
        fees=fees(option, inputs),
        out_of_scope=out_of_scope(option, inputs),
        planned=planned(option, inputs),
        recurring=recurring(option, inputs),
        internal=internal(option, inputs),
        onboarding=0.0,
        incidents=fsum(rate for _, rate in happening),
        downtime_hours=fsum(hours for _, hours in down),
        person_hours=person_hours,
        person_hours_per_user=person_hours / users,
        availability=1 - person_hours / (users * service),
        sd=spread(option, classes, inputs.rate_size),
    )


def first_year(option: Option, steady: YearCost, inputs: Inputs) -> YearCost:
    """Return the first year: a steady year that also pays for onboarding."""
    plan = inputs.plan(option)
    return replace(steady, onboarding=plan.onboarding_fee.value) if plan else steady


def expected(option: Option, classes: tuple[Incident, ...], inputs: Inputs) -> float:
    """Return the total of a steady year alone: the same as `year(...).total`, in less time."""
    losses = fsum(kind.rate(option) * kind.mean_cost(option) for kind in classes)
    return fsum((losses, *(part(option, inputs) for part in (fees, out_of_scope, planned, recurring, internal))))


def fees(option: Option, inputs: Inputs) -> float:
    """Return the monthly fees of a year."""
    plan, profile = inputs.plan(option), inputs.profile
    if plan is None:
        return 0.0
    return 12 * (
        profile.users.value * plan.per_user_month.value
        + profile.devices.value * plan.per_device_month.value
        + plan.flat_month.value
    )


def out_of_scope(option: Option, inputs: Inputs) -> float:
    """Return the cost of a year's work that the fee does not cover, billed by the hour."""
    plan = inputs.plan(option)
    if plan is None:
        return 0.0
    return plan.out_of_scope_hours_per_year.value * (plan.hourly_rate or inputs.break_fix.hourly_rate).value


def planned(option: Option, inputs: Inputs) -> float:
    """Return the cost of a year's planned work that break/fix bills by the hour and a fee covers."""
    hours = inputs.break_fix.planned_hours_per_year
    return hours.value * inputs.break_fix.hourly_rate.value if hours and option == "break_fix" else 0.0


def recurring(option: Option, inputs: Inputs) -> float:
    """Return what a year of break/fix costs by the month: tools, backup, a retainer, as far as a fee covers them."""
    month = inputs.break_fix.recurring_month
    return 12 * month.value if month and option == "break_fix" else 0.0


def internal(option: Option, inputs: Inputs) -> float:
    """Return the cost of a year of the client's own IT staff, as far as the option keeps them busy."""
    if inputs.co_managed is None:
        return 0.0
    staff = (inputs.plan(option) or inputs.break_fix).internal_fte
    salary, loading = inputs.co_managed.internal_salary, inputs.profile.labour_loading
    return staff.value * salary.value * loading.value if staff and salary and loading else 0.0


def spread(option: Option, classes: tuple[Incident, ...], rate_size: float | None) -> float:
    """Return the standard deviation of a year's cost: Var S = lambda E[X^2] + (lambda E[X])^2 / r."""
    mean = fsum(kind.rate(option) * kind.mean_cost(option) for kind in classes)
    square = fsum(kind.rate(option) * second_moment(kind, option) for kind in classes)
    return sqrt(square + (mean**2 / rate_size if rate_size else 0.0))


def second_moment(incident: Incident, option: Option) -> float:
    """Return E[X^2] of one incident under an option."""
    atoms = zip(incident.costs(option), incident.repair.probabilities, strict=True)
    return fsum(cost * cost * probability for cost, probability in atoms)


@dataclass(frozen=True, slots=True)
class Total:
    """Expected cost of the whole horizon: as paid, and as net present value."""

    total: float
    npv: float


def growth(rate: float, months: int) -> float:
    """Return the sum of (1 + rate)^floor((m - 1) / 12) over the months, in years."""
    return fsum((1 + rate) ** ((month - 1) // 12) for month in range(1, months + 1)) / 12


def annuity(rate: float, discount: float, months: int) -> float:
    """Return the same sum with each month discounted by (1 + discount)^(-m / 12)."""
    return (
        fsum((1 + rate) ** ((month - 1) // 12) * (1 + discount) ** (-month / 12) for month in range(1, months + 1)) / 12
    )


def over_horizon(option: Option, first: YearCost, inputs: Inputs) -> Total:
    """Return the expected cost of the horizon: fees grow by the escalator, all else by `incident_escalation`."""
    horizon, plan = inputs.horizon, inputs.plan(option)
    months, grows = int(horizon.months.value), horizon.incident_escalation.value
    discount, escalator = horizon.discount_rate.value, plan.escalator.value if plan else 0.0
    moving = first.of_incidents + first.moving
    return Total(
        total=first.onboarding + first.fees * growth(escalator, months) + moving * growth(grows, months),
        npv=first.onboarding
        + first.fees * annuity(escalator, discount, months)
        + moving * annuity(grows, discount, months),
    )
