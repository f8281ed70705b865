"""The JSON Schema of comparison.json: what every field is, for editors and for other programs."""

from __future__ import annotations

from ..inputs import OPTIONS
from ..tickets.apply import ESTIMATES
from .schema_verdict import fit_schema, verdict_schema
from .shapes import MAYBE_NUMBER, MAYBE_TEXT, NUMBER, OPTION, SHARE, TEXT, Schema, by_option, described, record, several

YEAR = {
    "total": "Expected cost: the seven parts below add up to it",
    "invoices": "Invoices for repairs (break/fix)",
    "productivity": "Work lost while people wait",
    "revenue": "Margin lost while systems are down",
    "fees": "Monthly fees",
    "out_of_scope": "Work outside the fee",
    "internal": "Own IT staff",
    "onboarding": "Onboarding; 0 in a steady year",
    "sd": "Standard deviation of the cost",
    "p10": "One year in ten costs less",
    "p50": "Half of years cost less",
    "p90": "One year in ten costs more",
    "p95": "One year in twenty costs more",
    "incidents": "Incidents that happen in a year",
    "downtime_hours": "Hours of downtime in a year, all incidents",
    "person_hours": "The same times the people affected",
    "person_hours_per_user": "The same for one person",
    "availability": "1 - person hours / (users * agreed service time)",
}
BREAK_EVEN = {
    "incident_multiplier": "Times as many incidents at which the option costs the same as break/fix",
    "incidents_per_year": "The same as incidents a year",
    "fee_per_user_month": "Fee per person and month at which it costs the same",
    "prevented_fraction": "Share of incidents it has to prevent to cost the same; null outside 0 to 1",
    "required_prevention": "The same whatever its size: above 1 even perfect prevention would not pay",
}


def document_schema() -> Schema:
    """JSON Schema (2020-12) of the document that `to_json` makes.  Money is in client.currency, rates a year."""
    parts: dict[str, Schema] = {
        "format": {"const": "reportgen.comparison"},
        "version": {"const": 1},
        "client": _client(),
        "as_of": TEXT,
        "options": several(OPTION),
        "inputs": several(_input()),
        "incidents": several(_incident()),
        "year": by_option(described(YEAR, NUMBER)),
        "first_year": by_option(described(YEAR, NUMBER)),
        "difference": by_option(_difference(), required=("managed",)),
        "between_offers": _between_offers(),
        "horizon": _horizon(),
        "break_even": by_option(_break_even(), required=("managed",)),
        "sensitivity": {**several(_bar()), "description": "The same as sensitivities.managed"},
        "sensitivities": by_option(several(_bar()), required=("managed",)),
        "incident_curve": _curve(),
        "fit": fit_schema(),
        "verdict": verdict_schema(),
        "figures": {"type": "object", "additionalProperties": _figure()},
        "estimates": _estimates(),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Comparison of IT support models for one client",
        **record(parts),
    }


def _client() -> Schema:
    contact = {"type": ["object", "null"], "properties": {"name": TEXT, "role": MAYBE_TEXT}}
    flags = {name: {"type": "boolean"} for name in ("fictional", "internal_it")}
    return record(
        {
            "id": TEXT,
            "name": TEXT,
            "industry": MAYBE_TEXT,
            "contact": contact,
            "locale": TEXT,
            "currency": TEXT,
            "paper": {"enum": ["letter", "a4"]},
            **flags,
            **{name: {"type": "integer"} for name in ("users", "devices", "sites")},
            **dict.fromkeys(("article", "brand", "prepared_by"), MAYBE_TEXT),
        }
    )


def _input() -> Schema:
    return record(
        {
            "name": TEXT,
            "value": NUMBER,
            "unit": TEXT,
            "label": TEXT,
            "origin": {"enum": ["client", "measured", "quote", "assumption"]},
            "note": MAYBE_TEXT,
            "source": MAYBE_TEXT,
            "year": {"type": ["integer", "null"]},
            "grade": {"enum": ["A", "B", "C", None]},
            "low": MAYBE_NUMBER,
            "high": MAYBE_NUMBER,
        }
    )


def _incident() -> Schema:
    numbers: dict[str, Schema] = dict.fromkeys(("per_year", "mean_repair_hours", "people_affected"), NUMBER)
    per_option: dict[str, Schema] = dict.fromkeys(("cost", "wait_hours", "prevented"), by_option(NUMBER))
    observed = {**several(NUMBER), "type": ["array", "null"], "description": "Hours, where they were observed"}
    return record({"name": TEXT, **numbers, **per_option, "observed_hours": observed})


def _difference() -> Schema:
    amounts: dict[str, Schema] = dict.fromkeys(("expected", "sd", "p10", "p50", "p90"), NUMBER)
    chances: dict[str, Schema] = dict.fromkeys(("probability", "first_year_probability"), SHARE)
    return record({**amounts, **chances, "dots": several(NUMBER, 20)})


def _between_offers() -> Schema:
    """Managed minus co-managed, paired; null unless both are on offer."""
    words = "Managed minus co-managed: positive where managed costs more; probability is that of it costing more"
    return {**_difference(), "type": ["object", "null"], "description": words}


def _horizon() -> Schema:
    month = record({"month": {"type": "integer"}, **dict.fromkeys(("mean", "p10", "p90"), NUMBER)})
    option = record({"total": NUMBER, "npv": NUMBER, "by_month": several(month)})
    saving = by_option(NUMBER, required=("managed",))
    return record(
        {
            "months": {"enum": [12, 36, 60]},
            "discount_rate": NUMBER,
            "incident_escalation": NUMBER,
            "options": by_option(option),
            "difference": saving,
            "npv_difference": saving,
        }
    )


def _break_even() -> Schema:
    values = described(BREAK_EVEN, MAYBE_NUMBER)["properties"]
    flags = {name: {"type": "boolean"} for name in ("perfect_prevention_pays", "pays_without_prevention")}
    side = {"enum": ["above", "below", None], "description": "Where, from that number on, the option costs less"}
    return record({**values, "costs_less": side, **flags})


def _bar() -> Schema:
    words: dict[str, Schema] = dict.fromkeys(("input", "label", "unit", "origin"), TEXT)
    return record({**words, **dict.fromkeys(("low", "high", "at_low", "at_high", "swing"), NUMBER)})


def _curve() -> Schema:
    line = several(several(NUMBER, 2), 2)
    return record(
        {
            "per_year": NUMBER,
            **dict.fromkeys(("credible_low", "credible_high", "break_even"), MAYBE_NUMBER),
            "break_evens": by_option(MAYBE_NUMBER, required=("managed",)),
            **dict.fromkeys(OPTIONS, line),
        },
        optional=("co_managed",),
    )


def _estimates() -> Schema:
    """What was measured in tickets; null where no tickets were given."""
    numbers: dict[str, Schema] = described(ESTIMATES, NUMBER)["properties"]
    found = record(
        {
            "from": TEXT,
            "to": TEXT,
            **numbers,
            "left_out": {"type": "object", "additionalProperties": {"type": "integer"}},
            "classes": several(record({"name": TEXT, "incidents": {"type": "integer"}})),
            "blocking_share": {**MAYBE_NUMBER, "description": "Share of time to resolution that blocked work"},
        }
    )
    return {**found, "type": ["object", "null"]}


def _figure() -> Schema:
    words: dict[str, Schema] = dict.fromkeys(("label", "unit", "formula"), TEXT)
    return record(
        {
            **words,
            "value": MAYBE_NUMBER,
            "method": {"enum": ["arithmetic", "described"]},
            "inputs": several(TEXT),
        }
    )
