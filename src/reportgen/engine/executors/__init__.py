"""Where recipes run: in this process, in a pool of processes, on a cluster; the same call everywhere."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ...problems import Problem
from ..model import Digest, Outcome, Roles

if TYPE_CHECKING:  # a build with nothing to do loads none of it
    from concurrent.futures import Future

Fetch = Callable[[Digest], bytes]
"""The bytes behind a digest.  Raises KeyError when they are not known."""

HEAVY = frozenset({"pdf"})
"""Recipes that take so long that nothing else travels with them, and that workers load their libraries ahead."""


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

    @property
    def room(self) -> int:
        """How many calls are worth having under way at once."""

    def expect(self) -> None:
        """Hears that something heavy is about to be asked for, so that what takes long to load can begin to."""

    def submit(self, call: Call) -> Future[Outcome]:
        """The outcome, now or later."""

    def send(self) -> None:
        """Sends off what was gathered so far; to be called before waiting for an outcome."""

    def close(self) -> None:
        """Ends every worker at once."""


Start = Callable[[Fetch], Executor]
"""Starts an executor that asks for inputs there."""


def outcomes(executor: Executor, calls: Iterable[Call]) -> Iterator[Outcome]:
    """The outcome of each call, in their order; no more are under way at once than there is room for."""
    running: deque[Future[Outcome]] = deque()
    for call in calls:
        running.append(executor.submit(call))
        while len(running) >= executor.room:
            yield _result(executor, running.popleft())
    while running:
        yield _result(executor, running.popleft())


def _result(executor: Executor, future: Future[Outcome]) -> Outcome:
    if not future.done():
        executor.send()
    return future.result()


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
