"""The figures of what one incident costs, and of what incidents cost in a year."""

from __future__ import annotations

from math import log

from ..compute import Comparison
from ..cost import second_moment
from ..document.model import Estimates
from ..incidents import Incident, pay_per_hour
from ..inputs import Fixed, Inputs, Lognormal, Observed
from ..options import Option
from ..repair_time import Z90
from .entries import Provenance, plus

WRITTEN_OUT = 12  # observed hours up to which a mean is written out


def add(comparison: Comparison, provenance: Provenance) -> None:
    """Add the figures of every incident class, then their yearly sums for every option."""
    inputs = comparison.inputs
    _add_hour_cost(inputs, provenance)
    for at, incident in enumerate(comparison.classes):
        place = f"incidents[{at}]"
        _add_repair(place, incident, provenance)
        _add_invoice(place, incident, inputs, provenance)
        for option in inputs.options:
            _add_cost(place, incident, option, provenance)
    if inputs.estimates:
        _add_estimates(inputs.estimates, provenance)
    if inputs.rate_size:
        provenance.add_described("rate_size", inputs.rate_size, "incidents", "jeffreys_size", [])
    for option in inputs.options:
        _add_losses(comparison, option, provenance)


def _add_estimates(estimates: Estimates, provenance: Provenance) -> None:
    """Add what was counted in tickets, and the rate that follows from it."""
    count, size = "incidents", "estimates.incidents + 1 / 2"
    sources = ["estimates.incidents", "estimates.years"]
    provenance.add_described("estimates.years", estimates.years, "years", "counted", [])
    for name in ("incidents", "open", "without_hours", "capped"):
        provenance.add_described(f"estimates.{name}", getattr(estimates, name), count, "counted", [])
    rate = f"({size}) / estimates.years"
    provenance.add_formula("estimates.per_year", estimates.per_year, "incidents/year", rate)
    for name, probability in (("credible_low", 0.1), ("credible_high", 0.9)):
        value = getattr(estimates, name)
        provenance.add_described(
            f"estimates.{name}", value, "incidents/year", "gamma_quantile", sources, probability=probability
        )
    provenance.add_formula("estimates.size", estimates.size, count, size)


def hour_cost(inputs: Inputs) -> str:
    """Return the name of the cost of an hour of work: an input where the client gave it, else a figure."""
    return "profile.loaded_hourly_cost" if inputs.profile.loaded_hourly_cost else "hour_cost"


def _add_hour_cost(inputs: Inputs, provenance: Provenance) -> None:
    if not inputs.profile.loaded_hourly_cost:
        formula = "profile.hourly_wage * profile.labour_loading"
        provenance.add_formula("hour_cost", inputs.profile.hour_cost, provenance.money("/hour"), formula)


def _add_repair(place: str, incident: Incident, provenance: Provenance) -> None:
    """Add the mean hours of repair, and the mean hours on the invoice."""
    repair = incident.repair
    minimum = f"break_fix.{'minimum_hours' if incident.source.onsite else 'remote_minimum_hours'}"
    mean, billed = f"{place}.mean_repair_hours", f"{place}.mean_billed_hours"

    def rounded_up(hours: str) -> str:
        return f"max({minimum}, ceil({hours} / break_fix.increment_hours) * break_fix.increment_hours)"

    match incident.source.repair_hours:
        case Fixed(hours):
            provenance.add_formula(mean, repair.mean, "hours", hours.name)
            formula = rounded_up(hours.name) if hours.value else "0"
            provenance.add_formula(billed, repair.billed, "hours", formula)
            return
        case Observed(hours=observed) if len(observed) <= WRITTEN_OUT:
            count = len(observed)
            provenance.add_formula(mean, repair.mean, "hours", f"({plus(each.name for each in observed)}) / {count}")
            terms = plus(rounded_up(each.name) for each in observed if each.value)
            provenance.add_formula(billed, repair.billed, "hours", f"({terms}) / {count}")
            return
        case Observed(hours=observed):
            names = [f"{place}.repair_hours"]
            provenance.add_described(mean, repair.mean, "hours", "mean_of_observed", names, count=len(observed))
        case Lognormal(median, p90, cap) as lognormal:
            names = [median.name, p90.name, cap.name]
            _add_lognormal(place, lognormal, repair.mean, provenance)
    sources = [*names, minimum, "break_fix.increment_hours"]
    provenance.add_described(billed, repair.billed, "hours", "mean_billed", sources)


def _add_lognormal(place: str, source: Lognormal, mean: float, provenance: Provenance) -> None:
    """Add the mean of a lognormal capped at some hours, in closed form."""
    median, p90, cap = source.median, source.p90, source.cap_hours
    name, spread = f"{place}.mean_repair_hours", f"{place}.log_sd"
    if p90.value == median.value:
        provenance.add_formula(name, mean, "hours", f"min({median.name}, {cap.name})")
        return
    formula = f"log({p90.name} / {median.name}) / {Z90!r}"
    provenance.add_formula(spread, log(p90.value / median.value) / Z90, "", formula)
    z = f"log({cap.name} / {median.name}) / {spread}"
    formula = f"{median.name} * exp({spread} ** 2 / 2) * phi({z} - {spread}) + {cap.name} * (1 - phi({z}))"
    provenance.add_formula(name, mean, "hours", formula)


