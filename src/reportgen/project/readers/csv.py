"""CSV in: bytes to records, one a row, every cell as the text that stands there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ...problems import Problem, ProblemError
from .record import Record, decoded

MAX_BYTES = 50_000_000
MAX_ROWS = 200_000
MAX_CELL = 10_000


class Rows(Protocol):
    """Rows that know on which line of the text they ended."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


class Row(NamedTuple):
    """A row as it stands in the file: its first line, and its cells in the order of the header."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, made into records only when they are asked for."""

    path: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def record(self, row: Row) -> Record:
        """The row's cells by the names of the header; empty ones are absent."""
        cells = zip(self.header, row.cells, strict=False)
        return Record(self.path, {name: cell.strip() for name, cell in cells if cell.strip()}, {"": row.line})


def read(raw: bytes, path: str) -> list[Record]:
    """One record for each row.  Raises ProblemError as `table` does."""
    found = table(raw, path)
    return [found.record(row) for row in found.rows]


def table(raw: bytes, path: str) -> Table:
    """The rows of a file, empty ones skipped.

    The separator is the one of comma, semicolon and tab that stands most often in the header.
    Raises ProblemError with every row that does not fit the header.
    """
    text = decoded(raw, path, MAX_BYTES)
    header_line = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header_line.count), strict=True)
    try:
        return _table(rows, path)
    except csv.Error as error:
        raise ProblemError([Problem(message=f"not CSV: {error}", path=path, line=rows.line_num)]) from None


def _table(rows: Rows, path: str) -> Table:
    header = [name.strip() for name in next(rows, [])]
    problems = [Problem(message=message, path=path, line=1) for message in _header_faults(header)]
    if problems:
        raise ProblemError(problems)
    found: list[Row] = []
    line = rows.line_num + 1
    for cells in rows:
        first, line = line, rows.line_num + 1  # a quoted cell may run over several lines
        if not any(cells):
            continue
        if len(found) == MAX_ROWS:
            raise ProblemError(
                [Problem(message=f"more than {MAX_ROWS:,} rows", path=path, line=first, hint="split the file")]
            )
        if len(cells) > len(header) or max(map(len, cells)) > MAX_CELL:
            problems.append(Problem(message=_row_fault(cells, header), path=path, line=first))
            continue
        found.append(Row(first, cells))
    if problems:
        raise ProblemError(problems)
    return Table(path, tuple(header), tuple(found))


def _header_faults(header: list[str]) -> list[str]:
    if not any(header):
        return ["the first row must name the columns"]
    faults = [f"column {place} has no name" for place, name in enumerate(header, 1) if not name]
    twice = sorted({name for name in header if name and header.count(name) > 1})
    return faults + [f"the column {name!r} appears twice" for name in twice]


def _row_fault(cells: list[str], header: list[str]) -> str:
    if len(cells) > len(header):
        return f"the row has {len(cells)} cells, the header {len(header)}"
    name = next(name for name, cell in zip(header, cells, strict=False) if len(cell) > MAX_CELL)
    return f"the cell {name!r} is longer than {MAX_CELL:,} characters"
