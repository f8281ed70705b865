"""comparison.json: the whole comparison as plain data, in a fixed order, the same bytes for the same inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from math import fsum
from typing import Any

from .compute import Comparison
from .inputs import Inputs, Observed, Option, RepairHours
from .provenance.figures import figures
from .provenance.incidents import WRITTEN_OUT
from .quantity import Quantity, quantities
from .sensitivity import Bar
from .verdict import Verdict

FORMAT, VERSION = "reportgen.comparison", 1


def to_json(comparison: Comparison) -> dict[str, Any]:
    """The document that templates, charts and other programs read; `reportgen schema comparison` describes it."""
    inputs = comparison.inputs
    document = {
        "format": FORMAT,
        "version": VERSION,
        "client": _client(inputs),
        "as_of": inputs.as_of,
        "options": list(inputs.options),
        "inputs": [asdict(each) for each in listed(inputs)],
        "incidents": _incidents(comparison),
        "year": _years(comparison, first=False),
        "first_year": _years(comparison, first=True),
        "difference": {option: asdict(each) for option, each in comparison.differences.items()},
        "between_offers": asdict(comparison.between_offers) if comparison.between_offers else None,
        "horizon": _horizon(comparison),
        "break_even": {option: asdict(each) for option, each in comparison.break_evens.items()},
        "sensitivity": _bars(comparison.sensitivities["managed"]),
        "sensitivities": {option: _bars(each) for option, each in comparison.sensitivities.items()},
        "incident_curve": _curve(comparison),
        "fit": _fit(comparison),
        "verdict": _verdict(comparison.verdict),
        "figures": figures(comparison),
        "estimates": inputs.estimates,
    }
    plain: dict[str, Any] = rounded(document)
    return plain


def rounded(value: Any) -> Any:
    """The same data with every number at 12 significant digits: what differs after that is the machine's doing.

    A whole number stays whole; tuples become lists; a negative zero loses its sign.
    """
    if isinstance(value, Mapping):
        return {str(key): rounded(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(each) for each in value]
    if isinstance(value, float):
        short = float(f"{value:.12g}") + 0.0
        return int(short) if short == int(short) and abs(short) < 1e15 else short
    return value


def listed(inputs: Inputs) -> Iterator[Quantity]:
    """The inputs as a reader wants to see them: many observed hours are one line, their mean."""
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
            note = f"mean of {len(hours)} observed repairs of {min(hours):g} to {max(hours):g} hours"
            note += f"; {quantity.note}" if quantity.note else ""
            yield replace(quantity, name=place, value=fsum(hours) / len(hours), note=note)


def _observed(repair_hours: RepairHours) -> list[float] | None:
    """Observed hours as plain numbers, for those who want to recompute a distribution."""
    return [each.value for each in repair_hours.hours] if isinstance(repair_hours, Observed) else None


def _client(inputs: Inputs) -> dict[str, Any]:
    who, profile = inputs.subject, inputs.profile
    return {
        "id": who.id,
        "name": who.name,
        "industry": who.industry,
        "fictional": who.fictional,
        "contact": {"name": who.contact_name, "role": who.contact_role} if who.contact_name else None,
        "locale": who.locale,
        "currency": who.currency,
        "paper": who.paper,
        "internal_it": inputs.co_managed is not None,
        "users": profile.users.value,
        "devices": profile.devices.value,
        "sites": profile.sites.value,
        "article": who.article,
        "brand": who.brand,
        "prepared_by": who.prepared_by,
    }


def _incidents(comparison: Comparison) -> list[dict[str, Any]]:
    options = comparison.inputs.options
    return [
        {
            "name": each.source.name,
            "per_year": each.per_year,
            "mean_repair_hours": each.repair.mean,
            "people_affected": each.source.people_affected.value,
            "cost": {option: each.mean_cost(option) for option in options},
            "wait_hours": {option: each.source.wait_hours.of(option) for option in options},
            "prevented": {option: each.source.prevented.of(option) for option in options},
            "observed_hours": _observed(each.source.repair_hours),
        }
        for each in comparison.classes
    ]


def _years(comparison: Comparison, first: bool) -> dict[Option, dict[str, Any]]:
    years = comparison.first_years if first else comparison.years
    found = {}
    for option, each in years.items():
        parts = asdict(each)
        money = ("invoices", "productivity", "revenue", "fees", "out_of_scope", "internal", "onboarding")
        found[option] = {
            "total": each.total,
            **{name: parts.pop(name) for name in money},
            "sd": parts.pop("sd"),
            **{name: value + each.onboarding for name, value in comparison.quantiles[option].items()},
            **parts,
        }
    return found


def _horizon(comparison: Comparison) -> dict[str, Any]:
    horizon, totals = comparison.inputs.horizon, comparison.totals
    return {
        "months": horizon.months.value,
        "discount_rate": horizon.discount_rate.value,
        "incident_escalation": horizon.incident_escalation.value,
        "options": {
            option: {
                "total": each.total,
                "npv": each.npv,
                "by_month": [asdict(month) for month in comparison.by_month[option]],
            }
            for option, each in totals.items()
        },
        "difference": {option: totals["break_fix"].total - totals[option].total for option in comparison.differences},
        "npv_difference": {option: totals["break_fix"].npv - totals[option].npv for option in comparison.differences},
    }


def _bars(bars: tuple[Bar, ...]) -> list[dict[str, Any]]:
    return [{**asdict(bar), "swing": bar.swing} for bar in bars]


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "outcome": verdict.outcome,
        "cheaper": verdict.cheaper,
        "better_fit": verdict.better_fit,
        "rule": verdict.rule,
        "reasons": [each.plain() for each in verdict.reasons],
    }


def _curve(comparison: Comparison) -> dict[str, Any]:
    curve = comparison.curve
    return {
        "per_year": curve.per_year,
        "credible_low": curve.credible_low,
        "credible_high": curve.credible_high,
        "break_even": curve.break_evens["managed"],
        "break_evens": curve.break_evens,
        **dict(curve.lines.items()),
    }


def _fit(comparison: Comparison) -> dict[str, Any]:
    fit = comparison.fit
    return {
        "factors": [
            {
                "id": each.factor.id,
                "name": each.factor.name,
                "question": each.factor.question,
                "answer": each.factor.answer,
                "answer_text": each.factor.answer_text,
                "weight": each.weight,
                "points": each.points,
                "contribution": each.contribution,
                "flip_weight": each.flip_weight,
            }
            for each in fit.factors
        ],
        "scores": fit.scores,
        "weightings_won": fit.weightings_won,
        "leader": fit.leader,
    }
