"""The document of a comparison: everything that was computed, in the form of comparison.json."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from math import fsum

from .compute import Comparison
from .cost import YearCost
from .document.costs import Horizon, HorizonCost, Year
from .document.model import Client, Contact, Document, IncidentKind
from .incidents import larger, pay_per_hour
from .inputs import Inputs, Observed, RepairHours
from .options import Option
from .provenance.figures import figures
from .provenance.incidents import WRITTEN_OUT
from .quantity import Quantity, Remark, quantities
from .rounding import rounding_step


def assemble(comparison: Comparison) -> Document:
    """Return the document of a comparison."""
    inputs = comparison.inputs
    return Document(
        format="reportgen.comparison",
        version=1,
        client=_client(inputs),
        as_of=inputs.as_of,
        rounding_step=_rounding_step(comparison),
        options=inputs.options,
        inputs=tuple(listed(inputs)),
        incidents=_incidents(comparison),
        year=_years(comparison, comparison.years),
        first_year=_years(comparison, comparison.first_years),
        difference=comparison.differences,
        between_offers=comparison.between_offers,
        horizon=_horizon(comparison),
        break_even=comparison.break_evens,
        sensitivities=comparison.sensitivities,
        incident_curve=comparison.curve,
        fit=comparison.fit,
        verdict=comparison.verdict,
        figures=figures(comparison),
        estimates=inputs.estimates,
    )


def listed(inputs: Inputs) -> Iterator[Quantity]:
    """Yield the inputs as the document lists them: many observed hours are one line, their mean."""
    long = {
        f"incidents[{at}].repair_hours": each.repair_hours.hours
        for at, each in enumerate(inputs.incidents)
        if isinstance(each.repair_hours, Observed) and len(each.repair_hours.hours) > WRITTEN_OUT
    }
    for quantity in quantities(inputs):
        place, _, index = quantity.name.rpartition("[")
        if place not in long:
            yield quantity
        elif index == "0]":
            hours = [each.value for each in long[place]]
            remark = Remark("mean_of_observed", {"count": len(hours), "low": min(hours), "high": max(hours)})
            yield replace(quantity, name=place, value=fsum(hours) / len(hours), remarks=(remark, *quantity.remarks))


def _rounding_step(comparison: Comparison) -> float:
    """Return the step of the amounts that a report compares: what the options cost in a year, and in all."""
    years, totals = comparison.years.values(), comparison.totals.values()
    return rounding_step([year.total for year in years], [total.total for total in totals])


def _client(inputs: Inputs) -> Client:
    subject, profile = inputs.subject, inputs.profile
    return Client(
        id=subject.id,
        name=subject.name,
        industry=subject.industry,
        fictional=subject.fictional,
        contact=Contact(subject.contact_name, subject.contact_role) if subject.contact_name else None,
        locale=subject.locale,
        currency=subject.currency,
        paper=subject.paper,
        internal_it=inputs.co_managed is not None,
        users=int(profile.users.value),
        devices=int(profile.devices.value),
        sites=int(profile.sites.value),
        article=subject.article,
        brand=subject.brand,
        prepared_by=subject.prepared_by,
    )


def _incidents(comparison: Comparison) -> tuple[IncidentKind, ...]:
    inputs, options = comparison.inputs, comparison.inputs.options
    return tuple(
        IncidentKind(
            name=incident.source.name,
            per_year=incident.per_year,
            mean_repair_hours=incident.repair.mean,
            people_affected=incident.source.people_affected.value,
            cost={option: incident.mean_cost(option) for option in options},
            wait_hours={option: incident.source.wait_hours.of(option) for option in options},
            prevented={option: incident.source.prevented.of(option) for option in options},
            larger=larger(incident.source, pay_per_hour(incident.source, inputs)),
            observed_hours=_observed(incident.source.repair_hours),
        )
        for incident in comparison.classes
    )


def _observed(repair_hours: RepairHours) -> tuple[float, ...] | None:
    """Return the observed hours as plain numbers, so that a distribution can be recomputed."""
    return tuple(hour.value for hour in repair_hours.hours) if isinstance(repair_hours, Observed) else None


def _years(comparison: Comparison, years: Mapping[Option, YearCost]) -> dict[Option, Year]:
    """Return the years with their quantiles; onboarding is added to each quantile."""
    return {
        option: Year(
            total=year.total,
            **asdict(year),
            **{name: value + year.onboarding for name, value in comparison.quantiles[option].items()},
        )
        for option, year in years.items()
    }


def _horizon(comparison: Comparison) -> Horizon:
    horizon, totals = comparison.inputs.horizon, comparison.totals
    return Horizon(
        months=int(horizon.months.value),
        discount_rate=horizon.discount_rate.value,
        incident_escalation=horizon.incident_escalation.value,
        options={
            option: HorizonCost(each.total, each.npv, comparison.by_month[option]) for option, each in totals.items()
        },
        difference={option: totals["break_fix"].total - totals[option].total for option in comparison.differences},
        npv_difference={option: totals["break_fix"].npv - totals[option].npv for option in comparison.differences},
    )
