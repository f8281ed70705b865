"""Dates of a column: 03/04/2026 is the third of April or the fourth of March, as the other cells of the table show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ...problems import Problem, ProblemError
from ..documents.dates import MONTHS

Order = Literal["day-first", "month-first"]
ORDERS: tuple[Order, ...] = ("day-first", "month-first")

_TIME = (
    r"(?:[T\s,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\.\d+)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_ISO = re.compile(rf"(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}}){_TIME}", re.I)
_NAMED = re.compile(rf"(?P<day>\d{{1,2}})[-/. ]+(?P<name>[^\W\d_]+)\.?[-/ ]+(?P<year>\d{{4}}|\d{{2}}){_TIME}", re.I)
_NAME_FIRST = re.compile(rf"(?P<name>[^\W\d_]+)\.? (?P<day>\d{{1,2}}),? (?P<year>\d{{4}}){_TIME}", re.I)
_NUMBERS = re.compile(
    rf"(?P<first>\d{{1,2}})(?P<sign>[/.-])(?P<second_part>\d{{1,2}})(?P=sign)(?P<year>\d{{4}}|\d{{2}}){_TIME}", re.I
)


@dataclass(frozen=True, slots=True)
class Dates:
    """How a table writes its dates: the order of day and month, and how many cells settled it (0: none had to)."""

    order: Order = "day-first"
    settled_by: int = 0

    def read(self, text: str) -> datetime | None:
        """Return the moment that a cell names, in the table's own local time; None when it names none."""
        for form in (_ISO, _NAMED, _NAME_FIRST):
            if found := form.fullmatch(text):
                name = found.groupdict().get("name")
                month = MONTHS.get(name.casefold(), 0) if name else int(found["month"])
                return _moment(found, month, int(found["day"]))
        if found := _NUMBERS.fullmatch(text):
            day, month = int(found["first"]), int(found["second_part"])
            if self.order == "month-first" and found["sign"] != ".":
                day, month = month, day
            return _moment(found, month, day)
        return None


def settled(cells: Iterable[tuple[int, str]], title: str, path: str, given: Order | None = None) -> Dates:
    """Return how the dates in these cells (line and text) are written.

    Raises ProblemError when both orders occur, or when no cell shows which one is meant.
    """
    if given:
        return Dates(given)
    found = [(line, text, match) for line, text in cells if (match := _NUMBERS.fullmatch(text))]
    found = [each for each in found if each[2]["sign"] != "."]
    day_first = [each for each in found if int(each[2]["first"]) > 12]
    month_first = [each for each in found if int(each[2]["second_part"]) > 12]
    hint = "state the order: --dates day-first or --dates month-first"
    if day_first and month_first:
        message = (
            f"column {title!r}: {month_first[0][1]!r} has the month first, and {day_first[0][1]!r} on line "
            f"{day_first[0][0]} the day"
        )
        raise ProblemError([Problem(message=message, path=path, line=month_first[0][0], hint=hint)])
    if day_first or month_first:
        return Dates("day-first" if day_first else "month-first", len(day_first or month_first))
    different = [each for each in found if each[2]["first"] != each[2]["second_part"]]
    if different:
        line, text, _ = different[0]
        readings = " or ".join(f"{Dates(order).read(text):%Y-%m-%d}" for order in ORDERS)
        message = f"column {title!r}: {text!r} can be {readings}, and no cell of the column shows which"
        raise ProblemError([Problem(message=message, path=path, line=line, hint=hint)])
    return Dates()


def _moment(found: re.Match[str], month: int, day: int) -> datetime | None:
    year = int(found["year"])
    hour = int(found["hour"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    try:
        return datetime(
            year + 2000 if year < 100 else year, month, day, hour, int(found["minute"] or 0), int(found["second"] or 0)
        )
    except ValueError:
        return None
