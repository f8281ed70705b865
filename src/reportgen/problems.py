"""Problems: what is wrong, where, and what to do about it, as plain data; one exception that carries many."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, Literal, ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Value = TypeVar("Value")
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that the author can fix.  It is plain data, so a worker process can return it.

    `path` is relative to the project, `line` counts from 1 (0: unknown), `field` is dotted with list
    positions in brackets (`incidents[0].per_year`), `hint` says what to do.
    """

    message: str
    path: str = ""
    line: int = 0
    field: str = ""
    hint: str = ""
    severity: Severity = "error"

    def at(self, path: str, line: int = 0) -> Problem:
        """Return the problem with this path and line, where it has none of its own."""
        return replace(self, path=self.path or path, line=self.line or line)

    def to_dict(self) -> dict[str, Any]:
        """Return the problem as JSON can hold it, without its empty parts."""
        return {name: value for name in KEYS if (value := getattr(self, name))}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Problem:
        """Return the problem that `to_dict` was called on."""
        return cls(**data)

    def __str__(self) -> str:
        """Return `content/clients/a.yml:12: managed.flat_month: must not be negative`, and the hint on its own line."""
        place = self.path + (f":{self.line}" if self.line else "")
        text = ": ".join(part for part in (place, self.field, self.message) if part)
        return text + (f"\n    {self.hint}" if self.hint else "")


KEYS = ("severity", "path", "line", "field", "message", "hint")
"""The parts of a problem, in the order of its JSON."""


class ProblemError(Exception):
    """Carries every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ProblemError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class ProblemCollector:
    """Collects problems, so that one broken file does not hide the problems of the next."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def attempt(
        self, read: Callable[Parameters, Value], *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Value | None:
        """Return what the function returns; None if it raises ProblemError, whose problems are collected."""
        try:
            return read(*args, **kwargs)
        except ProblemError as error:
            self.problems += error.problems
            return None


FEW = 3
"""How often the same may be told in one file before it is told once."""


def together(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems, in order, with those that differ in their line alone told once, when there are many.

    The message then says how many there are and the first three lines.  Entries of a list differ in their index too.
    """
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        field = re.sub(r"\[\d+\]", "[]", problem.field)
        groups.setdefault((problem.path, field, problem.message, problem.hint, problem.severity), []).append(problem)
    return [problem for group in groups.values() for problem in (group if len(group) <= FEW else [_told_once(group)])]


def _told_once(group: Sequence[Problem]) -> Problem:
    lines = list(dict.fromkeys(problem.line for problem in group))
    shown = ", ".join(map(str, lines[:FEW])) + (", ..." if len(lines) > FEW else "")
    return replace(group[0], message=f"{group[0].message} ({len(group)} times: lines {shown})")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the known word nearest to `word`, or lists all if none is near."""
    words = sorted(known)
    if near := get_close_matches(word, words, n=1, cutoff=0.6):
        return f"did you mean {near[0]!r}?"
    return f"one of: {', '.join(words)}" if words else ""
