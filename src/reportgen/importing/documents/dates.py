"""Dates as people and products write them; one that can be read in two ways is not read."""

from __future__ import annotations

import re
from datetime import date as Date
from typing import Final

MONTHS: Final = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "jän feber mrz apr mai jun jul aug sept okt nov dez",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, name in enumerate(names.split(), 1)
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_TIME = (
    r"(?:[T\s,]+(?:at\s+)?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_FORMS: Final = (
    re.compile(rf"\b(?P<y>\d{{4}})-(?P<m>\d{{1,2}})-(?P<d>\d{{1,2}}){_TIME}", re.I),
    re.compile(rf"\b(?P<y>\d{{4}})/(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}}){_TIME}", re.I),
    re.compile(rf"\b(?P<name>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}}){_TIME}", re.I),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+|of\s+)?(?P<name>{_MONTH})\.?,?\s+(?:de\s+)?(?P<y>\d{{4}}){_TIME}",
        re.I,
    ),
    re.compile(rf"\b(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?(?P<y>\d{{4}}){_TIME}", re.I),
)
_SLASHED: Final = re.compile(rf"\b(\d{{1,2}})[/-](\d{{1,2}})[/-](\d{{4}}){_TIME}", re.I)


def read_date(text: str) -> Date | None:
    """Return the first date that a text names; None when there is none, or it can be read in two ways."""
    found = find_date(text)
    return found[0] if found else None


def find_date(text: str) -> tuple[Date, str] | None:
    """Return the first date that a text names, and how it is written there."""
    for form in _FORMS:
        for found in form.finditer(text):
            parts = found.groupdict()
            month = MONTHS[parts["name"].lower()] if parts.get("name") else int(parts["m"])
            if date := _date(int(parts["y"]), month, int(parts["d"])):
                return date, found[0]
    for found in _SLASHED.finditer(text):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        readings = {date for date in (_date(year, first, second), _date(year, second, first)) if date}
        if len(readings) == 1:
            return readings.pop(), found[0]
    return None


def ambiguous(text: str) -> str:
    """Return a date in the text that can be read in two ways, as it is written; empty when there is none."""
    for found in _SLASHED.finditer(text):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        readings = {date for date in (_date(year, first, second), _date(year, second, first)) if date}
        if len(readings) == 2:
            one, other = sorted(readings)
            return f"{found[0].strip()} (can be {one.isoformat()} or {other.isoformat()})"
    return ""


def _date(year: int, month: int, day: int) -> Date | None:
    try:
        return Date(year, month, day) if 1900 <= year <= 2200 else None
    except ValueError:
        return None
