"""Bundles that are open, and the calls for their targets that are under way."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from .executors import HEAVY, Call, Executor
from .model import Digest, Made, Outcome, Plan, Roles, Target
from .output import Stat
from .traces import Trace

if TYPE_CHECKING:
    from concurrent.futures import Future


@dataclass(frozen=True, slots=True)
class Work:
    """A target to be remade: what its recipe is handed, the key of it all, and why."""

    target: Target
    inputs: Roles
    key: Digest
    reason: str


@dataclass(slots=True)
class Bundle:
    """A bundle that was opened: its plan, what is known of its files and what lies there, what came of it so far.

    `leading` are the targets that lead to something heavy, `strangers` the files that reportgen did not make.
    """

    name: str
    plan: Plan
    traces: Mapping[str, Trace]
    ours: Set[str]
    looks: Mapping[str, Stat]
    sorter: TopologicalSorter[str]
    leading: Set[str]
    digests: dict[str, Digest] = field(default_factory=dict)
    stats: dict[str, Stat] = field(default_factory=dict)
    made: list[Made] = field(default_factory=list)
    strangers: list[Made] = field(default_factory=list)

    def ready(self) -> list[tuple[Bundle, Target]]:
        """The targets that can be made now, the first one last."""
        return [(self, self.plan.targets[path]) for path in reversed(self.sorter.get_ready())]

    @property
    def complete(self) -> bool:
        """Whether it is known what became of everything in it."""
        return len(self.made) == len(self.plan.targets)

    @property
    def quiet(self) -> bool:
        """Whether everything in it is as it should be, and there is nothing to say about it."""
        silent = not self.plan.problems and not self.plan.held
        return silent and all(made.digest and not made.problems for made in self.made)


class Flow:
    """The calls that are under way somewhere."""

    def __init__(self, workers: Executor) -> None:
        from queue import SimpleQueue  # a build with nothing to do needs none of it

        self._workers = workers
        self._calls: dict[Future[Outcome], tuple[Bundle, Work]] = {}
        self._light = 0
        self._done: SimpleQueue[Future[Outcome]] = SimpleQueue()

    @property
    def full(self) -> bool:
        """Whether it is time to wait for something."""
        return len(self._calls) >= self._workers.room

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._calls

    @property
    def waits(self) -> bool:
        """Whether nothing will come to its end soon: there is time for the disk."""
        return not self._light and self._done.empty()

    def start(self, bundle: Bundle, work: Work) -> None:
        """Sends a call on its way."""
        if work.target.path in bundle.leading:
            self._workers.expect()
        future = self._workers.submit(Call(work.target.recipe, work.inputs))
        self._calls[future] = bundle, work
        self._light += work.target.recipe not in HEAVY
        future.add_done_callback(self._done.put)

    def finished(self) -> Iterator[tuple[Bundle, Work, Outcome]]:
        """What came of some calls, after waiting for one of them."""
        if self._done.empty():
            self._workers.send()
        found = [self._done.get()]
        while not self._done.empty():
            found.append(self._done.get())
        for future in found:
            bundle, work = self._calls.pop(future)
            self._light -= work.target.recipe not in HEAVY
            yield bundle, work, future.result()


def leading(plan: Plan) -> frozenset[str]:
    """The heavy targets, and those that a heavy one needs, directly or not."""
    todo, found = [path for path, target in plan.targets.items() if target.recipe in HEAVY], set[str]()
    while todo:
        path = todo.pop()
        found.add(path)
        todo += plan.targets[path].needs.values() if path in plan.targets else ()
    return frozenset(found)


def needs(plan: Plan) -> dict[str, Collection[str]]:
    """The targets, with those that each one needs."""
    return {path: target.needs.values() for path, target in plan.targets.items()}
