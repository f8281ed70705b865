"""JSON Lines: one JSON object in each line, whose names are the columns."""

from __future__ import annotations

import json

from ....problems import Problem, ProblemError
from ..json_rows import sheet_of
from ..table import Sheet, stored_number
from ..text import table_text


def sheets(raw: bytes, path: str, encoding: str = "") -> list[Sheet]:
    """Return the objects of a file as one sheet.  Raises ProblemError with every line that is not an object."""
    rows: list[tuple[int, dict[str, object]]] = []
    problems = []
    for number, line in enumerate(table_text(raw, path, encoding).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line, parse_int=str, parse_float=stored_number)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            rows.append((number, found))
        else:
            hint = 'write it like {"id": "harbor-dental"}'
            problems.append(Problem(message="not a JSON object", path=path, line=number, hint=hint))
    if problems:
        raise ProblemError(problems)
    return [sheet_of(path, rows)]
