"""The cost of one incident under each option."""

from __future__ import annotations

from dataclasses import dataclass

from .inputs import BreakFix, IncidentClass, Inputs
from .options import Option
from .repair_time import Hours, repair


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident class with its distribution of repair hours and its prices.

    Money is in the client's currency; `hour_lost` and `hour_at_risk` are money per hour of downtime.
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
    people = source.people_affected.value * source.productivity_loss.value
    return Incident(
        source=source,
        repair=repair(source.repair_hours, minimum, terms.increment_hours.value),
        hourly_rate=terms.hourly_rate.value,
        multiplier=multiplier(source, terms),
        travel_fee=terms.travel_fee.value if source.onsite else 0.0,
        hour_lost=people * inputs.profile.hour_cost,
        hour_at_risk=source.revenue_per_hour.value,
    )


def multiplier(source: IncidentClass, terms: BreakFix) -> float:
    """Return the multiplier of the hourly rate; an emergency after hours counts as an emergency alone."""
    if source.emergency and terms.emergency_multiplier:
        return terms.emergency_multiplier.value
    if source.after_hours and terms.after_hours_multiplier:
        return terms.after_hours_multiplier.value
    return 1.0
