"""What was understood of an export of tickets, in lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ...comparison.tickets import Ticket, Window
from ...comparison.tickets.rate import rate
from ...comparison.tickets.repair import lognormal_fit
from ...comparison.tickets.select import Selection

WIDTH = 40
FEW = 3  # lines of an export that are named


def row_lines(before: str, found: Mapping[str, Sequence[int]]) -> Iterator[str]:
    """Yield `before`, how many rows there are for each reason, and the first of their lines."""
    for reason, lines in sorted(found.items()):
        more = ", ..." if len(lines) > FEW else ""
        yield f"  {before}{len(lines)} {reason} (line {', '.join(map(str, lines[:FEW]))}{more})"


def month_chart(tickets: Iterable[Ticket], window: Window) -> Iterator[str]:
    """Yield a bar for each month of the window; a month without tickets is a gap, and named so."""
    counts = Counter((ticket.opened.year, ticket.opened.month) for ticket in tickets)
    most = max(counts.values(), default=1)
    month = (window.first.year, window.first.month)
    while month <= (window.last.year, window.last.month):
        bar = "#" * -(-counts[month] * WIDTH // max(most, WIDTH))
        yield f"  {month[0]}-{month[1]:02d} {counts[month]:5} {bar or '(no tickets: a gap in the export?)'}"
        month = (month[0] + month[1] // 12, month[1] % 12 + 1)


def estimates(selection: Selection, window: Window, priorities: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the rate of all incidents with its interval, then what each class has."""
    found = selection.incidents
    total = rate(len(found), window.years)
    yield (
        f"  {len(found)} incidents in {window.years:.2f} years: {total.per_year:.1f} a year"
        f" (80 % interval {total.low:.1f} to {total.high:.1f})"
    )
    for name, group in priorities.items():
        tickets = [ticket for ticket in found if ticket.priority in group]
        logged = [ticket.worked_hours for ticket in tickets if ticket.worked_hours and ticket.resolved]
        line = f"  {name}: {len(tickets)} incidents, priorities {', '.join(group) or 'none'}"
        if len(logged) > 1:
            _, _, (low, high) = lognormal_fit(logged)
            mean = sum(logged) / len(logged)
            line += (
                f"; {mean:.1f} hours of work on average (80 % interval {low:.1f} to {high:.1f}, {len(logged)} logged)"
            )
        yield line


def window_of(tickets: Sequence[Ticket], first: date | None, last: date | None) -> Window:
    """Return the days of the export: those that are stated, else from the first to the last ticket of any kind."""
    days = [ticket.opened.date() for ticket in tickets]
    return Window(first or min(days), last or max(days))
