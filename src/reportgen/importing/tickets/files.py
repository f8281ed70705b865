"""What an import of tickets writes: a small table without anything personal, and a block of the client's file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ...comparison.tickets import Ticket

NAME = "tickets.csv"
HEADER = "opened,resolved,priority,type,worked_hours"
_BLOCK = re.compile(r"^tickets:.*\n(?:(?:[ \t#].*)?\n)*", re.M)


def table(tickets: Iterable[Ticket]) -> bytes:
    """Return the tickets as CSV, in the order of their opening."""
    rows = sorted(
        (
            f"{ticket.opened:%Y-%m-%d %H:%M:%S}",
            f"{ticket.resolved:%Y-%m-%d %H:%M:%S}" if ticket.resolved else "",
            _cell(ticket.priority),
            ticket.type,
            f"{ticket.worked_hours:g}" if ticket.worked_hours else "",
        )
        for ticket in tickets
    )
    return ("\n".join([HEADER, *(",".join(row) for row in rows)]) + "\n").encode()


def with_block(text: str, first: date, last: date, priorities: Mapping[str, Sequence[str]], share: float | None) -> str:
    """Return a client's file with its `tickets` block in place of the one it has, or at its end."""
    lines = ["tickets:", f"  file: {NAME}", f"  from: {first}", f"  to: {last}"]
    if share is not None:
        lines.append(f"  blocking_share: {share:g}")
    listed = [f"    {_quoted(name)}: [{', '.join(map(_quoted, group))}]" for name, group in priorities.items() if group]
    block = "\n".join([*lines, "  priorities:", *listed]) + "\n"
    if found := _BLOCK.search(text):
        rest = text[found.end() :]
        return text[: found.start()] + block + ("\n" if rest else "") + rest
    return text.rstrip("\n") + "\n\n" + block


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search(r'[",\n\r]', text) else text
