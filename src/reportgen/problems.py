"""What went wrong, where, and what to do about it, as plain data; one exception that carries many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing the author can mend.  Plain data, so it survives the way out of a worker.

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
        """The same problem, placed in a file; what is known already is kept."""
        return replace(self, path=self.path or path, line=self.line or line)

    def __str__(self) -> str:
        """`content/clients/a.yml:12: managed.flat_month: must not be negative`, the hint on a line of its own."""
        place = self.path + (f":{self.line}" if self.line else "")
        text = ": ".join(part for part in (place, self.field, self.message) if part)
        return text + (f"\n    {self.hint}" if self.hint else "")


class ProblemError(Exception):
    """Every problem found, raised once, caught at the edge."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[ProblemError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest of the known words, or lists them when none is near."""
    words = sorted(known)
    if near := get_close_matches(word, words, n=1, cutoff=0.6):
        return f"did you mean {near[0]!r}?"
    return f"one of: {', '.join(words)}" if words else ""
