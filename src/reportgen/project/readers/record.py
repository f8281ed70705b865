"""A record: what a data file says, with the line of each field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from ...problems import Problem, ProblemError, Severity, did_you_mean

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
"""A value in a data file: text, nothing, a list or a mapping.  Text stays text until a schema gives it a type."""

Fault = tuple[str, str, str]
"""What is wrong with a record: the field, what is wrong with it, and what to do."""


class Inherited(NamedTuple):
    """Where a value comes from that a record did not have itself: the name of a set of terms, its file and line."""

    terms: str
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """The data of one file or of one row of a table, its path, and the line of each field.

    `lines` maps a dotted field (`incidents[0].per_year`; `""` is the record itself) to its line, from 1.  `decimals`
    are the columns of a table whose other cells show that a point is before decimals, not between thousands.
    `inherited` has the fields that the record was completed with.
    """

    path: str
    data: Mapping[str, Value]
    lines: Mapping[str, int] = field(default_factory=dict)
    decimals: frozenset[str] = frozenset()
    inherited: Mapping[str, Inherited] = field(default_factory=dict)

    def line(self, name: str) -> int:
        """Return the line of a field, or of the nearest field that contains it; 0 if no line is known."""
        return self.place(name)[1]

    def place(self, name: str) -> tuple[str, int]:
        """Return the path and the line of a field, or of the nearest field that contains it; 0 if no line is known."""
        while name and name not in self.lines and name not in self.inherited:
            cut = max(name.rfind("."), name.rfind("["), 0)
            name = name[:cut]
        if name in self.lines or name not in self.inherited:
            return self.path, self.lines.get(name, 0)
        return self.inherited[name][1:]

    def problem(self, field: str, message: str, hint: str = "", severity: Severity = "error") -> Problem:
        """Return a problem with a field of this record, placed in its file and on its line."""
        path, line = self.place(field)
        return Problem(message=message, path=path, line=line, field=field, hint=hint, severity=severity)

    def unknown_name(self, field: str, name: str, known: Iterable[str]) -> Problem:
        """Return the problem that a field names something that does not exist, such as a brand or an author."""
        noun = field.partition("[")[0].removesuffix("s").replace("prepared_by", "author")
        return self.problem(field, f"no {noun} {name!r}", did_you_mean(name, known))


def decoded(raw: bytes, path: str, most: int, first_line: int = 1) -> str:
    """Return the text of a file.  Raises ProblemError if it is larger than `most` bytes or is not UTF-8."""
    if len(raw) > most:
        message = f"the file is larger than {most:,} bytes"
        raise ProblemError([Problem(message=message, path=path, hint="split it")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, hint = raw.count(b"\n", 0, error.start) + first_line, "save the file as UTF-8"
        raise ProblemError([Problem(message="not UTF-8 text", path=path, line=line, hint=hint)]) from None
