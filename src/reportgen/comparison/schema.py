"""The JSON Schema of comparison.json: what every field is, for editors and for other programs."""

from __future__ import annotations

from typing import Any

from .inputs import OPTIONS

Schema = dict[str, Any]

NUMBER: Schema = {"type": "number"}
TEXT: Schema = {"type": "string"}
MAYBE_NUMBER: Schema = {"type": ["number", "null"]}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
OPTION: Schema = {"enum": list(OPTIONS)}
MAYBE_OPTION: Schema = {"enum": [*OPTIONS, None]}

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
        "options": _list(OPTION),
        "inputs": _list(_input()),
        "incidents": _list(_incident()),
        "year": _by_option(_described(YEAR, NUMBER)),
        "first_year": _by_option(_described(YEAR, NUMBER)),
        "difference": _by_option(_difference(), required=("managed",)),
        "horizon": _horizon(),
        "break_even": _by_option(_break_even(), required=("managed",)),
        "sensitivity": _list(_bar()),
        "incident_curve": _curve(),
        "fit": _fit(),
        "verdict": _verdict(),
        "figures": {"type": "object", "additionalProperties": _figure()},
        "estimates": {"type": ["object", "null"]},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Comparison of IT support models for one client",
        **_object(parts),
    }


def _object(properties: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _list(items: Schema, count: int | None = None) -> Schema:
    return {"type": "array", "items": items, **({"minItems": count, "maxItems": count} if count else {})}


def _by_option(of: Schema, required: tuple[str, ...] = ("break_fix", "managed")) -> Schema:
    names = [option for option in OPTIONS if option in required or option == "co_managed"]
    return _object(dict.fromkeys(names, of), optional=("co_managed",))


def _described(fields: dict[str, str], of: Schema) -> Schema:
    return _object({name: {**of, "description": words} for name, words in fields.items()})


def _client() -> Schema:
    contact = {"type": ["object", "null"], "properties": {"name": TEXT, "role": MAYBE_TEXT}}
    flags = {name: {"type": "boolean"} for name in ("fictional", "internal_it")}
    return _object(
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
    return _object(
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
    per_option: dict[str, Schema] = dict.fromkeys(("cost", "wait_hours", "prevented"), _by_option(NUMBER))
    observed = {**_list(NUMBER), "type": ["array", "null"], "description": "Hours, where they were observed"}
    return _object({"name": TEXT, **numbers, **per_option, "observed_hours": observed})


def _difference() -> Schema:
    amounts: dict[str, Schema] = dict.fromkeys(("expected", "sd", "p10", "p50", "p90"), NUMBER)
    chances: dict[str, Schema] = dict.fromkeys(("probability", "first_year_probability"), SHARE)
    return _object({**amounts, **chances, "dots": _list(NUMBER, 20)})


def _horizon() -> Schema:
    month = _object({"month": {"type": "integer"}, **dict.fromkeys(("mean", "p10", "p90"), NUMBER)})
    option = _object({"total": NUMBER, "npv": NUMBER, "by_month": _list(month)})
    saving = _by_option(NUMBER, required=("managed",))
    return _object(
        {
            "months": {"enum": [12, 36, 60]},
            "discount_rate": NUMBER,
            "incident_escalation": NUMBER,
            "options": _by_option(option),
            "difference": saving,
            "npv_difference": saving,
        }
    )


def _break_even() -> Schema:
    values = _described(BREAK_EVEN, MAYBE_NUMBER)["properties"]
    flags = {name: {"type": "boolean"} for name in ("perfect_prevention_pays", "pays_without_prevention")}
    return _object({**values, **flags})


def _bar() -> Schema:
    words: dict[str, Schema] = dict.fromkeys(("input", "label", "unit", "origin"), TEXT)
    return _object({**words, **dict.fromkeys(("low", "high", "at_low", "at_high", "swing"), NUMBER)})


def _curve() -> Schema:
    line = _list(_list(NUMBER, 2), 2)
    return _object(
        {
            "per_year": NUMBER,
            **dict.fromkeys(("credible_low", "credible_high", "break_even"), MAYBE_NUMBER),
            **dict.fromkeys(OPTIONS, line),
        },
        optional=("co_managed",),
    )


def _fit() -> Schema:
    factor = _object(
        {
            **dict.fromkeys(("id", "name", "question", "answer_text"), TEXT),
            "answer": {"enum": [1, 2, 3, 4, 5]},
            "weight": NUMBER,
            "points": _by_option(NUMBER),
            "contribution": _by_option(NUMBER),
            "flip_weight": MAYBE_NUMBER,
        }
    )
    return _object(
        {
            "factors": _list(factor, 4),
            "scores": _by_option(NUMBER),
            "weightings_won": _by_option(SHARE),
            "leader": MAYBE_OPTION,
        }
    )


def _verdict() -> Schema:
    return _object(
        {
            "outcome": {"enum": ["managed", "break_fix", "co_managed", "too_close", "trade_off"]},
            "cheaper": OPTION,
            "better_fit": MAYBE_OPTION,
            "rule": {
                "enum": [
                    "agree",
                    "disagree",
                    "saving",
                    "chance",
                    "assumption",
                    "score_gap",
                    "weightings",
                ]
            },
            "reasons": _list(TEXT),
        }
    )


def _figure() -> Schema:
    words: dict[str, Schema] = dict.fromkeys(("label", "unit", "formula"), TEXT)
    return _object(
        {
            **words,
            "value": MAYBE_NUMBER,
            "method": {"enum": ["arithmetic", "described"]},
            "inputs": _list(TEXT),
        }
    )
