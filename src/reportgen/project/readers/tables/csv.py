"""CSV: every cell as the text in the file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Protocol

from ....problems import Problem, ProblemError
from ..table import MAX_CELL, MAX_ROWS, Row, Sheet, too_many_rows
from ..text import table_text

SEPARATORS = ",;\t"
_QUOTED = re.compile(r'"[^"]*"')
"""A quoted cell; what is in it separates nothing."""


class Rows(Protocol):
    """An iterator over rows with the number of the line on which the last one ended."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


def sheets(raw: bytes, path: str, encoding: str = "", separators: str = SEPARATORS) -> list[Sheet]:
    """Return the rows of a file as one sheet.

    The separator is the one that a first line `sep=;` names, else the character among `separators` that occurs most
    often in one of the first lines, outside quotation marks.  Raises ProblemError if the file is not text or not CSV.
    """
    text = table_text(raw, path, encoding)
    first = text.partition("\n")[0].strip()
    skipped = 0
    if first.lower().startswith("sep=") and len(first) <= len("sep=;"):
        separators, skipped = first[len("sep=") :] or "\t", 1
        text = text.partition("\n")[2]
    lines = _QUOTED.sub("", "\n".join(text.split("\n", 20)[:20])).split("\n")
    delimiter = max(separators, key=lambda separator: max(line.count(separator) for line in lines))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return [Sheet(path, tuple(_rows(rows, path, skipped)))]
    except csv.Error as error:
        message = f"not CSV: {error}"
        if "field limit" in message:
            message = f"a cell is longer than {MAX_CELL:,} characters; a quotation mark may not be closed"
        raise ProblemError([Problem(message=message, path=path, line=rows.line_num + skipped)]) from None


def _rows(rows: Rows, path: str, skipped: int) -> Iterator[Row]:
    """Yield the rows that are not empty; a quoted cell may run over several lines."""
    line, count = 1, 0
    for cells in rows:
        first, line = line, rows.line_num + 1
        if not any(map(str.strip, cells)):
            continue
        if count > MAX_ROWS:
            raise too_many_rows(path, first + skipped)
        count += 1
        yield Row(first + skipped, cells)
