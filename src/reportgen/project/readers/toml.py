"""TOML, for settings and texts: values keep the types that TOML gives them."""

from __future__ import annotations

import re
import tomllib

from ...problems import Problem, ProblemError
from .record import Record

TABLE = re.compile(r"\s*\[([\w.-]+)\]")
KEY = re.compile(r"\s*([\w.-]+)\s*=")


def read(raw: bytes, path: str) -> Record:
    """Return the record in a file.  Raises ProblemError if it is not TOML."""
    try:
        text = raw.decode("utf-8")
        return Record(path, tomllib.loads(text), _lines(text))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        line = int(found[1]) if (found := re.search(r"at line (\d+)", str(error))) else 0
        message = re.sub(r" \(at line .*\)", "", f"not TOML: {error}")
        raise ProblemError([Problem(message=message, path=path, line=line)]) from None


def _lines(text: str) -> dict[str, int]:
    """Return the line of each table and of each key that is not quoted; `tomllib` does not tell them."""
    lines = {"": 1}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := TABLE.match(line):
            lines.setdefault(header[1], number)
            table = header[1] + "."
        elif key := KEY.match(line):
            lines.setdefault(table + key[1], number)
    return lines
