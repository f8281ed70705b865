"""The way back of where the scales tip, and of the lines that cross there."""

from __future__ import annotations

from math import fsum

from ..compute import NEAR, Comparison
from ..document.queries import FIXED, LOSSES
from ..inputs import WORDS, Option
from .ledger import Ledger, plus


def break_even_figures(comparison: Comparison, book: Ledger, option: Option) -> None:
    """Where the option costs as much as break/fix."""
    found, years, words = comparison.break_evens[option], comparison.years, WORDS[option]
    place, money = f"break_even.{option}", book.money("/year")
    today = years["break_fix"]
    losses = plus([f"year.break_fix.{part}" for part in LOSSES])
    extra = plus([f"year.{option}.{part}" for part in FIXED]) + " - year.break_fix.internal"
    value = years[option].fixed - today.fixed
    book.sum(f"{place}.extra_fixed_cost", f"Fixed cost of {words} beyond break/fix", value, money, extra)
    saved = f"{losses} - ({plus([f'year.{option}.{part}' for part in LOSSES])})"
    value = today.of_incidents - years[option].of_incidents
    label = f"Cost of incidents saved by {words}"
    book.sum(f"{place}.incident_cost_saved", label, value, money, saved)
    terms = [f"incidents[{at}].per_year * incidents[{at}].cost.{option}" for at in range(len(comparison.classes))]
    value = fsum(each.per_year * each.mean_cost(option) for each in comparison.classes)
    label = f"Cost of incidents under {words} if none were prevented"
    book.sum(f"{place}.unprevented_cost", label, value, money, plus(terms))
    ratio = f"{place}.extra_fixed_cost / {place}.incident_cost_saved"
    label = f"Times as many incidents, at which {words} costs the same"
    book.sum(f"{place}.incident_multiplier", label, found.incident_multiplier, "ratio", ratio)
    label = f"Incidents a year at which {words} costs the same"
    formula = f"{place}.incident_multiplier * year.break_fix.incidents"
    book.sum(f"{place}.incidents_per_year", label, found.incidents_per_year, "incidents/year", formula)
    formula = (
        f"{option}.per_user_month + ({place}.incident_cost_saved - {place}.extra_fixed_cost) / (12 * profile.users)"
    )
    label = f"Fee per person and month at which {words} costs the same"
    book.sum(f"{place}.fee_per_user_month", label, found.fee_per_user_month, book.money("/user/month"), formula)
    formula = f"1 - ({losses} - {place}.extra_fixed_cost) / {place}.unprevented_cost"
    label = f"Share of incidents that {words} has to prevent to cost the same (may lie outside 0 to 1)"
    book.sum(f"{place}.required_prevention", label, found.required_prevention, "fraction", formula)
    label = f"Share of incidents that {words} has to prevent to cost the same"
    formula = f"{place}.required_prevention"
    book.sum(f"{place}.prevented_fraction", label, found.prevented_fraction, "fraction", formula)


def curve_figures(comparison: Comparison, book: Ledger) -> None:
    """The cost of a year against the number of incidents: what bounds it, and both points of each line."""
    curve, rate, place = comparison.curve, "incidents/year", "incident_curve"
    rates = [f"incidents[{at}].per_year" for at in range(len(comparison.classes))]
    now = book.sum(f"{place}.per_year", "Incidents a year as told or measured", curve.per_year, rate, plus(rates))
    for name, value in (("low", curve.credible_low), ("high", curve.credible_high)):
        method = f"sum of the {name} ends of the ranges of these; where one has no range, its value"
        label = f"Incidents a year, {name} end of the range"
        book.told(f"{place}.credible_{name}", label, value, rate, method, rates)
    for option, value in curve.break_evens.items():
        label = f"Incidents a year at which {WORDS[option]} costs the same"
        formula = f"break_even.{option}.incidents_per_year"
        book.sum(f"{place}.break_evens.{option}", label, value, rate, formula)
    formula = f"{place}.break_evens.managed"
    label = "Incidents a year at which managed costs the same"
    book.sum(f"{place}.break_even", label, curve.break_evens["managed"], rate, formula)
    terms = [f"2 * {now}"] + ([f"1.2 * {place}.credible_high"] if curve.credible_high else [])
    terms += [
        f"1.2 * {place}.break_evens.{option}"
        for option, value in curve.break_evens.items()
        if value is not None and value <= NEAR * curve.per_year
    ]
    reach = f"max({', '.join(terms)})" if len(terms) > 1 else terms[0]
    for option, ((start, fixed), (end, most)) in curve.lines.items():
        line, words = f"{place}.{option}", WORDS[option]
        book.sum(f"{line}[0][0]", f"Incidents a year where the line of {words} starts", start, rate, "0")
        formula = plus([f"year.{option}.{part}" for part in FIXED])
        book.sum(f"{line}[0][1]", f"Cost of a year without incidents, {words}", fixed, book.money("/year"), formula)
        book.sum(f"{line}[1][0]", f"Incidents a year where the line of {words} ends", end, rate, reach)
        losses = f"({plus([f'year.{option}.{part}' for part in LOSSES])}) * {line}[1][0] / {now}"
        formula = f"{line}[0][1] + {losses}" if curve.per_year else f"{line}[0][1]"
        book.sum(f"{line}[1][1]", f"Cost of a year with so many incidents, {words}", most, book.money("/year"), formula)
