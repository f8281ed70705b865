"""Dotted columns: from flat records with names such as `incidents[0].per_year` to nested records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from ...problems import Problem, ProblemError
from .record import Record, Value

Step = str | int
"""One part of a name: `incidents[0].per_year` has the steps `incidents`, 0 and `per_year`."""
NAME = re.compile(r"[A-Za-z_][\w-]*(\[\d{1,2}\])?(\.[A-Za-z_][\w-]*(\[\d{1,2}\])?)*")
STEP = re.compile(r"\[(\d+)\]|[\w-]+")


def nested(records: Iterable[Record]) -> list[Record]:
    """Return the records with their names opened to mappings and lists.

    Raises ProblemError with every name that cannot be opened, and with every row that leaves a gap in a list.
    """
    problems: dict[Problem, None] = {}  # a fault of the header is one problem, not one a row
    opened = []
    for record in records:
        try:
            shape = _shape(tuple(record.data))
            opened.append(replace(record, data=_filled(shape, list(record.data.values()))))
        except _Fault as fault:
            line = 1 if fault.header else record.line("")
            problems[Problem(message=str(fault), path=record.path, line=line, hint=fault.hint)] = None
    if problems:
        raise ProblemError(problems)
    return opened


class _Fault(Exception):
    """A fault of the header, or of the cells that one row fills in."""

    def __init__(self, message: str, hint: str, header: bool = True) -> None:
        super().__init__(message)
        self.hint = hint
        self.header = header


# ---- the shape of rows: a nested record that has the index of a cell in place of each cell

Shape = Mapping[str, Any]


@lru_cache(maxsize=256)
def _shape(names: tuple[str, ...]) -> Shape:
    """Return the shape of all rows that fill in these columns."""
    root: dict[Step, Any] = {}
    for index in range(len(names)):
        _put(root, names, index)
    return _mapping(root)


def _filled(shape: Shape, cells: list[Value]) -> dict[str, Value]:
    """Return a shape with the cells of a row in it."""
    return {name: cells[part] if isinstance(part, int) else _value(part, cells) for name, part in shape.items()}


def _value(shape: Any, cells: list[Value]) -> Value:
    if isinstance(shape, int):
        return cells[shape]
    if isinstance(shape, list):
        return [_value(part, cells) for part in shape]
    return _filled(shape, cells)


@cache
def _steps(name: str) -> tuple[Step, ...]:
    if not NAME.fullmatch(name):
        hint = "write it like profile.users or incidents[0].per_year"
        raise _Fault(f"the column {name!r} is not the name of a field", hint)
    return tuple(int(part[1]) if part[1] else part[0] for part in STEP.finditer(name))


def _put(root: dict[Step, Any], names: Sequence[str], index: int) -> None:
    """Put the index of a column at its place in `root`, where a list is a mapping from positions."""
    part: Any = root
    *path, last = _steps(names[index])
    for step in path:
        _refuse_mixture(part, step, names, index)
        part = part.setdefault(step, {})
    _refuse_mixture(part, last, names, index)
    if last in part:
        raise _conflict(names, index, part[last])
    part[last] = index


def _refuse_mixture(part: Any, step: Step, names: Sequence[str], index: int) -> None:
    """Raise a fault if a step cannot lead on from a part: it is a cell, or has keys where this is a position."""
    if not isinstance(part, dict) or any(type(key) is not type(step) for key in part):
        raise _conflict(names, index, part)


def _conflict(names: Sequence[str], index: int, part: Any) -> _Fault:
    """Return the fault that a column needs the place of another one."""
    while isinstance(part, dict):
        part = next(iter(part.values()))
    return _Fault(f"the column {names[index]!r} conflicts with the column {names[part]!r}", "name each value once")


def _mapping(part: Mapping[Step, Any]) -> Shape:
    return {str(step): _with_lists(str(step), value) for step, value in part.items()}


def _with_lists(name: str, part: Any) -> Any:
    """Return a part of the shape with lists for mappings from positions."""
    if not isinstance(part, dict):
        return part
    if not isinstance(next(iter(part)), int):
        return _mapping(part)
    for place, step in enumerate(sorted(part)):
        if step != place:
            message = f"{name}[{step}] is filled in and {name}[{place}] is not"
            raise _Fault(message, "fill the positions from 0", header=False)
    return [_with_lists(f"{name}[{step}]", part[step]) for step in sorted(part)]
