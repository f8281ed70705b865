"""Tickets: a table with the columns opened, resolved, priority, type and worked_hours."""

from __future__ import annotations

from datetime import datetime

from ...comparison.tickets import Ticket
from ...problems import Problem, ProblemError, did_you_mean
from .record import Record
from .tables import table

COLUMNS = ("opened", "resolved", "priority", "type", "worked_hours")
DATE_LENGTH = len("2026-03-14")
REQUIRED = ("opened", "priority", "type")


def read(raw: bytes, path: str) -> list[Ticket]:
    """Return the tickets in a file.  Raises ProblemError with every row that cannot be read."""
    records = table(raw, path).records()
    columns = {name for record in records for name in record.data}
    problems = [
        Problem(message=f"unknown column {name!r}", path=path, line=1, hint=did_you_mean(name, COLUMNS))
        for name in sorted(columns - set(COLUMNS))
    ]
    if problems:
        raise ProblemError(problems)
    tickets = []
    for record in records:
        try:
            tickets.append(_ticket(record))
        except ValueError as error:
            message, _, hint = str(error).partition("; ")
            problems.append(record.problem("", message, hint))
    if problems:
        raise ProblemError(problems)
    return tickets


def _ticket(record: Record) -> Ticket:
    cells = {name: str(value) for name, value in record.data.items()}
    for name in REQUIRED:
        if name not in cells:
            raise ValueError(f"{name} is missing")
    opened = _moment(cells["opened"], "opened")
    resolved = _moment(cells["resolved"], "resolved") if "resolved" in cells else None
    if resolved and len(cells["resolved"]) == DATE_LENGTH:
        resolved = resolved.replace(tzinfo=opened.tzinfo)  # a date without a time has the offset of the other one
    elif resolved and len(cells["opened"]) == DATE_LENGTH:
        opened = opened.replace(tzinfo=resolved.tzinfo)
    ticket = Ticket(opened, resolved, cells["priority"], cells["type"], _hours(cells.get("worked_hours")))
    if resolved and resolved < opened:
        raise ValueError("resolved is before opened")
    return ticket


def _moment(text: str, name: str) -> datetime:
    """Return an ISO date as a time; its time and offset are optional.  Other orders of day and month are ambiguous."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{name} must be a date such as 2026-03-14 or 2026-03-14 09:30") from None


def _hours(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        hours = float(text)
    except ValueError:
        raise ValueError("worked_hours must be a number; write hours such as 1.5") from None
    if not 0 <= hours <= 10_000:
        raise ValueError("worked_hours must be between 0 and 10,000")
    return hours
