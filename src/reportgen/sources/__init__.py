"""Data files in: one file per format, bytes to records that know their lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

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
