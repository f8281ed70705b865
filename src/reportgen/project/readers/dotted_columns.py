"""Flat records, whose names are dotted (`incidents[0].per_year`), to nested ones: a client in one row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from ...problems import Problem, ProblemError
from .record import Record, Value

Step = str | int
NAME = re.compile(r"[A-Za-z_][\w-]*(\[\d{1,2}\])?(\.[A-Za-z_][\w-]*(\[\d{1,2}\])?)*")
PART = re.compile(r"\[(\d+)\]|[\w-]+")


def nested(records: Iterable[Record]) -> list[Record]:
    """The same records, each name's dots and positions opened to mappings and lists.

    Raises ProblemError with every name that is not of that form and every row that leaves a gap in a list.
    """
    problems: dict[Problem, None] = {}
    found = []
    for record in records:
        try:
            shape = _shape(tuple(record.data))
            found.append(Record(record.path, _filled(shape, list(record.data.values())), record.lines))
        except _Unclear as unclear:
            line = 1 if unclear.header else record.line("")
            problems[Problem(message=str(unclear), path=record.path, line=line, hint=unclear.hint)] = None
    if problems:
        raise ProblemError(problems)
    return found


class _Unclear(Exception):
    def __init__(self, message: str, hint: str, header: bool = True) -> None:
        super().__init__(message)
        self.hint = hint
        self.header = header


Shape = Mapping[str, Any]
"""A nested record with the place of each cell in its row instead of the cell."""


@lru_cache(maxsize=256)
def _shape(names: tuple[str, ...]) -> Shape:
    """The shape of all rows in which these columns are filled in."""
    root: dict[Step, Any] = {}
    for place, name in enumerate(names):
        _put(root, name, place)
    return _opened(root)


def _filled(shape: Shape, cells: list[Value]) -> dict[str, Value]:
    return {name: cells[each] if isinstance(each, int) else _value(each, cells) for name, each in shape.items()}


def _value(shape: Any, cells: list[Value]) -> Value:
    if isinstance(shape, int):
        return cells[shape]
    if isinstance(shape, list):
        return [_value(each, cells) for each in shape]
    return _filled(shape, cells)


@cache
def _steps(name: str) -> tuple[Step, ...]:
    """`incidents[0].name` as `incidents`, 0, `name`."""
    if not NAME.fullmatch(name):
        raise _Unclear(f"the column {name!r} names no field", "write it like profile.users or incidents[0].per_year")
    return tuple(int(part[1]) if part[1] else part[0] for part in PART.finditer(name))


def _put(root: dict[Step, Any], name: str, cell: int) -> None:
    """Sets the cell at its place; a list is a mapping from positions for now."""
    *way, last = _steps(name)
    here = root
    for step in way:
        inner = here.setdefault(step, {})
        if not isinstance(inner, dict):
            raise _Unclear(f"the column {name!r} stands inside another column", "name each value once")
        here = inner
    if last in here:
        raise _Unclear(f"the column {name!r} stands around another column", "name each value once")
    here[last] = cell


def _opened(found: Mapping[Step, Any]) -> Shape:
    return {str(step): _with_lists(str(step), value) for step, value in found.items()}


def _with_lists(name: str, value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if not isinstance(next(iter(value)), int):
        return _opened(value)
    for place, step in enumerate(sorted(value, key=int)):
        if int(step) != place:
            message = f"{name}[{step}] is filled in and {name}[{place}] is not"
            raise _Unclear(message, "fill the positions from 0", header=False)
    return [_with_lists(f"{name}[{step}]", value[step]) for step in sorted(value, key=int)]
