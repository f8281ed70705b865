"""JSON: a list of objects, one a row, whose names are the columns."""

from __future__ import annotations

import json
from typing import Any

from ..json_rows import sheet_of
from ..table import Sheet, refusal, stored_number
from ..text import table_text

EXAMPLE = 'write it like [{"id": "harbor-dental"}]'


def sheets(raw: bytes, path: str, encoding: str = "") -> list[Sheet]:
    """Return the objects of a list as one sheet; the line of a row is its place in the list.

    Numbers stay as they are written.  Raises ProblemError if the file is not a list of objects.
    """
    try:
        found = json.loads(
            table_text(raw, path, encoding),
            parse_int=str,
            parse_float=stored_number,
            object_pairs_hook=_without_repeats,
        )
    except json.JSONDecodeError as error:
        raise refusal(path, f"not JSON: {error.msg}", EXAMPLE, error.lineno) from None
    except (RecursionError, ValueError) as error:
        message = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise refusal(path, message, EXAMPLE) from None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise refusal(path, "not a list of objects", EXAMPLE)
    return [sheet_of(path, enumerate(found, start=1))]


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object.  Raises ValueError if it has a name twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the name {next(name for name in names if names.count(name) > 1)!r} appears twice")
    return found
