"""TOML, for settings and texts: values keep the types that TOML gives them."""

from __future__ import annotations

import re
import tomllib

from ...problems import Problem, ProblemError
from .record import Record, decoded

LARGEST = 1_000_000  # bytes

TABLE = re.compile(r"\s*\[([\w.-]+)\]")
KEY = re.compile(r"\s*([\w.-]+)\s*=")


SENTENCES = (
    ("Cannot overwrite", "a key is there twice", "keep one of them"),
    (r"Cannot declare \('(.+)',\) twice", r"the table [\1] is there twice", "keep one of them"),
    ("Cannot", "a key or table contradicts an earlier one", "keep one of them"),
    ("Expected '='", "a key has no value", 'write it like `title = "Our advice"`'),
    (r"Expected '\]", "a table has no closing bracket", "write it like `[limits]`"),
    ("Unterminated|Expected ['\"]", "a text has no closing quotation mark", 'write it like `title = "Our advice"`'),
    ("Unescaped", "a backslash in a text says nothing", "write it twice, or use single quotation marks"),
    ("Illegal character|Control", "a text holds a character that cannot be there", r"write `\n` for a new line"),
    ("Unclosed array", "a list has no closing bracket", 'write it like `names = ["one", "two"]`'),
    ("Unclosed inline table", "a table in braces has no closing brace", "write it like `limits = { seconds = 60 }`"),
    ("Expected newline", "something else follows a value", "write one key a line, and a date like 2026-11-02"),
    ("Invalid value|Invalid date", "a value is not TOML", 'put text between quotation marks: `brand = "larkmere"`'),
)
"""What `tomllib` says (a pattern), what is wrong, and what to do; anything else is a line that is no TOML."""


def read(raw: bytes, path: str) -> Record:
    """Return the record in a file.  Raises ProblemError if it is not TOML."""
    text = decoded(raw, path, LARGEST)
    try:
        return Record(path, tomllib.loads(text), _lines(text))
    except tomllib.TOMLDecodeError as error:
        line = int(found[1]) if (found := re.search(r"at line (\d+)", str(error))) else _last_line(text)
        message, hint = _sentence(str(error))
        raise ProblemError([Problem(message=message, path=path, line=line, hint=hint)]) from None


def _sentence(error: str) -> tuple[str, str]:
    """Return what is wrong with a file, in our words, and what to do."""
    for pattern, message, hint in SENTENCES:
        if found := re.match(pattern, error):
            return found.expand(message), hint
    return "this line is not TOML", 'write it like `title = "Our advice"`, or begin a remark with #'


def _last_line(text: str) -> int:
    """Return the number of the last line that is not empty."""
    return len(text.rstrip().split("\n"))


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
