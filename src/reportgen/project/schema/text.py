"""Types of the texts in a client's file: names, ids, codes, dates, yes and no, each with its own message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from re import fullmatch
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, PlainValidator, WithJsonSchema

from ...language.cldr import currencies, locale_of, nearest_currency
from ..identifiers import IDENTIFIER
from .number import CONTROL

ID = IDENTIFIER.pattern
CURRENCY = r"[A-Z]{3}"
LOCALE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?-[A-Z]{2}"


@dataclass(frozen=True, slots=True)
class _Text:
    """Validates text of limited length without control characters."""

    length: int

    def __call__(self, written: object) -> str:
        if not isinstance(written, str) or not written.strip():
            raise ValueError("must be text; write a word or two")
        text = written.strip()
        if len(text) > self.length:
            raise ValueError(f"is {len(text)} characters long; at most {self.length} are allowed")
        if CONTROL.search(text):
            raise ValueError("contains a control character; remove it")
        return text


@dataclass(frozen=True, slots=True)
class _Word:
    """Validates a word that matches a pattern."""

    pattern: str
    example: str

    def __call__(self, written: object) -> str:
        if not isinstance(written, str) or not fullmatch(self.pattern, written):
            raise ValueError(f"must look like {self.example}")
        return written


def locale_code(written: str) -> str:
    """Return a locale that numbers and dates can be written in.  Raises ValueError("what is wrong; what to do")."""
    locale_of(written)
    return written


def currency_code(written: str) -> str:
    """Return the code of a currency in use.  Raises ValueError("what is wrong; what to do")."""
    if written in currencies():
        return written
    near = nearest_currency(written)
    hint = f"did you mean {near!r}?" if near else "write the three letters of one in use, such as USD"
    raise ValueError(f"is no currency of ISO 4217; {hint}")


def _date(written: object) -> str:
    try:
        return date.fromisoformat(str(written)).isoformat()
    except ValueError:
        raise ValueError("must be a date such as 2026-11-02") from None


def _yes_or_no(written: object) -> bool:
    answer = {"yes": True, "true": True, "no": False, "false": False}.get(str(written).lower())
    if answer is None:
        raise ValueError("must be yes or no")
    return answer


def _schema(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$"})


ShortText: TypeAlias = Annotated[str, PlainValidator(_Text(120)), WithJsonSchema({"type": "string", "maxLength": 120})]
Id: TypeAlias = Annotated[str, PlainValidator(_Word(ID, "harbor-dental")), _schema(ID)]
LocaleCode: TypeAlias = Annotated[
    str, PlainValidator(_Word(LOCALE, "en-US")), AfterValidator(locale_code), _schema(LOCALE)
]
CurrencyCode: TypeAlias = Annotated[
    str, PlainValidator(_Word(CURRENCY, "USD")), AfterValidator(currency_code), _schema(CURRENCY)
]
Date: TypeAlias = Annotated[str, PlainValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
YesNo: TypeAlias = Annotated[bool, PlainValidator(_yes_or_no), WithJsonSchema({"type": "boolean"})]
