"""What a client's tickets can bear: sentences about an export that is too small, or far from what was told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ....comparison.inputs import Inputs
from ....comparison.tickets import Window, measured_enough
from ....comparison.tickets.select import select
from ...readers.tickets import read as read_tickets
from .file import TicketsFile

FAR = 2.0  # times that a told rate may be beyond the measured range before it is asked about


def evidence(inputs: Inputs, section: TicketsFile, content: bytes) -> Iterator[str]:
    """Yield a sentence for each thing that speaks against the tickets of a client, with the figures on both sides.

    `inputs` are those after the tickets; `content` is the file that the section names.
    """
    tickets = list(read_tickets(content, section.file))
    window = Window(date.fromisoformat(section.first), date.fromisoformat(section.last))
    counted = len(select(tickets, window).incidents)
    days = [ticket.opened.date() for ticket in tickets]
    span = _span(days)
    if not measured_enough(counted):
        were = "incident was" if counted == 1 else "incidents were"
        yield (
            f"The tickets are not used, what was told stands: {counted} {were} opened in the window "
            f"{section.first} to {section.last}; {span}. Ask for a longer export, or correct `from:` and `to:`."
        )
        return
    yield from _uncovered(days, window, span)
    for incident in inputs.incidents:
        rate = incident.per_year
        told = next((float(remark.numbers["given"]) for remark in rate.remarks if remark.name == "counted"), None)
        if told is None or rate.low is None or rate.high is None or rate.low / FAR <= told <= rate.high * FAR:
            continue
        yield (
            f"Incidents ({incident.name}): the tickets say {rate.value:.1f} a year, told were {told:g}; the report "
            "counts on the tickets. Ask which is right."
        )


def _span(days: list[date]) -> str:
    """Return when the tickets were opened, in words."""
    return f"the tickets run from {min(days)} to {max(days)}" if days else "the export has no tickets"


def _uncovered(days: list[date], window: Window, span: str) -> Iterator[str]:
    """Yield a sentence where a tenth of the window or more is before the first or after the last ticket."""
    length = (window.last - window.first).days + 1
    idle = max((min(days) - window.first).days, (window.last - max(days)).days)
    if idle * 10 >= length and idle >= 30:
        yield (
            f"The window is {window.first} to {window.last}, but {span}: ask whether the export covers "
            "the whole window, because days without a record count as days without an incident."
        )
