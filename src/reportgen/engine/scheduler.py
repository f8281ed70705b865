"""Bundles that are open, the order of their targets, and the calls that run."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from .executors import Call, Executor
from .model import BundlePlan, Digest, Outcome, Result, Target
from .recipe import Recipe
from .scan import OutputStat
from .staleness import Stale
from .traces import Trace

if TYPE_CHECKING:
    from concurrent.futures import Future


@dataclass(slots=True)
class Bundle:
    """An open bundle: its plan, what is known of its files and how they look, and what became of them so far.

    `files` are the paths that are ours, `digests` and `stats` those of the files that are in place and up to date,
    `untracked` the files in its folder that this tool did not make.
    """

    name: str
    plan: BundlePlan
    traces: Mapping[str, Trace]
    files: Set[str]
    found: Mapping[str, OutputStat]
    sorter: TopologicalSorter[str]
    digests: dict[str, Digest] = field(default_factory=dict)
    stats: dict[str, OutputStat] = field(default_factory=dict)
    results: list[Result] = field(default_factory=list)
    untracked: list[Result] = field(default_factory=list)

    @property
    def finished(self) -> bool:
        """Whether every target has its result."""
        return len(self.results) == len(self.plan.targets)

    @property
    def clean(self) -> bool:
        """Whether every file is as it should be, with nothing to report."""
        silent = not self.plan.problems and not self.plan.outdated
        return silent and all(result.digest and not result.problems for result in self.results)


Step = tuple[Bundle, Target, Stale]


class Scheduler:
    """Tells which target is next, and starts calls; a target is ready when all that it needs is in place or failed."""

    def __init__(self, executor: Executor, recipes: Mapping[str, Recipe]) -> None:
        from queue import SimpleQueue  # a build with nothing to do needs none of it

        self._executor = executor
        self._recipes = recipes
        self._ready: list[tuple[Bundle, Target]] = []  # the last comes first: a whole bundle before the next
        self._leading: dict[str, Set[str]] = {}
        self._running: dict[Future[Outcome], Step] = {}
        self._quick = 0  # calls of recipes that are not slow
        self._done: SimpleQueue[Future[Outcome]] = SimpleQueue()

    @property
    def full(self) -> bool:
        """Whether to wait for a call before the next one is started."""
        return len(self._running) >= self._executor.capacity

    @property
    def idle(self) -> bool:
        """Whether no call is running."""
        return not self._running

    @property
    def waiting(self) -> bool:
        """Whether no call will end soon, so that there is time for the disk."""
        return not self._quick and self._done.empty()

    def add(self, bundle: Bundle) -> None:
        """Schedule the targets of a bundle."""
        self._leading[bundle.name] = _leading(bundle.plan, self._recipes)
        self._extend(bundle)

    def next(self) -> tuple[Bundle, Target] | None:
        """Return the next ready target; None when there is none."""
        return self._ready.pop() if self._ready else None

    def start(self, bundle: Bundle, target: Target, stale: Stale) -> None:
        """Start the call of a target."""
        recipe = self._recipes[target.recipe]
        if target.path in self._leading[bundle.name]:
            self._executor.warm_up()
        future = self._executor.submit(Call(recipe, stale.inputs))
        self._running[future] = bundle, target, stale
        self._quick += recipe.cost != "slow"
        future.add_done_callback(self._done.put)

    def finished(self) -> Iterator[tuple[Step, Outcome]]:
        """Yield the calls that have ended, after waiting for at least one."""
        if self._done.empty():
            self._executor.flush()
        ended = [self._done.get()]
        while not self._done.empty():
            ended.append(self._done.get())
        for future in ended:
            step = self._running.pop(future)
            self._quick -= self._recipes[step[1].recipe].cost != "slow"
            yield step, future.result()

    def done(self, bundle: Bundle, target: Target) -> None:
        """Record that a target is in place or has failed: those that need it become ready."""
        bundle.sorter.done(target.path)
        self._extend(bundle)

    def _extend(self, bundle: Bundle) -> None:
        self._ready += [(bundle, bundle.plan.targets[path]) for path in reversed(bundle.sorter.get_ready())]


def needs(plan: BundlePlan) -> dict[str, Collection[str]]:
    """Return the paths of all targets, with those that each one needs."""
    return {path: target.needs.values() for path, target in plan.targets.items()}


def _leading(plan: BundlePlan, recipes: Mapping[str, Recipe]) -> frozenset[str]:
    """Return the slow targets, and those that a slow one needs, directly or not."""
    todo = [path for path, target in plan.targets.items() if recipes[target.recipe].cost == "slow"]
    found = set[str]()
    while todo:
        path = todo.pop()
        found.add(path)
        todo += plan.targets[path].needs.values() if path in plan.targets else ()
    return frozenset(found)
