"""The figures of what each option costs: in a year, in the first year, over the horizon."""

from __future__ import annotations

from ..compute import QUANTILES, Comparison
from ..cost import annuity, growth
from ..document.costs import FIXED, LOSSES, MOVING
from ..options import Option
from .entries import Provenance, plus

HAPPENING = ("happening", "cost")
HOURS = ("incidents", "downtime_hours", "person_hours", "person_hours_per_user", "availability")


def add(comparison: Comparison, provenance: Provenance) -> None:
    """Add the figures of every option: its fixed cost, its years, its horizon and its months."""
    for option in comparison.inputs.options:
        _add_fixed(comparison, provenance, option)
        _add_year(comparison, provenance, option)
        _add_first_year(comparison, provenance, option)
        _add_horizon(comparison, provenance, option)
        _add_by_month(comparison, provenance, option)


def _add_fixed(comparison: Comparison, provenance: Provenance, option: Option) -> None:
    """Add what an option costs without any incident."""
    year, plan, money = comparison.years[option], comparison.inputs.plan(option), provenance.money("/year")
    terms = [] if plan is None else [f"profile.users * {option}.per_user_month"]
    if plan and plan.per_device_month.value:
        terms.append(f"profile.devices * {option}.per_device_month")
    if plan and plan.flat_month.value:
        terms.append(f"{option}.flat_month")
    formula = f"12 * ({plus(terms)})" if terms else "0"
    provenance.add_formula(f"year.{option}.fees", year.fees, money, formula)
    rate = f"{option}.hourly_rate" if plan and plan.hourly_rate else "break_fix.hourly_rate"
    formula = f"{option}.out_of_scope_hours_per_year * {rate}" if plan else "0"
    provenance.add_formula(f"year.{option}.out_of_scope", year.out_of_scope, money, formula)
    today = comparison.inputs.break_fix if plan is None else None
    formula = "break_fix.planned_hours_per_year * break_fix.hourly_rate"
    formula = formula if today and today.planned_hours_per_year else "0"
    provenance.add_formula(f"year.{option}.planned", year.planned, money, formula)
    formula = "12 * break_fix.recurring_month" if today and today.recurring_month else "0"
    provenance.add_formula(f"year.{option}.recurring", year.recurring, money, formula)
    staffed = (plan or comparison.inputs.break_fix).internal_fte
    formula = f"{option}.internal_fte * co_managed.internal_salary * profile.labour_loading" if staffed else "0"
    provenance.add_formula(f"year.{option}.internal", year.internal, money, formula)


def _add_year(comparison: Comparison, provenance: Provenance, option: Option) -> None:
    """Add a steady year."""
    year, place, money = comparison.years[option], f"year.{option}", provenance.money("/year")
    kinds = range(len(comparison.classes))
    uncertain = comparison.inputs.rate_size is not None
    parts = plus(f"{place}.{part}" for part in (*LOSSES, *FIXED))
    provenance.add_formula(f"{place}.total", year.total, money, parts)
    squares = plus(f"incidents[{at}].happening.{option} * incidents[{at}].second_moment.{option}" for at in kinds)
    mixing = f" + ({plus(f'{place}.{part}' for part in LOSSES)}) ** 2 / rate_size"
    provenance.add_formula(f"{place}.sd", year.sd, money, f"sqrt({squares}{mixing if uncertain else ''})")
    sources = [f"incidents[{at}].{name}.{option}" for name in HAPPENING for at in kinds]
    sources += ["rate_size"] if uncertain else []
    sources += [f"{place}.{part}" for part in FIXED]
    for name, probability in QUANTILES.items():
        provenance.add_described(
            f"{place}.{name}",
            comparison.quantiles[option][name],
            money,
            "quantile_of_year_uncertain_rate" if uncertain else "quantile_of_year",
            sources,
            probability=probability,
        )
    person, service = f"{place}.person_hours", "profile.users * service_hours.per_year"
    per_user = f"{person} / profile.users"
    provenance.add_formula(f"{place}.person_hours_per_user", year.person_hours_per_user, "hours/year", per_user)
    provenance.add_formula(f"{place}.availability", year.availability, "fraction", f"1 - {person} / ({service})")


