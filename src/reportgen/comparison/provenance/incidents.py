"""The way back of what one incident costs, and of what incidents cost in a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..compute import Comparison
from ..cost import second_moment
from ..incidents import Incident
from ..inputs import WORDS, Fixed, Inputs, Lognormal, Observed, Option
from ..repair_time import Z90
from ..tickets.apply import ESTIMATES
from .ledger import Ledger, plus

WRITTEN_OUT = 12  # observed hours up to which a mean is written out


def incident_figures(comparison: Comparison, book: Ledger) -> None:
    """Enters the figures of every incident class, then their yearly sums for every option."""
    _hour_cost(comparison.inputs, book)
    for at, each in enumerate(comparison.classes):
        _repair(f"incidents[{at}]", each, book)
        _invoice(f"incidents[{at}]", each, comparison.inputs, book)
        for option in comparison.inputs.options:
            _cost(f"incidents[{at}]", each, option, book)
    if comparison.inputs.estimates:
        _measured(comparison.inputs.estimates, book)
    if comparison.inputs.rate_size:
        words = "incidents counted, plus one half (Jeffreys prior): how well the rate is known"
        book.told("rate_size", "Size of the rate", comparison.inputs.rate_size, "incidents", words, [])
    for option in comparison.inputs.options:
        _losses(comparison, option, book)


def _measured(found: Mapping[str, Any], book: Ledger) -> None:
    """What was counted in tickets, and the rate that follows from it."""
    units = {"years": "years", "per_year": "incidents/year", "credible_low": "incidents/year"}
    units["credible_high"] = "incidents/year"
    for name, label in ESTIMATES.items():
        place, value, unit = f"estimates.{name}", found[name], units.get(name, "incidents")
        if name in ("credible_low", "credible_high"):
            share = 0.1 if name == "credible_low" else 0.9
            words = f"{share:g} quantile of the gamma distribution of shape incidents + 1/2, divided by the years"
            book.told(place, label, value, unit, words, ["estimates.incidents", "estimates.years"])
        elif name in ("per_year", "size"):
            size = "estimates.incidents + 1 / 2"
            formula = f"({size}) / estimates.years" if name == "per_year" else size
            book.sum(place, label, value, unit, formula)
        else:
            book.told(place, label, value, unit, "counted in the tickets of the window", [])


def hour_cost(inputs: Inputs) -> str:
    """The name under which the cost of an hour of work is found."""
    return "profile.loaded_hourly_cost" if inputs.profile.loaded_hourly_cost else "hour_cost"


def _hour_cost(inputs: Inputs, book: Ledger) -> None:
    if not inputs.profile.loaded_hourly_cost:
        formula = "profile.hourly_wage * profile.labour_loading"
        book.sum("hour_cost", "Cost of an hour of work", inputs.profile.hour_cost, book.money("/hour"), formula)


def _repair(place: str, incident: Incident, book: Ledger) -> None:
    """Mean hours of repair, and mean hours on the invoice."""
    source, repair = incident.source.repair_hours, incident.repair
    minimum = f"break_fix.{'minimum_hours' if incident.source.onsite else 'remote_minimum_hours'}"
    mean, billed = f"{place}.mean_repair_hours", f"{place}.mean_billed_hours"
    label, label_billed = "Mean hours of repair", "Mean hours on the invoice"

    def rounded_up(hours: str) -> str:
        return f"max({minimum}, ceil({hours} / break_fix.increment_hours) * break_fix.increment_hours)"

    match source:
        case Fixed(hours):
            book.sum(mean, label, repair.mean, "hours", hours.name)
            formula = rounded_up(hours.name) if hours.value else "0"
            book.sum(billed, label_billed, repair.billed, "hours", formula)
            return
        case Observed(hours=observed) if len(observed) <= WRITTEN_OUT:
            count = len(observed)
            names = [each.name for each in observed]
            book.sum(mean, label, repair.mean, "hours", f"({plus(names)}) / {count}")
            terms = [rounded_up(each.name) for each in observed if each.value]
            book.sum(billed, label_billed, repair.billed, "hours", f"({plus(terms)}) / {count}")
            return
        case Observed(hours=observed):
            names = [f"{place}.repair_hours"]
            book.told(mean, label, repair.mean, "hours", f"mean of {len(observed)} observed repairs", names)
        case Lognormal(median, p90, cap):
            names = [median.name, p90.name, cap.name]
            _lognormal(place, source, repair.mean, book)
    words = "mean over the repairs, each rounded up to the billing step, at least the minimum"
    book.told(billed, label_billed, repair.billed, "hours", words, [*names, minimum, "break_fix.increment_hours"])


def _lognormal(place: str, source: Lognormal, mean: float, book: Ledger) -> None:
    """The mean of a lognormal capped at some hours, in closed form."""
    from math import log

    median, p90, cap = source.median, source.p90, source.cap_hours
    name, label = f"{place}.mean_repair_hours", "Mean hours of repair"
    if p90.value == median.value:
        book.sum(name, label, mean, "hours", f"min({median.name}, {cap.name})")
        return
    spread = f"{place}.log_sd"
    value = log(p90.value / median.value) / Z90
    formula = f"log({p90.name} / {median.name}) / {Z90!r}"
    book.sum(spread, "Spread of the logarithm of repair hours", value, "", formula)
    z = f"log({cap.name} / {median.name}) / {spread}"
    formula = f"{median.name} * exp({spread} ** 2 / 2) * phi({z} - {spread}) + {cap.name} * (1 - phi({z}))"
    book.sum(name, label, mean, "hours", formula)


def _invoice(place: str, incident: Incident, inputs: Inputs, book: Ledger) -> None:
    """The mean invoice, and what an hour of downtime costs beside it."""
    source, terms = incident.source, inputs.break_fix
    formula = f"{place}.mean_billed_hours * break_fix.hourly_rate"
    if source.emergency and terms.emergency_multiplier:
        formula += " * break_fix.emergency_multiplier"
    elif source.after_hours and terms.after_hours_multiplier:
        formula += " * break_fix.after_hours_multiplier"
    if source.onsite:
        formula += " + break_fix.travel_fee"
        if incident.repair.chargeable < 1:
            words = "share of observed repairs longer than 0 hours"
            share = f"{place}.chargeable"
            book.told(share, "Share with an invoice", incident.repair.chargeable, "fraction", words, [])
            formula += f" * {share}"
    label = f"Mean break/fix invoice: {source.name}"
    book.sum(f"{place}.invoice", label, incident.mean_invoice, book.money(), formula)
    label = f"Work lost in an hour of downtime: {source.name}"
    formula = f"{place}.people_affected * {hour_cost(inputs)} * {place}.productivity_loss"
    book.sum(f"{place}.hour_lost", label, incident.hour_lost, book.money("/hour"), formula)


def _cost(place: str, incident: Incident, option: Option, book: Ledger) -> None:
    """What one incident costs under an option, and how many happen."""
    words, source = WORDS[option], incident.source
    label = f"Hours until service is restored, {words}: {source.name}"
    down = f"{place}.downtime_hours.{option}"
    formula = f"{place}.wait_hours.{option} + {place}.mean_repair_hours"
    book.sum(down, label, incident.downtime_hours(option), "hours", formula)
    label = f"Expected cost of one incident, {words}: {source.name}"
    formula = f"{down} * ({place}.hour_lost + {place}.revenue_per_hour)"
    if option == "break_fix":
        formula = f"{place}.invoice + {formula}"
    cost = f"{place}.cost.{option}"
    book.sum(cost, label, incident.mean_cost(option), book.money(), formula)
    label = f"Incidents a year, {words}: {source.name}"
    formula = f"{place}.per_year"
    if option != "break_fix":
        formula += f" * (1 - {place}.prevented.{option})"
    book.sum(f"{place}.happening.{option}", label, incident.rate(option), "incidents/year", formula)
    label = f"Mean of the squared cost, {words}: {source.name}"
    value, name = second_moment(incident, option), f"{place}.second_moment.{option}"
    if isinstance(source.repair_hours, Fixed) and (source.repair_hours.hours.value or not source.onsite):
        book.sum(name, label, value, f"{book.currency}^2", f"{cost} ** 2")
    else:
        words_of = "mean over the distribution of repair hours; the same formula as the cost, squared"
        book.told(name, label, value, f"{book.currency}^2", words_of, [cost])


def _losses(comparison: Comparison, option: Option, book: Ledger) -> None:
    """A year's incidents, by part."""
    year, words, money = comparison.years[option], WORDS[option], book.money("/year")
    places = [f"incidents[{at}]" for at in range(len(comparison.classes))]

    def each(*factors: str) -> str:
        return plus([" * ".join(f"{place}.{factor}" for factor in factors) for place in places])

    happening, down = f"happening.{option}", f"downtime_hours.{option}"
    rows = (
        ("incidents", "Incidents a year", year.incidents, "incidents/year", each(happening)),
        (
            "invoices",
            "Invoices for repairs in a year",
            year.invoices,
            money,
            each(happening, "invoice") if option == "break_fix" else "0",
        ),
        ("productivity", "Work lost in a year", year.productivity, money, each(happening, down, "hour_lost")),
        ("revenue", "Margin lost in a year", year.revenue, money, each(happening, down, "revenue_per_hour")),
        ("downtime_hours", "Hours of downtime a year", year.downtime_hours, "hours/year", each(happening, down)),
        (
            "person_hours",
            "Person-hours of downtime a year",
            year.person_hours,
            "person-hours/year",
            each(happening, down, "people_affected"),
        ),
    )
    for name, label, value, unit, formula in rows:
        book.sum(f"year.{option}.{name}", f"{label}, {words}", value, unit, formula)
