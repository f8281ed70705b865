"""Problems gathered on the way, so that one broken file does not hide the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import ParamSpec, TypeVar

from ..engine.model import identifier_fault
from ..problems import Problem, ProblemError, did_you_mean
from .readers.record import Record

Given = ParamSpec("Given")
Value = TypeVar("Value")


class Findings:
    """What was found wrong so far."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def attempt(self, read: Callable[Given, Value], *args: Given.args, **names: Given.kwargs) -> Value | None:
        """The value; None when reading it raised problems, which are kept."""
        try:
            return read(*args, **names)
        except ProblemError as error:
            self.problems += error.problems
            return None

    def unknown(self, field: str, name: str, known: Iterable[str], record: Record) -> None:
        """Notes that a field names something which is not there."""
        noun = field.partition("[")[0].removesuffix("s").replace("prepared_by", "author")
        problem = Problem(message=f"no {noun} {name!r}", field=field, hint=did_you_mean(name, known))
        self.problems.append(problem.at(record.path, record.line(field)))


def identified(paths: Iterable[str], folder: str, suffix: str, findings: Findings) -> Iterator[tuple[str, str]]:
    """The id that each path gives, and the path, where it can be one."""
    for path in paths:
        name = path.removeprefix(folder).removesuffix(suffix)
        if fault := identifier_fault(name):
            message, _, hint = fault.partition("; ")
            findings.problems.append(Problem(message=message, path=path, hint=f"rename it; {hint}"))
        else:
            yield name, path
