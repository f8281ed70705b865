"""A number as a file writes it: plainly (`18`), as a guess (`~18`), or as a mapping with range, origin and note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from math import isfinite
from re import IGNORECASE
from re import compile as pattern
from typing import Any, get_args

from pydantic_core import CoreSchema, core_schema

from ...comparison.definitions import Meaning, meaning
from ...comparison.quantity import Origin
from ...problems import did_you_mean

KEYS = ("value", "low", "high", "origin", "note")
NOTE_LENGTH = 500
SAID: Mapping[str, Mapping[str, float]] = {
    "hours": {r"(h|hours?|hrs?)": 1, r"(min|minutes?)": 60, r"days?": 0},
    "fraction": {"%": 100},
    "months": {r"months?": 1, r"years?": 1 / 12},
    "{currency}/hour": {r"(/\s*|an |per )(h|hour)": 1},
    "{currency}/user/month": {r"/\s*(user|person)\s*/\s*month": 1},
    "{currency}/device/month": {r"/\s*device\s*/\s*month": 1},
    "{currency}/month": {r"(/\s*|a |per )month": 1},
    "{currency}/year": {r"(/\s*|a |per )year": 1},
}
"""The units that may stand behind a number, by the unit of its field: how many of each make one of the field's; 0
marks one that has two meanings."""
GUESS = "~"
"""Marks a number as a guess: `~24`."""
PLAIN = pattern(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
COMMA_IN_TWO_READINGS = pattern(r"[+-]?[1-9]\d{0,2},\d{3}")
TWO_READINGS_HINT = "between thousands, or before decimals; write 4800 for the first and 4.80 for the second"
CURRENCY = pattern(r"[$€£¥₹]|^[A-Z]{3}\b|\b[A-Z]{3}$")
CONTROL = pattern("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number from a file: its value, its range, its origin, and a note."""

    value: float
    low: float | None = None
    high: float | None = None
    origin: Origin | None = None
    note: str | None = None

    def bounds(self) -> tuple[float, float | None, float | None]:
        """Return the value and its range: value, low, high."""
        return self.value, self.low, self.high


@dataclass(frozen=True, slots=True)
class Input:
    """Annotates a field that holds an input of the comparison, within the limits that its definition sets."""

    name: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(partial(read_number, limits=meaning(self.name)))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        limits = meaning(self.name)
        plain = {
            "type": "integer" if limits.whole else "number",
            "minimum": limits.minimum,
            "maximum": limits.maximum,
        }
        stated: dict[str, Any] = {
            "type": "object",
            "properties": {
                "value": plain,
                "low": plain,
                "high": plain,
                "origin": {"enum": list(get_args(Origin))},
                "note": {"type": "string", "maxLength": NOTE_LENGTH},
            },
            "required": ["value"],
            "additionalProperties": False,
        }
        guess = {"type": "string", "pattern": rf"^{GUESS}\s*[0-9.]+$"}
        stated["properties"]["value"] = {"anyOf": [plain, guess]}
        return {"description": limits.description, "anyOf": [plain, guess, stated]}


def read_number(written: object, limits: Meaning) -> Number:
    """Return the number in a value of a file.  Raises ValueError("what is wrong; what to do")."""
    if isinstance(written, Number):
        return written
    if not isinstance(written, dict):
        number, guess = _unmarked(written)
        return Number(_value(number, limits), origin=guess)
    for key in written:
        if key not in KEYS:
            raise ValueError(f"unknown key {key!r}; {did_you_mean(str(key), KEYS)}")
    if "value" not in written:
        raise ValueError("has no value; add `value:`")
    number, guess = _unmarked(written["value"])
    written = {**written, "value": number}
    origin = _origin(written.get("origin"))
    if guess and origin not in (None, guess):
        raise ValueError(f"is marked as a guess with {GUESS}, and its origin is {origin}; keep one of the two")
    value, low, high = (
        _value(written[key], limits, "" if key == "value" else f"{key} ") if key in written else None
        for key in KEYS[:3]
    )
    assert value is not None
    if low is not None and low > value:
        raise ValueError("low is above the value; write low <= value <= high")
    if high is not None and high < value:
        raise ValueError("high is below the value; write low <= value <= high")
    return Number(value, low, high, origin or guess, _note(written.get("note")))


