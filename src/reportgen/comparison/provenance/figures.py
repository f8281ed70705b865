"""The way back of every number: its formula over the names of what it was computed from."""

from __future__ import annotations

from typing import Any

from ..compute import QUANTILES, Comparison
from ..cost import annuity, growth
from ..document.queries import FIXED, LOSSES
from ..inputs import WORDS, Option
from .break_even import break_even_figures, curve_figures
from .difference import difference_figures, sensitivity_figures
from .fit import fit_figures
from .incidents import incident_figures
from .ledger import Ledger, plus
from .verdict import verdict_figures

HAPPENING = ("happening", "cost")
HOURS = ("incidents", "downtime_hours", "person_hours", "person_hours_per_user", "availability")


def figures(comparison: Comparison) -> dict[str, dict[str, Any]]:
    """Every figure by its name.  The inputs of a figure are figures that stand before it, or inputs of the client."""
    book = Ledger(comparison.inputs.subject.currency)
    incident_figures(comparison, book)
    for option in comparison.inputs.options:
        _fixed(comparison, book, option)
        _year(comparison, book, option)
        _first_year(comparison, book, option)
        _horizon(comparison, book, option)
        _by_month(comparison, book, option)
    difference_figures(comparison, book)
    for option in comparison.inputs.options[1:]:
        break_even_figures(comparison, book, option)
    curve_figures(comparison, book)
    for option in comparison.inputs.options[1:]:
        sensitivity_figures(comparison, book, option)
    fit_figures(comparison, book)
    verdict_figures(comparison, book)
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
    """The first year pays for onboarding too; all else is as in any year."""
    first, words, plan = comparison.first_years[option], WORDS[option], comparison.inputs.plan(option)
    money, onboarding, steady = book.money("/year"), f"first_year.{option}.onboarding", f"year.{option}"
    book.sum(f"{steady}.onboarding", f"Onboarding in a later year, {words}", 0.0, money, "0")
    for name in (*LOSSES, *FIXED, "sd", *HOURS):
        entry = book.entries[f"{steady}.{name}"]
        label = f"{entry['label']} (first year)"
        book.sum(f"first_year.{option}.{name}", label, entry["value"], entry["unit"], f"{steady}.{name}")
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


def _by_month(comparison: Comparison, book: Ledger, option: Option) -> None:
    """The cumulative cost by month: how it is found, and its last month by name."""
    words, place, months = WORDS[option], f"horizon.options.{option}.by_month", comparison.by_month[option]
    method = (
        f"for month m of {len(months)}: onboarding, fees and other fixed costs of m months, and a compound sum of the "
        "incidents of m months, those of year y costing (1 + horizon.incident_escalation) ** (y - 1) times as much; "
        "the band holds 8 futures of 10, by Fourier transform on a lattice"
    )
    sources = [f"incidents[{at}].{name}.{option}" for at in range(len(comparison.classes)) for name in HAPPENING]
    sources += ["rate_size"] if comparison.inputs.rate_size else []
    sources += [f"year.{option}.{part}" for part in FIXED]
    sources += [f"first_year.{option}.onboarding", "horizon.incident_escalation"]
    sources += [f"{option}.escalator"] if comparison.inputs.plan(option) else []
    book.told(place, f"Cost so far by month, {words}", float(len(months)), "months", method, sources)
    last, end = months[-1], f"{place}[{len(months) - 1}]"
    formula = f"horizon.options.{option}.total"
    label = f"Cost of {len(months)} months, {words}"
    book.sum(f"{end}.mean", f"{label}, expected", last.mean, book.money(), formula)
    for name, value, share in (("p10", last.p10, "1 of 10"), ("p90", last.p90, "9 of 10")):
        book.told(
            f"{end}.{name}", f"{label}: {share} futures stay below", value, book.money(), f"as {place} says", [place]
        )  # fmt: skip
