"""The way back of every number: its formula over the names of what it was computed from."""

from __future__ import annotations

from typing import Any

from .cost import annuity, growth
from .figures_fit import fit_figures
from .figures_incidents import incident_figures
from .inputs import WORDS, Option
from .ledger import Ledger, plus
from .result import QUANTILES, Comparison

LOSSES = ("invoices", "productivity", "revenue")
FIXED = ("fees", "out_of_scope", "internal")


def figures(comparison: Comparison) -> dict[str, dict[str, Any]]:
    """Every figure by its name.  The inputs of a figure are figures that stand before it, or inputs of the client."""
    book = Ledger(comparison.inputs.subject.currency)
    incident_figures(comparison, book)
    for option in comparison.inputs.options:
        _fixed(comparison, book, option)
        _year(comparison, book, option)
        _first_year(comparison, book, option)
        _horizon(comparison, book, option)
    for option in comparison.inputs.options[1:]:
        _difference(comparison, book, option)
        _break_even(comparison, book, option)
    book.sum(
        "expected_saving",
        "Expected yearly saving of managed",
        comparison.differences["managed"].expected,
        book.money("/year"),
        "year.break_fix.total - year.managed.total",
    )
    fit_figures(comparison, book)
    return book.entries


def _fixed(comparison: Comparison, book: Ledger, option: Option) -> None:
    """What an option costs without any incident."""
    year, plan = comparison.years[option], comparison.inputs.plan(option)
    words, money = WORDS[option], book.money("/year")
    terms = [] if plan is None else [f"profile.users * {option}.per_user_month"]
    if plan and plan.per_device_month.value:
        terms.append(f"profile.devices * {option}.per_device_month")
    if plan and plan.flat_month.value:
        terms.append(f"{option}.flat_month")
    formula = f"12 * ({plus(terms)})" if terms else "0"
    book.sum(f"year.{option}.fees", f"Fees of a year, {words}", year.fees, money, formula)
    rate = f"{option}.hourly_rate" if plan and plan.hourly_rate else "break_fix.hourly_rate"
    formula = f"{option}.out_of_scope_hours_per_year * {rate}" if plan else "0"
    label = f"Work outside the fee in a year, {words}"
    book.sum(f"year.{option}.out_of_scope", label, year.out_of_scope, money, formula)
    staffed = (plan or comparison.inputs.break_fix).internal_fte
    formula = f"{option}.internal_fte * co_managed.internal_salary * profile.labour_loading" if staffed else "0"
    book.sum(f"year.{option}.internal", f"Own IT staff in a year, {words}", year.internal, money, formula)


def _year(comparison: Comparison, book: Ledger, option: Option) -> None:
    """A steady year."""
    year, words, place = comparison.years[option], WORDS[option], f"year.{option}"
    parts = plus([f"{place}.{part}" for part in (*LOSSES, *FIXED)])
    book.sum(f"{place}.total", f"Expected cost of a year, {words}", year.total, book.money("/year"), parts)
    squares = [
        f"incidents[{at}].happening.{option} * incidents[{at}].second_moment.{option}"
        for at in range(len(comparison.classes))
    ]
    mixing = f" + ({plus([f'{place}.{part}' for part in LOSSES])}) ** 2 / rate_size"
    formula = f"sqrt({plus(squares)}{mixing if comparison.inputs.rate_size else ''})"
    book.sum(f"{place}.sd", f"Standard deviation of a year, {words}", year.sd, book.money("/year"), formula)
    sources = [f"incidents[{at}].happening.{option}" for at in range(len(comparison.classes))]
    sources += [f"incidents[{at}].cost.{option}" for at in range(len(comparison.classes))]
    count = "negative binomial" if comparison.inputs.rate_size else "Poisson"
    sources += ["rate_size"] if comparison.inputs.rate_size else []
    for name, probability in QUANTILES.items():
        book.told(
            f"{place}.{name}",
            f"Cost of a year, {words}: {100 * probability:.0f} of 100 years stay below",
            comparison.quantiles[option][name],
            book.money("/year"),
            f"smallest x with P(cost <= x) >= {probability:g}; the year's incidents are a compound "
            f"{count} sum, computed on a lattice by Fourier transform, and the fees are added",
            [*sources, *(f"{place}.{part}" for part in FIXED)],
        )
    service = "profile.users * service_hours.per_year"
    person, label = f"{place}.person_hours", f"Hours of downtime per person and year, {words}"
    per_user = f"{person} / profile.users"
    book.sum(f"{place}.person_hours_per_user", label, year.person_hours_per_user, "hours/year", per_user)
    label = f"Availability in agreed service time, {words}"
    book.sum(f"{place}.availability", label, year.availability, "fraction", f"1 - {person} / ({service})")


def _first_year(comparison: Comparison, book: Ledger, option: Option) -> None:
    """The first year pays for onboarding too."""
    first, words, plan = comparison.first_years[option], WORDS[option], comparison.inputs.plan(option)
    money, onboarding = book.money("/year"), f"first_year.{option}.onboarding"
    formula = f"{option}.onboarding_fee" if plan else "0"
    book.sum(onboarding, f"Onboarding, {words}", first.onboarding, book.money(), formula)
    label = f"Expected cost of the first year, {words}"
    book.sum(f"first_year.{option}.total", label, first.total, money, f"year.{option}.total + {onboarding}")
    for name, probability in QUANTILES.items():
        label = f"Cost of the first year, {words}: {100 * probability:.0f} of 100 stay below"
        value = comparison.quantiles[option][name] + first.onboarding
        book.sum(f"first_year.{option}.{name}", label, value, money, f"year.{option}.{name} + {onboarding}")