def _unmarked(written: object) -> tuple[object, Origin | None]:
    """Return a value without the sign of a guess, and the origin that the sign says: `~24` is an assumption of 24."""
    if isinstance(written, str) and written.strip().startswith(GUESS):
        return written.strip().removeprefix(GUESS), "assumption"
    return written, None


def _value(written: object, limits: Meaning, what: str = "") -> float:
    """Return a text as a number within its limits; `what` begins the message."""
    if written is None or written == "":
        raise ValueError(f"{what}has no value; write a number")
    if isinstance(written, (dict, list)):
        raise ValueError(f"{what}must be a number; write it plainly, or as `value:` with `low:` and `high:`")
    text, parts = _bare(str(written).strip(), limits.unit)
    if not PLAIN.fullmatch(text):
        raise ValueError(what + _why_no_number(text))
    value = float(text) / parts
    if not isfinite(value):
        raise ValueError(f"{what}must be finite; write the number out")
    if value < 0:
        raise ValueError(f"{what}must not be negative; write it without the minus sign")
    if limits.maximum == 1 and value > 1:
        raise ValueError(f"{what}must be between 0 and 1; write 0.4 for 40 %")
    if not limits.minimum <= value <= limits.maximum:
        raise ValueError(
            f"{what}must be between {limits.minimum:,g} and {limits.maximum:,.10g}; "
            f"the unit is {limits.unit.replace('{currency}', 'money')}"
        )
    if limits.whole and value != int(value):
        raise ValueError(f"{what}must be a whole number; round it")
    return value


def _bare(text: str, unit: str) -> tuple[str, float]:
    """Return a text without a unit of the field's kind, and how many of the said unit make one of the field's.

    `45 min` of hours is ("45", 60).  Raises ValueError for a unit that may be two numbers of hours.
    """
    for kind, said in SAID.items():
        if unit.partition("/")[0] == kind or unit == kind:
            for ending, parts in said.items():
                if (found := pattern(rf"(.*?)\s*{ending}", IGNORECASE).fullmatch(text)) and PLAIN.fullmatch(found[1]):
                    if not parts:
                        raise ValueError("is in days, which are 8 hours or 24; write hours")
                    return found[1], parts
    return text, 1


def _why_no_number(text: str) -> str:
    """Return why a text is not a number, and how to write it; the text itself may be private and is not repeated."""
    bare = text.strip("%$€£¥₹ ").replace(",", "")
    if text.endswith("%") and PLAIN.fullmatch(bare):
        return "must not be a percentage; write a number in the unit of this field"
    if text.lower().lstrip("+-.") in ("nan", "inf", "infinity"):
        return "must be finite; write the number out"
    if CURRENCY.search(text):
        return "must be a number alone; leave the currency out, write it in `currency:`"
    if COMMA_IN_TWO_READINGS.fullmatch(text):
        return f"has a comma that is {TWO_READINGS_HINT}"
    if PLAIN.fullmatch(bare) and "," in text:
        return "must be a number without a comma; write 1200.50, with a point before decimals"
    return "must be a number; write digits, such as 12 or 0.4"


def _origin(written: object) -> Origin | None:
    if written is None:
        return None
    known: tuple[Origin, ...] = get_args(Origin)
    for origin in known:
        if written == origin:
            return origin
    raise ValueError(f"unknown origin; {did_you_mean(str(written), known)}")


def _note(written: object) -> str | None:
    if written is None:
        return None
    if not isinstance(written, str):
        raise ValueError("the note must be text; write one sentence")
    text = written.strip()
    if len(text) > NOTE_LENGTH:
        raise ValueError(f"the note is {len(text)} characters long; at most {NOTE_LENGTH} are allowed")
    if CONTROL.search(text):
        raise ValueError("the note contains a control character; remove it")
    return text
