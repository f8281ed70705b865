"""A call, what it may take, and what every executor offers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ...problems import Problem
from ..model import Digest, Outcome, Roles
from ..recipe import Recipe

if TYPE_CHECKING:  # a build with nothing to do loads none of it
    from concurrent.futures import Future

Fetch = Callable[[Digest], bytes]
"""The bytes behind a digest.  Raises KeyError when they are not known."""


@dataclass(frozen=True, slots=True)
class Call:
    """A recipe and the digests of its inputs: all that a worker needs, wherever it is."""

    recipe: Recipe
    inputs: Roles


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may take: seconds, and megabytes of memory.

    `hint` tells users what to do when a call was stopped; in it `{limit}` stands for the limit's name.
    """

    seconds: int = 120
    megabytes: int = 2000
    hint: str = "raise `{limit}`"


@dataclass(frozen=True, slots=True)
class ExecutorOptions:
    """Where calls run: `jobs` processes here (None: one for each core), or the cluster at `scheduler`.

    `preload` are modules that workers load once, in the process that they are forked from.  `environment` is
    "module:function"; it returns the versions that must be the same on every machine of a cluster.
    """

    jobs: int | None = None
    scheduler: str = ""
    preload: tuple[str, ...] = ()
    environment: str = ""


class Executor(Protocol):
    """Runs calls; a failure comes back as problems, never as an exception."""

    @property
    def capacity(self) -> int:
        """How many calls are worth starting before one is waited for."""

    def warm_up(self) -> None:
        """Start loading the libraries of slow recipes, because a slow call will follow."""

    def submit(self, call: Call) -> Future[Outcome]:
        """Start a call and return its outcome, which may come later."""

    def flush(self) -> None:
        """Send all calls that were gathered so far; call this before waiting for an outcome."""

    def close(self) -> None:
        """End every worker at once."""


Start = Callable[[Fetch, Limits], Executor]
"""Starts an executor that asks for inputs there, and keeps to these limits."""


def outcomes(executor: Executor, calls: Iterable[Call]) -> Iterator[Outcome]:
    """Yield the outcome of each call, in their order; no more run at once than the executor has capacity for."""
    running: deque[Future[Outcome]] = deque()
    for call in calls:
        running.append(executor.submit(call))
        while len(running) >= executor.capacity:
            yield _result(executor, running.popleft())
    while running:
        yield _result(executor, running.popleft())


def _result(executor: Executor, future: Future[Outcome]) -> Outcome:
    if not future.done():
        executor.flush()
    return future.result()


def too_long(limits: Limits) -> Outcome:
    """Return the outcome of a call that was stopped at its deadline."""
    message = f"took longer than {limits.seconds} seconds and was stopped"
    return (Problem(message=message, hint=limits.hint.format(limit="seconds")),)


def too_large(limits: Limits) -> Outcome:
    """Return the outcome of a call that needed more memory than it may have."""
    message = f"needed more than {limits.megabytes:,} megabytes of memory and was stopped"
    return (Problem(message=message, hint=limits.hint.format(limit="megabytes")),)


def died(how: str) -> Outcome:
    """Return the outcome of a call whose worker died."""
    hint = "build again; if it happens again, leave parts of its source out to find the one that does it"
    return (Problem(message=f"the worker that made it died ({how})", hint=hint),)
