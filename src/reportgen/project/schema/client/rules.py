"""Rules between the fields of a client's file.  They read the file as written, so that a fault hides no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from re import sub
from typing import Any

from ....comparison.definitions import MEANINGS
from ....language.cldr import currencies, decimal_sign
from ....problems import Problem
from ...readers.record import Fault, Record
from ...readers.table import TWO_READINGS
from ..assumptions import Assumptions, Name
from ..number import TWO_READINGS_HINT
from ..validation import texts
from .file import FactorsFile


def rules(record: Record, assumptions: Assumptions) -> list[Problem]:
    """Return a problem for each rule that the record breaks."""
    data = record.data
    found = [*_wage(data), *_fees(data), *_affected(data), *_co_managed(data), *_billing(data), *_weights(data)]
    found += _two_readings(record)
    found += _no_default(data, assumptions)
    return [record.problem(*each) for each in found]


def _wage(data: Mapping[str, Any]) -> Iterator[Fault]:
    profile = _part(data, "profile")
    if not profile:
        return
    both = [key for key in ("hourly_wage", "loaded_hourly_cost") if profile.get(key) is not None]
    if len(both) == 2:
        yield "profile", "has both hourly_wage and loaded_hourly_cost", "keep the one you know better"
    if not both:
        yield (
            "profile",
            "has neither hourly_wage nor loaded_hourly_cost",
            "add `hourly_wage:` (what people are paid) or `loaded_hourly_cost:` (what they cost)",
        )


def _affected(data: Mapping[str, Any]) -> Iterator[Fault]:
    for index, incident in _incidents(data):
        both = [key for key in ("people_affected", "share_affected") if incident.get(key) is not None]
        if len(both) == 2:
            yield f"incidents[{index}].share_affected", "stands beside people_affected", "keep the one you know better"
        if not both:
            hint = "add `people_affected:`, or `share_affected:` as a share of all"
            yield f"incidents[{index}].people_affected", "is missing", hint


def _fees(data: Mapping[str, Any]) -> Iterator[Fault]:
    for option in ("managed", "co_managed"):
        plan = _part(data, option)
        if plan and not any(plan.get(key) for key in ("per_user_month", "per_device_month", "flat_month")):
            yield option, "has no fee", "add `per_user_month:`, `per_device_month:` or `flat_month:`"


def _co_managed(data: Mapping[str, Any]) -> Iterator[Fault]:
    offered = data.get("co_managed") is not None
    for index, incident in _incidents(data):
        for key in ("wait_hours", "prevented"):
            values = _part(incident, key)
            field = f"incidents[{index}].{key}"
            if offered and values and "co_managed" not in values:
                yield field, "says nothing for co_managed, which is offered", "add `co_managed:`"
            if not offered and "co_managed" in values:
                hint = "add a `co_managed:` offer, or remove this"
                yield f"{field}.co_managed", "is given, but co_managed is not offered", hint
    if not offered:
        for option in ("break_fix", "managed"):
            if "internal_fte" in _part(data, option):
                hint = "add a `co_managed:` offer with `internal_salary:`, or remove this"
                yield f"{option}.internal_fte", "is given, but there is no internal IT", hint


def _billing(data: Mapping[str, Any]) -> Iterator[Fault]:
    terms = _part(data, "break_fix")
    urgent = next((index for index, each in _incidents(data) if _yes(each.get("emergency"))), None)
    if terms and urgent is not None and terms.get("emergency_multiplier") is None:
        yield (
            "break_fix.emergency_multiplier",
            f"is missing, and incidents[{urgent}] is an emergency",
            "add `emergency_multiplier:`; write 1 if emergencies cost no more",
        )


def _weights(data: Mapping[str, Any]) -> Iterator[Fault]:
    answers = [_part(_part(data, "factors"), name) for name in FactorsFile.model_fields]
    if not all(answers):
        return
    weights = [answer["weight"] for answer in answers if answer.get("weight") is not None]
    ranks = [each["rank"] for each in answers if each.get("rank") is not None]
    if weights and ranks:
        yield "factors", "has weights and ranks", "give all four a weight, or all four a rank"
    elif 0 < len(weights) < 4:
        yield "factors", f"has {len(weights)} weights for four factors", "give all four a weight, or none"
    elif ranks and sorted(map(str, ranks)) != ["1", "2", "3", "4"]:
        yield "factors", "the ranks are not 1, 2, 3 and 4", "give each factor a rank of its own"
    elif weights and all(_zero(weight) for weight in weights):
        yield "factors", "the weights add up to 0", "give a weight above 0 to at least one factor"


def _no_default(data: Mapping[str, Any], assumptions: Assumptions) -> Iterator[Fault]:
    """Yield a fault for each input that is missing and has no default in the currency of the client."""
    currency = str(data.get("currency") or "USD")
    if currency not in currencies():  # the schema reports it
        return

    def missing(option: str, key: Name) -> Iterator[Fault]:
        if _part(data, option) and _part(data, option).get(key) is None and not assumptions.find(key, currency):
            hint = f"add `{key}:`; there is no default in {currency}"
            yield f"{option}.{key}", "is missing", hint

    if any(_yes(each.get("onsite")) for _, each in _incidents(data)):
        yield from missing("break_fix", "travel_fee")
    yield from missing("co_managed", "internal_salary")


def _two_readings(record: Record) -> Iterator[Fault]:
    """Yield a fault for each amount such as `4.800`, unless its column or the locale says what the point means."""
    try:
        settled = "locale" in record.data and decimal_sign(str(record.data["locale"])) == "."
    except ValueError:  # the schema reports the locale
        settled = False
    for field, text in () if settled else texts(record.data):
        known = MEANINGS.get(sub(r"\[\d+\]|\.(value|low|high)$", "", field))
        money = known is not None and known.unit.startswith("{currency}")
        if (
            money
            and field not in record.decimals
            and TWO_READINGS.fullmatch(sub(r"[ /].*", "", text.strip().lstrip("~+ ")))
        ):
            message, _, hint = TWO_READINGS_HINT.partition("; ")
            yield field, f"has a point that is {message}", hint


def _part(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return the mapping at a key; an empty one if there is none (the schema reports anything else)."""
    part = data.get(key)
    return part if isinstance(part, dict) else {}


def _incidents(data: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    classes = data.get("incidents")
    for index, each in enumerate(classes if isinstance(classes, list) else []):
        if isinstance(each, dict):
            yield index, each


def _yes(written: object) -> bool:
    return str(written).lower() in ("yes", "true")


def _zero(written: object) -> bool:
    if isinstance(written, dict):
        written = written.get("value")
    try:
        return float(str(written).lstrip("~ ")) == 0
    except ValueError:
        return False
