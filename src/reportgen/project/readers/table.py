"""A table as a reader returns it: its header and its rows, each made into a record only when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .record import Record


class Row(NamedTuple):
    """A row: the line on which it starts, and its cells in the order of the header."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one file; empty rows are left out."""

    path: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def record(self, row: Row) -> Record:
        """Return the cells of a row by the names of their columns, without the empty ones."""
        cells = zip(self.header, row.cells, strict=False)
        return Record(self.path, {name: cell.strip() for name, cell in cells if cell.strip()}, {"": row.line})

    def records(self) -> list[Record]:
        """Return every row as a record."""
        return [self.record(row) for row in self.rows]