def _add_invoice(place: str, incident: Incident, inputs: Inputs, provenance: Provenance) -> None:
    """Add the mean invoice, and what an hour of downtime costs beside it."""
    source, terms = incident.source, inputs.break_fix
    formula = f"{place}.mean_billed_hours * break_fix.hourly_rate"
    if source.emergency and terms.emergency_multiplier:
        formula += " * break_fix.emergency_multiplier"
    elif source.after_hours and terms.after_hours_multiplier:
        formula += " * break_fix.after_hours_multiplier"
    if source.onsite:
        formula += " + break_fix.travel_fee"
        if incident.repair.chargeable < 1:
            share = f"{place}.chargeable"
            provenance.add_described(share, incident.repair.chargeable, "fraction", "share_with_invoice", [])
            formula += f" * {share}"
    provenance.add_formula(f"{place}.invoice", incident.mean_invoice, provenance.money(), formula)
    _add_hourly_loss(place, incident, inputs, provenance)


def _add_hourly_loss(place: str, incident: Incident, inputs: Inputs, provenance: Provenance) -> None:
    """Add the pay and the margin that an hour of downtime loses; no hour of work is in both."""
    money, add, margin = provenance.money("/hour"), provenance.add_formula, f"{place}.revenue_per_hour"
    lost, at_risk = incident.hour_lost, incident.hour_at_risk
    formula = f"{place}.people_affected * {hour_cost(inputs)} * {place}.productivity_loss"
    pay = add(f"{place}.pay_per_hour", pay_per_hour(incident.source, inputs), money, formula)
    if incident.source.pay_in_margin is not None:
        add(f"{place}.hour_lost", lost, money, f"(1 - {place}.pay_in_margin) * {pay}")
        add(f"{place}.hour_at_risk", at_risk, money, margin)
        add(f"{place}.loss_per_hour", lost + at_risk, money, f"{place}.hour_lost + {place}.hour_at_risk")
        return
    larger = add(f"{place}.loss_per_hour", lost + at_risk, money, f"max({margin}, {pay})")
    add(f"{place}.hour_lost", lost, money, larger if lost else "0")
    add(f"{place}.hour_at_risk", at_risk, money, larger if at_risk else "0")


def _add_cost(place: str, incident: Incident, option: Option, provenance: Provenance) -> None:
    """Add what one incident costs under an option, and how many happen."""
    source = incident.source
    down, cost = f"{place}.downtime_hours.{option}", f"{place}.cost.{option}"
    formula = f"{place}.wait_hours.{option} + {place}.mean_repair_hours"
    provenance.add_formula(down, incident.downtime_hours(option), "hours", formula)
    formula = f"{down} * {place}.loss_per_hour"
    if option == "break_fix":
        formula = f"{place}.invoice + {formula}"
    provenance.add_formula(cost, incident.mean_cost(option), provenance.money(), formula)
    formula = f"{place}.per_year"
    if option != "break_fix":
        formula += f" * (1 - {place}.prevented.{option})"
    provenance.add_formula(f"{place}.happening.{option}", incident.rate(option), "incidents/year", formula)
    square, name, unit = second_moment(incident, option), f"{place}.second_moment.{option}", f"{provenance.currency}^2"
    if isinstance(source.repair_hours, Fixed) and (source.repair_hours.hours.value or not source.onsite):
        provenance.add_formula(name, square, unit, f"{cost} ** 2")
    else:
        provenance.add_described(name, square, unit, "mean_of_squares", [cost])


def _add_losses(comparison: Comparison, option: Option, provenance: Provenance) -> None:
    """Add a year's incidents, by part."""
    year, place, money = comparison.years[option], f"year.{option}", provenance.money("/year")
    happening, down = f"happening.{option}", f"downtime_hours.{option}"

    def over_kinds(*factors: str) -> str:
        kinds = (f"incidents[{at}]" for at in range(len(comparison.classes)))
        return plus(" * ".join(f"{kind}.{factor}" for factor in factors) for kind in kinds)

    invoices = over_kinds(happening, "invoice") if option == "break_fix" else "0"
    add = provenance.add_formula
    add(f"{place}.incidents", year.incidents, "incidents/year", over_kinds(happening))
    add(f"{place}.invoices", year.invoices, money, invoices)
    add(f"{place}.productivity", year.productivity, money, over_kinds(happening, down, "hour_lost"))
    add(f"{place}.revenue", year.revenue, money, over_kinds(happening, down, "hour_at_risk"))
    add(f"{place}.downtime_hours", year.downtime_hours, "hours/year", over_kinds(happening, down))
    person_hours = over_kinds(happening, down, "people_affected")
    add(f"{place}.person_hours", year.person_hours, "person-hours/year", person_hours)
