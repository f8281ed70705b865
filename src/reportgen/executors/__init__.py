"""Where recipes run: in this process, in a pool of processes, on a cluster; the same call everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ..model import Product, Roles
from ..problems import Problem

if TYPE_CHECKING:  # a build with nothing to do loads none of it
    from concurrent.futures import Future

Outcome = Product | tuple[Problem, ...]
"""The bytes a recipe made, or every problem that kept it from making them."""


HEAVY = frozenset({"pdf"})
"""Recipes that take so long that it matters where they run."""


@dataclass(frozen=True, slots=True)
class Call:
    """A recipe and what it is handed: all that a worker needs, wherever it is."""

    recipe: str
    inputs: Roles


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one call may take: seconds, and megabytes of memory."""

    seconds: int = 120
    megabytes: int = 2000


class Executor(Protocol):
    """Runs calls; a failure comes back as problems, never as an exception."""

    room: int
    """How many calls are worth having under way at once."""

    def submit(self, call: Call) -> Future[Outcome]:
        """The outcome, now or later."""

    def close(self) -> None:
        """Ends every worker at once."""


def too_long(bounds: Bounds) -> Outcome:
    """The outcome of a call that was stopped at its deadline."""
    message = f"took longer than {bounds.seconds} seconds and was stopped"
    hint = "look for a very long word or table, or raise `seconds` under [limits] in reportgen.toml"
    return (Problem(message=message, hint=hint),)


def too_large(bounds: Bounds) -> Outcome:
    """The outcome of a call that needed more memory than it may have."""
    message = f"needed more than {bounds.megabytes:,} megabytes of memory and was stopped"
    hint = "look for a very long word or table, or raise `megabytes` under [limits] in reportgen.toml"
    return (Problem(message=message, hint=hint),)


def died(how: str) -> Outcome:
    """The outcome of a call that ended its worker."""
    hint = "build again; if it happens again, leave parts of this report out to find the one that does it"
    return (Problem(message=f"the worker that made it died ({how})", hint=hint),)
