"""The incidents among tickets: each once, within the window, and how many were left out for which reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from ...problems import Problem, ProblemError, did_you_mean

INCIDENT = frozenset({"incident", "fault", "outage", "break/fix"})
DROPPED = {
    "service request": "service requests",
    "request": "service requests",
    "alert": "alerts",
    "event": "alerts",
    "duplicate": "duplicates",
    "merged": "merged tickets",
    "child": "child tickets",
    "change": "changes",
    "problem": "problem records",
    "question": "questions",
}
YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket; `worked_hours` is None or 0 when nothing was logged, `resolved` is None while it is open.

    Both times have an offset from UTC or neither has.  The day of a ticket is that of its own local time.
    """

    opened: datetime
    resolved: datetime | None
    priority: str
    type: str
    worked_hours: float | None

    def __post_init__(self) -> None:
        """Raise ValueError where the time between the two cannot be known."""
        if self.resolved and (self.resolved.tzinfo is None) != (self.opened.tzinfo is None):
            raise ValueError(
                "opened and resolved differ in their time zone; give both an offset such as +02:00, or neither"
            )


@dataclass(frozen=True, slots=True)
class Window:
    """The days in which tickets were collected, both included, whether or not any came in (the exposure)."""

    first: date
    last: date

    @property
    def years(self) -> float:
        """Length in years."""
        return ((self.last - self.first).days + 1) / YEAR_DAYS


@dataclass(frozen=True, slots=True)
class Selection:
    """The incidents among tickets, and how many were left out for which reason."""

    incidents: tuple[Ticket, ...]
    left_out: Mapping[str, int]


def select(tickets: Iterable[Ticket], window: Window) -> Selection:
    """Keep the incidents that were opened in the window, each once.

    Two equal rows that have a day and no time may be two incidents, so both are kept.  Raises ProblemError for a type
    that is not known.
    """
    kept, left_out, unknown = [], Counter[str](), Counter[str]()
    seen: set[Ticket] = set()
    for ticket in tickets:
        kind = ticket.type.strip().lower()
        if kind in DROPPED:
            left_out[DROPPED[kind]] += 1
        elif kind not in INCIDENT:
            unknown[ticket.type] += 1
        elif not window.first <= ticket.opened.date() <= window.last:
            left_out["outside the window"] += 1
        elif ticket in seen and ticket.opened.time() != time.min:
            left_out["duplicates"] += 1
        else:
            seen.add(ticket)
            kept.append(ticket)
    if unknown:
        raise ProblemError(
            Problem(
                message=f"the ticket type {kind!r} is not known ({count} tickets)",
                field="tickets",
                hint=did_you_mean(kind.lower(), {*INCIDENT, *DROPPED}),
            )
            for kind, count in sorted(unknown.items())
        )
    return Selection(tuple(kept), dict(sorted(left_out.items())))
