"""The figures of the break-evens, and of the lines that cross there."""

from __future__ import annotations

from math import fsum

from ..compute import NEAR, Comparison
from ..document.costs import FIXED, LOSSES, TODAY
from ..options import Option
from .entries import Provenance, plus


def add(comparison: Comparison, provenance: Provenance) -> None:
    """Add the break-evens of each offer, and the cost of a year against the number of incidents."""
    for option in comparison.break_evens:
        _add_break_even(comparison, provenance, option)
    _add_curve(comparison, provenance)


def _add_break_even(comparison: Comparison, provenance: Provenance, option: Option) -> None:
    """Add the values at which the option costs as much as break/fix."""
    even, offer, today = comparison.break_evens[option], comparison.years[option], comparison.years["break_fix"]
    place, money, add = f"break_even.{option}", provenance.money("/year"), provenance.add_formula
    losses = plus(f"year.break_fix.{part}" for part in LOSSES)
    extra = plus(f"year.{option}.{part}" for part in FIXED) + f" - ({plus(f'year.break_fix.{part}' for part in TODAY)})"
    add(f"{place}.extra_fixed_cost", offer.fixed - today.fixed, money, extra)
    saved = f"{losses} - ({plus(f'year.{option}.{part}' for part in LOSSES)})"
    add(f"{place}.incident_cost_saved", today.of_incidents - offer.of_incidents, money, saved)
    terms = plus(f"incidents[{at}].per_year * incidents[{at}].cost.{option}" for at in range(len(comparison.classes)))
    value = fsum(incident.per_year * incident.mean_cost(option) for incident in comparison.classes)
    add(f"{place}.unprevented_cost", value, money, terms)
    ratio = f"{place}.extra_fixed_cost / {place}.incident_cost_saved"
    add(f"{place}.incident_multiplier", even.incident_multiplier, "ratio", ratio)
    formula = f"{place}.incident_multiplier * year.break_fix.incidents"
    add(f"{place}.incidents_per_year", even.incidents_per_year, "incidents/year", formula)
    gain = f"{place}.incident_cost_saved - {place}.extra_fixed_cost"
    formula = f"{option}.per_user_month + ({gain}) / (12 * profile.users)"
    add(f"{place}.fee_per_user_month", even.fee_per_user_month, provenance.money("/user/month"), formula)
    formula = f"1 - ({losses} - {place}.extra_fixed_cost) / {place}.unprevented_cost"
    required = add(f"{place}.required_prevention", even.required_prevention, "fraction", formula)
    add(f"{place}.prevented_fraction", even.prevented_fraction, "fraction", required)


def _add_curve(comparison: Comparison, provenance: Provenance) -> None:
    """Add the cost of a year against the number of incidents: what bounds it, and both points of each line."""
    curve, rate, place = comparison.curve, "incidents/year", "incident_curve"
    money, add = provenance.money("/year"), provenance.add_formula
    rates = [f"incidents[{at}].per_year" for at in range(len(comparison.classes))]
    now = add(f"{place}.per_year", curve.per_year, rate, plus(rates))
    provenance.add_described(f"{place}.credible_low", curve.credible_low, rate, "sum_of_low_ends", rates)
    provenance.add_described(f"{place}.credible_high", curve.credible_high, rate, "sum_of_high_ends", rates)
    for option, value in curve.break_evens.items():
        add(f"{place}.break_evens.{option}", value, rate, f"break_even.{option}.incidents_per_year")
    terms = [f"2 * {now}"] + ([f"1.2 * {place}.credible_high"] if curve.credible_high else [])
    terms += [
        f"1.2 * {place}.break_evens.{option}"
        for option, value in curve.break_evens.items()
        if value is not None and value <= NEAR * curve.per_year
    ]
    reach = f"max({', '.join(terms)})" if len(terms) > 1 else terms[0]
    for option, ((start, fixed), (end, most)) in curve.lines.items():
        line = f"{place}.{option}"
        add(f"{line}[0][0]", start, rate, "0")
        add(f"{line}[0][1]", fixed, money, plus(f"year.{option}.{part}" for part in FIXED))
        add(f"{line}[1][0]", end, rate, reach)
        losses = f"({plus(f'year.{option}.{part}' for part in LOSSES)}) * {line}[1][0] / {now}"
        add(f"{line}[1][1]", most, money, f"{line}[0][1] + {losses}" if curve.per_year else f"{line}[0][1]")
