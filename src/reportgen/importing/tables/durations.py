"""Durations of a column in hours: the unit that its head or its product states, unless the column contradicts it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Unit = Literal["seconds", "minutes", "hours"]
HOURS: dict[Unit, float] = {"seconds": 1 / 3600, "minutes": 1 / 60, "hours": 1.0}
"""How many hours each unit is, the smallest first."""
MISFIT = 0.5  # the share of impossible values from which on a stated unit is not believed
FIT = 0.95

_CLOCK = re.compile(r"(-?)(\d+):(\d{2})(?::(\d{2}))?")
_PARTS = re.compile(r"(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?\s*(?:(\d+)\s*s)?", re.I)
_NAMED: tuple[tuple[Unit, str], ...] = (
    ("seconds", r"\bsec(?:ond)?s?\b"),
    ("minutes", r"\bmin(?:ute)?s?\b"),
    ("hours", r"\b(?:h|hrs?|hours?)\b"),
)


def unit_in(head: str) -> Unit | None:
    """Return the unit that a head names, such as `Downtime (min)`; None when it names none or several."""
    found = [unit for unit, pattern in _NAMED if re.search(pattern, head.casefold())]
    return found[0] if len(found) == 1 else None


def hours(text: str, unit: Unit) -> float | None:
    """Return the hours that a cell names: a number of that unit, `1:30:00` or `1h 30m`; None when it names none."""
    if clock := _CLOCK.fullmatch(text):
        value = int(clock[2]) + int(clock[3]) / 60 + int(clock[4] or 0) / 3600
        return -value if clock[1] else value
    if (parts := _PARTS.fullmatch(text)) and any(parts.groups()):
        days, whole, minutes, seconds = (int(part or 0) for part in parts.groups())
        return days * 24 + whole + minutes / 60 + seconds / 3600
    number = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text.replace(",", "")
    return float(number) * HOURS[unit] if re.fullmatch(r"-?\d+(\.\d+)?|-?\.\d+", number) else None


def settled_unit(pairs: Iterable[tuple[str, float]], stated: Unit) -> tuple[Unit, str]:
    """Return the unit of a column, and why it is not the stated one (empty when it is).

    `pairs` has each cell and the hours that it cannot exceed.  A stated unit is not believed when most values would be
    impossible; then it is the largest unit in which nearly all are possible.
    """
    known = [(text, most) for text, most in pairs if most > 0 and ":" not in text]
    if len(known) < 2 or _misfits(known, stated) <= MISFIT:
        return stated, ""
    better = [unit for unit in reversed(HOURS) if _misfits(known, unit) <= 1 - FIT]
    if not better:
        return stated, ""
    share = f"{_misfits(known, stated):.0%} of its values would be longer than the ticket was open"
    return better[0], f"read as {better[0]}: as {stated}, {share}"


def _misfits(pairs: list[tuple[str, float]], unit: Unit) -> float:
    return sum((hours(text, unit) or 0) > most for text, most in pairs) / len(pairs)
