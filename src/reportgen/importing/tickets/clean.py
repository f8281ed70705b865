"""The rows of an export to tickets, and how many of which rows were left out, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ...comparison.tickets import Ticket
from ...comparison.tickets.select import DROPPED, INCIDENT
from ...problems import Problem, ProblemError
from ..tables.columns import Columns
from ..tables.dates import Dates, Order, settled
from ..tables.durations import Unit, hours, settled_unit, unit_in
from .product import Product

TYPES: Mapping[str, str] = {
    **dict.fromkeys((*INCIDENT, "bug", "failure", "issue", "product issue", ""), "incident"),
    **{kind: kind for kind in DROPPED},
    **dict.fromkeys(("access", "new user", "task", "feature request", "service task"), "service request"),
    **dict.fromkeys(("general inquiry", "billing issue", "inquiry"), "question"),
    **dict.fromkeys(("change request", "epic", "story", "improvement", "new feature"), "change"),
    **dict.fromkeys(("alerts", "monitoring alert", "monitoring"), "alert"),
    **dict.fromkeys(("sub task", "subtask"), "child"),
}
"""What the words of products for the type of a ticket mean here."""
ALERT = re.compile(r"\b(alerts?|monitor(ing)?|rmm)\b", re.I)
MERGED = re.compile(r"\b(closed_by_merge|merged)\b", re.I)
LONGEST = 10_000
OFFSET = re.compile(r":\d{2}(?:\.\d+)?\s*[+-]\d{2}:?\d{2}$")
NONE = "none"  # the priority of a ticket that has none


@dataclass(slots=True)
class Cleaned:
    """What was found in an export: the tickets, the lines of rows left out and of cells not used, and remarks."""

    tickets: list[tuple[Ticket, str]] = field(default_factory=list)
    """Each ticket and the company that it belongs to."""
    left_out: dict[str, list[int]] = field(default_factory=dict)
    not_used: dict[str, list[int]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def leave_out(self, reason: str, line: int) -> None:
        """Count a row that is no ticket, with its line."""
        self.left_out.setdefault(reason, []).append(line)

    def take_otherwise(self, reason: str, line: int) -> None:
        """Count a ticket of which a cell is empty or cannot be used, with its line."""
        self.not_used.setdefault(reason, []).append(line)


def cleaned(columns: Columns, product: Product, types: Mapping[str, str], order: Order | None) -> Cleaned:
    """Return the tickets of an export.

    `types` says what the types of this export mean, where that is not known; `order` how its dates are written, where
    no cell shows it.  Raises ProblemError when a column that is needed is not there, or cannot be settled.
    """
    kinds = _kinds(columns, types)
    cells = [cell for name in ("opened", "resolved") if name in columns.positions for cell in columns.values(name)]
    dates = settled(cells, columns.title("opened"), columns.path, order)
    found = Cleaned()
    if dates.settled_by:
        found.remarks.append(f"dates are read {dates.order}: {dates.settled_by} of them can be read in no other way")
    unit = _unit(columns, product, dates, found)
    seen: set[str] = set()
    for row in columns.rows:
        number = columns.text(row, "id")
        opened = dates.read(columns.text(row, "opened"))
        resolved = dates.read(columns.text(row, "resolved"))
        if opened is None:
            found.leave_out("no date of opening (titles, totals, remarks)", row.line)
        elif resolved and resolved < opened:
            found.leave_out("closed before it was opened", row.line)
        elif number and number in seen:
            found.leave_out("the same ticket again", row.line)
        elif "spam" in (columns.text(row, "type") + columns.text(row, "tags")).casefold():
            found.leave_out("spam", row.line)
        else:
            seen.add(number)
            texts = {name: columns.text(row, name) for name in columns.positions}
            kind = _kind(texts, product, kinds)
            worked = _worked(texts.get("worked", ""), unit)
            for reason in _not_used(texts, resolved, worked, unit):
                found.take_otherwise(reason, row.line)
            ticket = Ticket(opened, resolved, texts.get("priority") or NONE, kind, worked)
            found.tickets.append((ticket, texts.get("company", "")))
    _tell_longer(found)
    return found


def _kinds(columns: Columns, types: Mapping[str, str]) -> Mapping[str, str]:
    """Return what each type of an export means here.  Raises ProblemError with those that nobody explained."""
    if "opened" not in columns.positions:
        hint = "name it in a file for --map: `columns: {opened: ...}`"
        raise ProblemError(
            [Problem(message="there is no column with the date of opening", path=columns.path, hint=hint)]
        )
    known = {**TYPES, **{_plain(name): kind for name, kind in types.items()}}
    values = columns.values("type") if "type" in columns.positions else []
    unknown: dict[str, int] = {}
    for _, text in values:
        if _plain(text) not in known and not ALERT.search(text) and "spam" not in text.casefold():
            unknown[text] = unknown.get(text, 0) + 1
    if unknown:
        listed = ", ".join(f"{text!r} ({count})" for text, count in sorted(unknown.items())[:10])
        message = f"it is not known what these types of tickets are: {listed}"
        hint = "write in a file for --map: `types: {TYPE: incident}`, or service request, alert, change, question"
        raise ProblemError([Problem(message=message, path=columns.path, hint=hint)])
    return known


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.casefold().removeprefix("[system]")).strip()


def _kind(texts: Mapping[str, str], product: Product, kinds: Mapping[str, str]) -> str:
    """Return what a ticket is, by the first sign that says so."""
    parent = texts.get("parent", "")
    if MERGED.search(" ".join(texts.get(name, "") for name in ("status", "resolution", "tags"))):
        return "merged"
    if "duplicate" in texts.get("resolution", "").casefold():
        return "duplicate"
    if parent and (not product.parents or parent.casefold() in product.parents):
        return "child"
    if any(ALERT.search(texts.get(name, "")) for name in ("type", "source", "board", "tags")):
        return "alert"
    return kinds.get(_plain(texts.get("type", "")), "incident")


def _unit(columns: Columns, product: Product, dates: Dates, found: Cleaned) -> Unit:
    """Return the unit of worked time, and tell when it is not the one that is stated."""
    if "worked" not in columns.positions:
        return product.unit
    stated = unit_in(columns.title("worked")) or product.unit
    pairs = []
    for row in columns.rows:
        opened, resolved = dates.read(columns.text(row, "opened")), dates.read(columns.text(row, "resolved"))
        if opened and resolved and columns.text(row, "worked"):
            pairs.append((columns.text(row, "worked"), (resolved - opened).total_seconds() / 3600))
    unit, why = settled_unit(pairs, stated)
    found.remarks.append(f"column {columns.title('worked')!r}: {why or f'worked time in {unit}'}")
    return unit


def _worked(text: str, unit: Unit) -> float | None:
    """Return hours to the second; None for what is not logged or impossible."""
    found = hours(text, unit) if text else None
    return round(found, 4) if found is not None and 0 < found <= LONGEST else None


def _not_used(texts: Mapping[str, str], resolved: datetime | None, worked: float | None, unit: Unit) -> Iterator[str]:
    """Yield what is said of a ticket whose cells are empty or cannot be used, and how it is counted all the same."""
    if texts.get("resolved") and resolved is None:
        yield "dates of resolution cannot be read: these tickets count as open"
    if (text := texts.get("worked")) and worked is None and hours(text, unit) != 0:
        yield "times of work are below zero, too long or no number: these count as not logged"
    if texts.get("type") == "":
        yield "tickets have no type: these count as incidents"
    if texts.get("priority") == "":
        yield "tickets have no priority: these count as the least urgent"
    if any(OFFSET.search(texts.get(name, "")) for name in ("opened", "resolved")):
        yield "tickets have times with an offset from UTC: the local time is read, the offset is not"


def _tell_longer(found: Cleaned) -> None:
    """Tell how many tickets have more hours of work than they were open."""
    longer = sum(
        ticket.worked_hours > _span(ticket.opened, ticket.resolved)
        for ticket, _ in found.tickets
        if ticket.resolved and ticket.worked_hours
    )
    if longer:
        found.remarks.append(f"{longer} tickets have more hours of work than they were open; kept as logged")


def _span(opened: datetime, resolved: datetime) -> float:
    return (resolved - opened).total_seconds() / 3600
