"""Rows from JSON objects: nested names become dotted columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .table import MAX_ROWS, Row, Sheet, too_many_rows


def sheet_of(path: str, objects: Iterable[tuple[int, dict[str, object]]]) -> Sheet:
    """Return a sheet whose first row has the names of all values, in the order in which they first appear."""
    rows: list[tuple[int, dict[str, str]]] = []
    for line, each in objects:
        if len(rows) == MAX_ROWS:
            raise too_many_rows(path, line)
        rows.append((line, dict(_cells("", each))))
    header = list(dict.fromkeys(name for _, cells in rows for name in cells))
    body = (Row(line, [cells.get(name, "") for name in header]) for line, cells in rows)
    return Sheet(path, (Row(1, header), *body))


def _cells(name: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield the dotted name and the text of each value inside a value."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _cells(f"{name}.{key}" if name else str(key), part)
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _cells(f"{name}[{at}]", part)
    elif value is not None:
        yield name, {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