def _add_first_year(comparison: Comparison, provenance: Provenance, option: Option) -> None:
    """Add the first year: it pays for onboarding too; all else is as in any year."""
    first, plan = comparison.first_years[option], comparison.inputs.plan(option)
    money, onboarding, steady = provenance.money("/year"), f"first_year.{option}.onboarding", f"year.{option}"
    provenance.add_formula(f"{steady}.onboarding", 0.0, money, "0")
    for name in (*LOSSES, *FIXED, "sd", *HOURS):
        figure = provenance.entries[f"{steady}.{name}"]
        provenance.add_formula(f"first_year.{option}.{name}", figure.value, figure.unit, f"{steady}.{name}")
    formula = f"{option}.onboarding_fee" if plan else "0"
    provenance.add_formula(onboarding, first.onboarding, provenance.money(), formula)
    provenance.add_formula(f"first_year.{option}.total", first.total, money, f"{steady}.total + {onboarding}")
    for name in QUANTILES:
        value = comparison.quantiles[option][name] + first.onboarding
        provenance.add_formula(f"first_year.{option}.{name}", value, money, f"{steady}.{name} + {onboarding}")


def _add_horizon(comparison: Comparison, provenance: Provenance, option: Option) -> None:
    """Add the whole horizon, as paid and as present value."""
    inputs, total = comparison.inputs, comparison.totals[option]
    months, plan, discount = int(inputs.horizon.months.value), inputs.plan(option), inputs.horizon.discount_rate.value
    rises = [("horizon.incident_escalation", inputs.horizon.incident_escalation.value)]
    if plan:
        rises.append((f"{option}.escalator", plan.escalator.value))
    factor = "(1 + horizon.discount_rate)"
    if "horizon.discounting" not in provenance.entries:
        monthly = f"{factor} ** (-1 / 12)"
        formula = f"{monthly} * (1 - {factor} ** -1) / (1 - {monthly}) / 12" if discount else "1"
        provenance.add_formula("horizon.discounting", annuity(0, discount, 12), "ratio", formula)
    for name, rise in rises:
        years = range(months // 12)
        place = name.removeprefix("horizon.").replace(".", "_")
        paid = plus(f"(1 + {name}) ** {year}" for year in years)
        provenance.add_formula(f"horizon.years.{place}", growth(rise, months), "years", paid)
        worth = f"horizon.discounting * ({plus(f'((1 + {name}) / {factor}) ** {year}' for year in years)})"
        provenance.add_formula(f"horizon.present_years.{place}", annuity(rise, discount, months), "years", worth)
    moving = plus(f"year.{option}.{part}" for part in (*LOSSES, *MOVING))
    for name, kind, value in (("total", "years", total.total), ("npv", "present_years", total.npv)):
        formula = f"first_year.{option}.onboarding + ({moving}) * horizon.{kind}.incident_escalation"
        if plan:
            formula += f" + year.{option}.fees * horizon.{kind}.{option}_escalator"
        provenance.add_formula(f"horizon.options.{option}.{name}", value, provenance.money(), formula)


def _add_by_month(comparison: Comparison, provenance: Provenance, option: Option) -> None:
    """Add the cumulative cost by month as one figure, and its last month by name."""
    place, months, money = f"horizon.options.{option}.by_month", comparison.by_month[option], provenance.money()
    sources = [f"incidents[{at}].{name}.{option}" for at in range(len(comparison.classes)) for name in HAPPENING]
    sources += ["rate_size"] if comparison.inputs.rate_size else []
    sources += [f"year.{option}.{part}" for part in FIXED]
    sources += [f"first_year.{option}.onboarding", "horizon.incident_escalation"]
    sources += [f"{option}.escalator"] if comparison.inputs.plan(option) else []
    count = len(months)
    provenance.add_described(place, float(count), "months", "horizon_by_month", sources, months=count)
    last, end = months[-1], f"{place}[{count - 1}]"
    provenance.add_formula(f"{end}.mean", last.mean, money, f"horizon.options.{option}.total")
    for name, value in (("p10", last.p10), ("p90", last.p90)):
        provenance.add_described(f"{end}.{name}", value, money, "horizon_quantile", [place])