def _horizon(comparison: Comparison, book: Ledger, option: Option) -> None:
    """The whole horizon, as paid and as present value."""
    inputs, total = comparison.inputs, comparison.totals[option]
    months, plan, words = int(inputs.horizon.months.value), inputs.plan(option), WORDS[option]
    discount = inputs.horizon.discount_rate.value
    rises = [("horizon.incident_escalation", inputs.horizon.incident_escalation.value)]
    if plan:
        rises.append((f"{option}.escalator", plan.escalator.value))
    factor = "(1 + horizon.discount_rate)"
    if "horizon.discounting" not in book.entries:
        monthly = f"{factor} ** (-1 / 12)"
        formula = f"{monthly} * (1 - {factor} ** -1) / (1 - {monthly}) / 12" if discount else "1"
        label = "Present value of 1 paid in twelve parts over a year"
        book.sum("horizon.discounting", label, annuity(0, discount, 12), "ratio", formula)
    for name, rise in rises:
        years = range(months // 12)
        place = name.removeprefix("horizon.").replace(".", "_")
        of = "incident costs" if name.startswith("horizon") else f"fees, {words}"
        paid = plus([f"(1 + {name}) ** {year}" for year in years])
        label = f"Years of the horizon, weighted with the rise of {of}"
        book.sum(f"horizon.years.{place}", label, growth(rise, months), "years", paid)
        worth = plus([f"((1 + {name}) / {factor}) ** {year}" for year in years])
        label += ", at present value"
        formula = f"horizon.discounting * ({worth})"
        book.sum(f"horizon.present_years.{place}", label, annuity(rise, discount, months), "years", formula)
    moving = plus([f"year.{option}.{part}" for part in (*LOSSES, "out_of_scope", "internal")])
    for kind, value, title in (
        ("years", total.total, "as paid"),
        ("present_years", total.npv, "present value"),
    ):
        formula = f"first_year.{option}.onboarding + ({moving}) * horizon.{kind}.incident_escalation"
        if plan:
            formula += f" + year.{option}.fees * horizon.{kind}.{option}_escalator"
        name = "total" if kind == "years" else "npv"
        label = f"Expected cost of {months} months, {words}, {title}"
        book.sum(f"horizon.options.{option}.{name}", label, value, book.money(), formula)


def _difference(comparison: Comparison, book: Ledger, option: Option) -> None:
    """Break/fix minus the option, on the same incidents."""
    found, words, place = comparison.differences[option], WORDS[option], f"difference.{option}"
    money = book.money("/year")
    label = f"Expected yearly saving of {words}"
    book.sum(f"{place}.expected", label, found.expected, money, f"year.break_fix.total - year.{option}.total")
    sources = []
    for at in range(len(comparison.classes)):
        sources += [f"incidents[{at}].cost.break_fix", f"incidents[{at}].cost.{option}"]
        sources += [f"incidents[{at}].per_year", f"incidents[{at}].prevented.{option}"]
    pairing = (
        "both options face the same incidents: each is prevented (its whole break/fix cost is saved) or not "
        "(the difference of the two costs is); the year's sum, on a lattice by Fourier transform, less the "
        "difference in fixed costs"
    )
    sources += [f"year.{option}.{part}" for part in FIXED] + ["year.break_fix.internal"]
    sources += ["rate_size"] if comparison.inputs.rate_size else []
    for name, value, what in (
        ("sd", found.sd, "standard deviation"),
        ("p10", found.p10, "9 of 10 years save more"),
        ("p50", found.p50, "half of years save more"),
        ("p90", found.p90, "1 of 10 years saves more"),
    ):
        book.told(f"{place}.{name}", f"Yearly saving of {words}: {what}", value, money, pairing, sources)
    label = f"Chance that break/fix costs more than {words} in a year"
    words_of = f"P(saving > 0): {pairing}"
    book.told(f"{place}.probability", label, found.probability, "probability", words_of, sources)
    label = f"Chance that break/fix costs more than {words} in the first year"
    first = [*sources, f"first_year.{option}.onboarding"]
    words_of = f"P(saving > onboarding): {pairing}"
    value = found.first_year_probability
    book.told(f"{place}.first_year_probability", label, value, "probability", words_of, first)
    totals = comparison.totals
    for name, label, value in (
        ("total", "as paid", totals["break_fix"].total - totals[option].total),
        ("npv", "present value", totals["break_fix"].npv - totals[option].npv),
    ):
        key = f"horizon.{'difference' if name == 'total' else 'npv_difference'}.{option}"
        formula = f"horizon.options.break_fix.{name} - horizon.options.{option}.{name}"
        book.sum(key, f"Expected saving of {words} over the horizon, {label}", value, book.money(), formula)


def _break_even(comparison: Comparison, book: Ledger, option: Option) -> None:
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
    value = sum(each.per_year * each.mean_cost(option) for each in comparison.classes)
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
