"""The cost of one incident under each option."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .inputs import BreakFix, IncidentClass, Inputs
from .options import Option
from .repair_time import Hours, repair


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident class with its distribution of repair hours and its prices.

    Money is in the client's currency.  `hour_lost` and `hour_at_risk` are the pay and the margin that are counted for
    an hour of downtime: no hour of work is in both.
    """

    source: IncidentClass
    repair: Hours
    hourly_rate: float
    multiplier: float
    travel_fee: float
    hour_lost: float
    hour_at_risk: float

    @property
    def per_year(self) -> float:
        """Incidents a year under break/fix (lambda)."""
        return self.source.per_year.value

    def rate(self, option: Option) -> float:
        """Return the incidents a year that still happen under an option."""
        return self.per_year * (1 - self.source.prevented.of(option))

    def downtime_hours(self, option: Option) -> float:
        """Return the mean hours until service is restored: waiting and repair (ITIL: mean time to restore service)."""
        return self.source.wait_hours.of(option) + self.repair.mean

    @property
    def mean_invoice(self) -> float:
        """Mean invoice of one incident under break/fix."""
        return self.repair.billed * self.hourly_rate * self.multiplier + self.travel_fee * self.repair.chargeable

    def mean_cost(self, option: Option) -> float:
        """Return the expected cost E[X] of one incident that happens under an option."""
        invoice = self.mean_invoice if option == "break_fix" else 0.0
        return invoice + self.downtime_hours(option) * (self.hour_lost + self.hour_at_risk)

    def costs(self, option: Option) -> list[float]:
        """Return the cost X of one incident under an option, for each of the atoms of `repair`."""
        wait, hour = self.source.wait_hours.of(option), self.hour_lost + self.hour_at_risk
        if option != "break_fix":
            return [(wait + hours) * hour for hours in self.repair.hours]
        rate, travel = self.hourly_rate * self.multiplier, self.travel_fee
        return [
            billed * rate + (travel if hours > 0 else 0.0) + (wait + hours) * hour
            for hours, billed in zip(self.repair.hours, self.repair.invoiced, strict=True)
        ]


def incidents(inputs: Inputs) -> tuple[Incident, ...]:
    """Return every incident class of the inputs with its distribution of hours and its prices."""
    return tuple(_priced(source, inputs) for source in inputs.incidents)


def _priced(source: IncidentClass, inputs: Inputs) -> Incident:
    terms = inputs.break_fix
    minimum = (terms.minimum_hours if source.onsite else terms.remote_minimum_hours).value
    hour_lost, hour_at_risk = hourly_loss(source, pay_per_hour(source, inputs))
    return Incident(
        source=source,
        repair=repair(source.repair_hours, minimum, terms.increment_hours.value),
        hourly_rate=terms.hourly_rate.value,
        multiplier=multiplier(source, terms),
        travel_fee=terms.travel_fee.value if source.onsite else 0.0,
        hour_lost=hour_lost,
        hour_at_risk=hour_at_risk,
    )


def pay_per_hour(source: IncidentClass, inputs: Inputs) -> float:
    """Return the pay of an hour of the work that an incident stops (money per hour of downtime)."""
    return source.people_affected.value * inputs.profile.hour_cost * source.productivity_loss.value


def hourly_loss(source: IncidentClass, pay: float) -> tuple[float, float]:
    """Return the pay and the margin that an hour of downtime loses, so that no hour of work is counted twice.

    Pay goes on in an outage.  Where people earn the margin by their work, their pay is a part of it; `pay_in_margin`
    says of how much of the pay that is true.  Where it is not known, the larger of the two is counted alone.
    """
    margin = source.revenue_per_hour.value
    if source.pay_in_margin is not None:
        return (1 - source.pay_in_margin.value) * pay, margin
    return (pay, 0.0) if pay >= margin else (0.0, margin)


def larger(source: IncidentClass, pay: float) -> Literal["pay", "margin"] | None:
    """Return which of pay and margin stands for both; None where the share is known or there is only one."""
    margin = source.revenue_per_hour.value
    if source.pay_in_margin is not None or not pay or not margin:
        return None
    return "pay" if pay >= margin else "margin"


def multiplier(source: IncidentClass, terms: BreakFix) -> float:
    """Return the multiplier of the hourly rate; an emergency after hours counts as an emergency alone."""
    if source.emergency and terms.emergency_multiplier:
        return terms.emergency_multiplier.value
    if source.after_hours and terms.after_hours_multiplier:
        return terms.after_hours_multiplier.value
    return 1.0
