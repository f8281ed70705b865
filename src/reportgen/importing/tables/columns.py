"""What the columns of a table mean: heads matched with fields by their names, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...problems import Problem, ProblemError, did_you_mean
from ...project.readers.table import TITLES, Row, Sheet

Names = Mapping[str, Sequence[str]]
"""The heads under which each field is known, the usual one first."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A sheet whose columns have a meaning: the position of each field, and the heads that mean nothing here.

    `head` is the row that names the columns, `rows` are those below it, `repeated` the fields whose head stands more
    than once (the first column is read).
    """

    path: str
    head: Row
    rows: tuple[Row, ...]
    positions: Mapping[str, int]
    repeated: tuple[str, ...]

    def text(self, row: Row, field: str) -> str:
        """Return the cell of a field in a row; empty when the table or the row has none."""
        at = self.positions.get(field, -1)
        return row.cells[at].strip() if 0 <= at < len(row.cells) else ""

    def values(self, field: str) -> list[tuple[int, str]]:
        """Return the line and the text of each filled cell of a field."""
        return [(row.line, text) for row in self.rows if (text := self.text(row, field))]

    def title(self, field: str) -> str:
        """Return the head of a field as the table writes it."""
        return self.head.cells[self.positions[field]].strip()

    @property
    def unused(self) -> list[str]:
        """The heads that mean nothing here, each once."""
        used = set(self.positions.values())
        heads = (cell.strip() for at, cell in enumerate(self.head.cells) if at not in used)
        named = {self.title(field) for field in self.positions}
        return list(dict.fromkeys(head for head in heads if head and head not in named))


def plain_head(text: str) -> str:
    """Return a head in small letters, with one space in place of signs: `Custom field (Organizations)` and the like."""
    return re.sub(r"[^\w#Σ]+|_", " ", text.casefold()).strip()


def head_row(sheet: Sheet, names: Iterable[str]) -> int:
    """Return the position of the row among the first ones that has most of these names; 0 when none has any."""
    known = {plain_head(name) for name in names}
    counts = [len(known & {plain_head(cell) for cell in row.cells}) for row in sheet.rows[:TITLES]]
    return counts.index(max(counts)) if counts else 0


def columns_of(sheet: Sheet, names: Names, at: int) -> Columns:
    """Return the sheet with the fields that are found in the row at a position.

    The names of a field are tried in their order.  Raises ProblemError when one column would be two fields.
    """
    head = sheet.rows[at]
    places: dict[str, list[int]] = {}
    for place, cell in enumerate(head.cells):
        if plain := plain_head(cell):
            places.setdefault(plain, []).append(place)
    positions, repeated, owner = {}, [], dict[int, str]()
    for field, heads in names.items():
        found = next((places[plain] for name in heads if (plain := plain_head(name)) in places), None)
        if found is None:
            continue
        if other := owner.get(found[0]):
            message = f"the column {head.cells[found[0]].strip()!r} would be both {other} and {field}"
            raise ProblemError([Problem(message=message, path=sheet.path, line=head.line, hint="map it to one field")])
        owner[found[0]] = field
        positions[field] = found[0]
        if len(found) > 1:
            repeated.append(field)
    return Columns(sheet.path, head, sheet.rows[at + 1 :], positions, tuple(repeated))


def mapped(names: Names, given: Mapping[str, str], sheet: Sheet, path: str) -> Names:
    """Return the names with those that a map gives in place of the usual ones.

    Raises ProblemError with every field that does not exist, and every head that is not in the table.
    """
    problems = []
    heads = {plain_head(cell): cell.strip() for row in sheet.rows[:TITLES] for cell in row.cells if cell.strip()}
    for field, head in given.items():
        if field not in names:
            message, hint = f"there is no field {field!r}", did_you_mean(field, names)
            problems.append(Problem(message=message, path=path, field=f"columns.{field}", hint=hint))
        elif plain_head(head) not in heads:
            message = f"{sheet.path} has no column {head!r}"
            hint = did_you_mean(head, heads.values())
            problems.append(Problem(message=message, path=path, field=f"columns.{field}", hint=hint))
    if problems:
        raise ProblemError(problems)
    return {**names, **{field: (head,) for field, head in given.items()}}
