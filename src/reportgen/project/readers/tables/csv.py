"""CSV: every cell as the text in the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Protocol

from ....problems import Problem, ProblemError
from ..record import decoded
from ..table import Row, Table

MAX_BYTES = 50_000_000
MAX_ROWS = 200_000
MAX_CELL = 10_000


class Rows(Protocol):
    """An iterator over rows with the number of the line on which the last one ended."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


def table(raw: bytes, path: str) -> Table:
    """Return the rows of a file.

    The separator is the character among comma, semicolon and tab that occurs most often in the header.
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
