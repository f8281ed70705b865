"""A table as a reader returns it: the sheet that was read, its header, and its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from re import compile as pattern
from typing import NamedTuple

from ...problems import Problem, ProblemError
from .record import Record

MAX_BYTES = 50_000_000
MAX_ROWS = 200_000
MAX_CELL = 10_000
TITLES = 20
DECIMALS = pattern(r"0?\.\d+|\d+\.(\d{1,2}|\d{4,})|\d{4,}\.\d+")
"""A number with a point that cannot stand between thousands."""
TWO_READINGS = pattern(r"[1-9]\d{0,2}\.\d{3}")
"""A number with a point that is before decimals, or between thousands: `4.800`."""


class Row(NamedTuple):
    """A row: the line on which it starts, and its cells in the order of the header."""

    line: int
    cells: list[str]


class Fault(NamedTuple):
    """Why a cell has no value that can be used, and what to do."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet as they stand there, without the empty ones.

    `name` is empty where the format has one sheet.  `notices` say what the reader found and left out.  `faults` has
    the cells without a usable value, by line and position.
    """

    path: str
    rows: tuple[Row, ...]
    name: str = ""
    notices: tuple[str, ...] = ()
    faults: Mapping[tuple[int, int], Fault] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one file; empty rows are left out."""

    path: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    decimals: frozenset[str] = frozenset()
    """The columns in which some cell has a point that can only stand before decimals, such as `4.85`."""

    def record(self, row: Row) -> Record:
        """Return the cells of a row by the names of their columns, without the empty ones."""
        cells = zip(self.header, row.cells, strict=False)
        filled = {name: cell.strip() for name, cell in cells if cell.strip()}
        return Record(self.path, filled, {"": row.line}, self.decimals)

    def records(self) -> list[Record]:
        """Return every row as a record."""
        return [self.record(row) for row in self.rows]


def head_position(sheet: Sheet) -> int:
    """Return the position of the row that names the columns; a title above it fills only one cell of its row."""
    filled = [sum(1 for cell in row.cells if cell.strip()) for row in sheet.rows[:TITLES]]
    if not filled or filled[0] > 1:
        return 0
    return next((at for at, count in enumerate(filled) if count > 2), 0)


def table_of(sheet: Sheet) -> Table:
    """Return a sheet as a table.  Raises ProblemError with every fault of its header and of its rows."""
    at = head_position(sheet)
    head = sheet.rows[at] if sheet.rows else Row(1, [])
    header = tuple(name.strip() for name in _without_empty_end(head.cells))
    problems = [Problem(message=message, path=sheet.path, line=head.line) for message in head_faults(header)]
    if problems:
        raise ProblemError(problems)
    rows = sheet.rows[at + 1 :]
    for row in rows:
        if fault := row_fault(row, header, sheet):
            problems.append(Problem(message=fault.message, path=sheet.path, line=row.line, hint=fault.hint))
    if problems:
        raise ProblemError(problems)
    return Table(sheet.path, header, rows, _with_decimals(header, rows))


def _with_decimals(header: tuple[str, ...], rows: tuple[Row, ...]) -> frozenset[str]:
    """Return the columns in which a point is before decimals for certain."""
    found: set[str] = set()
    for row in rows:
        for name, cell in zip(header, row.cells, strict=False):
            if "." in cell and name not in found and DECIMALS.fullmatch(cell.strip()):
                found.add(name)
    return frozenset(found)


def stored_number(text: str) -> str:
    """Return the text of a number that a file stores as a number: three decimals get a zero, and one reading."""
    return f"{text}0" if TWO_READINGS.fullmatch(text) else text


def head_faults(header: tuple[str, ...]) -> list[str]:
    """Return what is wrong with the names of columns."""
    if not any(header):
        return ["the first row must name the columns"]
    faults = [f"column {place} has no name" for place, name in enumerate(header, 1) if not name]
    twice = sorted({name for name in header if name and header.count(name) > 1})
    return faults + [f"the column {name!r} appears twice" for name in twice]


def row_fault(row: Row, header: tuple[str, ...], sheet: Sheet) -> Fault | None:
    """Return why a row does not fit the header, or cannot be read."""
    if len(row.cells) > len(header) and any(cell.strip() for cell in row.cells[len(header) :]):
        return Fault(f"the row has {len(row.cells)} cells, the header {len(header)}", "")
    for at, name in enumerate(header[: len(row.cells)]):
        if len(row.cells[at]) > MAX_CELL:
            return Fault(f"the cell {name!r} is longer than {MAX_CELL:,} characters", "")
        if sheet.faults and (fault := sheet.faults.get((row.line, at))):
            return Fault(f"the cell {name!r} {fault.message}", fault.hint)
    return None


def too_many_rows(path: str, line: int) -> ProblemError:
    """Return the problem of a file with more rows than are read."""
    return ProblemError([Problem(message=f"more than {MAX_ROWS:,} rows", path=path, line=line, hint="split the file")])


def refusal(path: str, message: str, hint: str, line: int = 0) -> ProblemError:
    """Return the problem that a file cannot be read as a table."""
    return ProblemError([Problem(message=message, path=path, line=line, hint=hint)])


def _without_empty_end(cells: list[str]) -> list[str]:
    """Return a header without the empty cells behind it, which spreadsheets leave in a file.

    Where no cell is filled, the header stays as it is.
    """
    last = max((at for at, cell in enumerate(cells) if cell.strip()), default=len(cells) - 1)
    return cells[: last + 1]
