"""The comparison of one client, from inputs to verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

from ..problems import Problem, ProblemError
from .aggregate import Frequency, Severity, aggregate
from .break_even import break_even
from .cost import Total, YearCost, first_year, over_horizon, year
from .cumulative import bands
from .difference import costs, difference
from .document.conclusions import Fit, Verdict
from .document.costs import Bar, BreakEven, Difference, IncidentCurve, Line, Month
from .fit import fit
from .incidents import Incident, incidents
from .inputs import Inputs
from .options import Option
from .sensitivity import reaches, sensitivity
from .validation import check
from .verdict import verdict

NEAR = 5  # times the present rate up to which a break-even is drawn
QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9, "p95": 0.95}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that was computed for one client; `assemble` gives it as a document.

    `differences` and `sensitivities` compare each offer with break/fix.  `between_offers` is managed minus co-managed
    (positive where managed costs more); None unless both are on offer.
    """

    inputs: Inputs
    classes: tuple[Incident, ...]
    years: Mapping[Option, YearCost]
    first_years: Mapping[Option, YearCost]
    quantiles: Mapping[Option, Mapping[str, float]]
    differences: Mapping[Option, Difference]
    between_offers: Difference | None
    totals: Mapping[Option, Total]
    by_month: Mapping[Option, tuple[Month, ...]]
    break_evens: Mapping[Option, BreakEven]
    sensitivities: Mapping[Option, tuple[Bar, ...]]
    curve: IncidentCurve
    fit: Fit
    verdict: Verdict


def compute(inputs: Inputs) -> Comparison:
    """Compute the comparison.

    Raises ProblemError for inputs that cannot be meant, and when a distribution cannot be computed accurately enough.
    """
    check(inputs)
    classes = incidents(inputs)
    offers = inputs.options[1:]
    years = {option: year(option, classes, inputs) for option in inputs.options}
    first_years = {option: first_year(option, cost, inputs) for option, cost in years.items()}
    for cost in years.values():
        _check_hours(cost, inputs)
    pairs = _pairs(years, classes, inputs)
    break_evens = {option: break_even(option, years, classes, inputs) for option in offers}
    fitted = fit(inputs.factors, inputs.options)
    severities = {option: costs(classes, option) for option in inputs.options}
    reached = reaches(inputs)
    crossings = {option: even.incidents_per_year for option, even in break_evens.items()}
    return Comparison(
        inputs=inputs,
        classes=classes,
        years=years,
        first_years=first_years,
        quantiles={option: _quantiles(severities[option], years[option], inputs) for option in inputs.options},
        differences={option: pairs[option, "break_fix"] for option in offers},
        between_offers=pairs.get(("co_managed", "managed")),
        totals={option: over_horizon(option, first_years[option], inputs) for option in inputs.options},
        by_month={option: bands(option, first_years[option], severities[option], inputs) for option in inputs.options},
        break_evens=break_evens,
        sensitivities={option: sensitivity(reached, option) for option in offers},
        curve=_curve(inputs, years, crossings),
        fit=fitted,
        verdict=verdict(
            {option: cost.total for option, cost in years.items()},
            fitted,
            inputs.thresholds,
            lambda option, against: pairs[option, against],
            lambda option, against: sensitivity(reached, option, against),
        ),
    )


def _pairs(
    years: Mapping[Option, YearCost], classes: tuple[Incident, ...], inputs: Inputs
) -> dict[tuple[Option, Option], Difference]:
    """Return the paired difference of every two options, by the one and the one it is compared with."""
    two: list[tuple[Option, Option]] = [(option, "break_fix") for option in inputs.options[1:]]
    if inputs.co_managed:
        two.append(("co_managed", "managed"))
    return {(option, against): difference(option, years, classes, inputs, against) for option, against in two}


def _check_hours(year: YearCost, inputs: Inputs) -> None:
    """Raise ProblemError when downtime would exceed the hours of work."""
    if year.availability < 0:
        hours = inputs.profile.users.value * inputs.service_hours.per_year.value
        message = f"people would be down for {year.person_hours:,.0f} hours a year and work {hours:,.0f}"
        hint = "check incidents per year, repair hours, waits and people affected"
        raise ProblemError([Problem(message=message, field="incidents", hint=hint)])


def _quantiles(severity: Severity, year: YearCost, inputs: Inputs) -> dict[str, float]:
    """Return the quantiles of the cost of a steady year."""
    losses = aggregate(severity, Frequency(year.incidents, inputs.rate_size))
    return {name: losses.quantile(probability) + year.fixed for name, probability in QUANTILES.items()}


def _curve(inputs: Inputs, years: Mapping[Option, YearCost], crossings: Mapping[Option, float | None]) -> IncidentCurve:
    """Return lines up to twice the present rate, or as far as the break-evens and the credible range reach."""
    rates = [kind.per_year for kind in inputs.incidents]
    now = fsum(rate.value for rate in rates)
    known = any(rate.low is not None or rate.high is not None for rate in rates)
    low = fsum(rate.value if rate.low is None else rate.low for rate in rates) if known else None
    high = fsum(rate.value if rate.high is None else rate.high for rate in rates) if known else None
    near = [crossing for crossing in crossings.values() if crossing is not None and crossing <= NEAR * now]
    reach = max(2 * now, 1.2 * (high or 0), *(1.2 * crossing for crossing in near))
    lines: dict[Option, Line] = {
        option: ((0.0, cost.fixed), (reach, cost.fixed + (cost.of_incidents * reach / now if now else 0.0)))
        for option, cost in years.items()
    }
    return IncidentCurve(now, low, high, crossings, **lines)
