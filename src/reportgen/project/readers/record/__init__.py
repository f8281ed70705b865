"""Data files in: one file per format, bytes to records that know their lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ....problems import Problem, ProblemError

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
"""What a data file can say: text, nothing, lists and mappings.  Text stays text until a schema types it."""


@dataclass(frozen=True, slots=True)
class Record:
    """One thing somebody wrote down: its data, the file it stands in, and the line of each field.

    `lines` maps a dotted field (`incidents[0].per_year`; `""` is the record itself) to its line, from 1.
    """

    path: str
    data: Mapping[str, Value]
    lines: Mapping[str, int] = field(default_factory=dict)

    def line(self, name: str) -> int:
        """The line of a field, or of the nearest field around it; 0 when nothing is known."""
        while name and name not in self.lines:
            cut = max(name.rfind("."), name.rfind("["), 0)
            name = name[:cut]
        return self.lines.get(name, 0)


def decoded(raw: bytes, path: str, most: int, first_line: int = 1) -> str:
    """The text of a file.  Raises ProblemError when it is larger than `most` bytes or not UTF-8."""
    if len(raw) > most:
        message = f"the file is larger than {most:,} bytes"
        raise ProblemError([Problem(message=message, path=path, hint="split it")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, hint = raw.count(b"\n", 0, error.start) + first_line, "save the file as UTF-8"
        raise ProblemError([Problem(message="not UTF-8 text", path=path, line=line, hint=hint)]) from None
