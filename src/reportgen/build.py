"""A plan and the memory of the last build to a stream of what was made, kept, failed or removed, and why.

In the words of *Build systems a la carte* (Mokhov, Mitchell, Peyton Jones 2018): a topological scheduler
with traces keyed by content.  A key is the hash of everything a recipe can see, so an equal key means an
equal result; a target that needs another is keyed on the digest of what came out, so a change that makes
no difference stops there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from . import write
from .executors import Call, Executor, Outcome
from .model import Digest, Made, Plan, Product, Roles, Target, digest
from .problems import ProblemError
from .reasons import reason
from .recipes import toolchain
from .store import Store, Trace
from .write import Stat

Fetch = Callable[[Digest], bytes]
DESCRIBED = frozenset({"client", "site", "front", "posts", "assumptions", "factors", "/"})


@dataclass(frozen=True, slots=True)
class Work:
    """A target to be remade: what its recipe is handed, the key of it all, and why."""

    target: Target
    inputs: Roles
    key: Digest
    reason: str


class Builder:
    """One build: the memory it reads, the folder it writes, and what is in place so far.

    `before` holds the traces of earlier builds.
    """

    def __init__(self, code: Digest, store: Store, output: Path, fetch: Fetch) -> None:
        self._code = code
        self._store = store
        self._output = output
        self._fetch = fetch
        self.before = store.traces()
        self._owned = store.owned()
        if not self.before or self.before.keys() - self._owned:  # the memory was lost, or some of it
            self._owned |= write.recorded(output)
        self._looks = write.survey(output)
        self._digests: dict[str, Digest] = {}
        self._places: dict[Digest, str] = {}
        self._told: set[Digest] = set()
        self._tools = cache(lambda recipe: digest(toolchain(recipe).encode()))
        self._prefix = cache(lambda recipe: f"{recipe}\n{code}\n{self._tools(recipe)}\n")

    def build(self, plan: Plan, executor: Callable[[Fetch], Executor]) -> Iterator[Made]:
        """What became of each target, as it becomes known; few are under way at once, however many there are."""
        self._owned |= plan.targets.keys()
        self._store.claim(self._owned - self.before.keys())
        graph = _sorted(plan)
        graph.prepare()
        ready: list[str] = []  # the last comes first: all of a client before the next client
        with closing(executor(self._bytes)) as workers, closing(write.Writer(self._output)) as writer:
            flow = Flow(workers, writer)
            while graph.is_active():
                ready += reversed(graph.get_ready())
                if not ready or flow.full:
                    for done in flow.finished():
                        made = self._done(*done)
                        graph.done(made.path)
                        yield made
                    continue
                step = self.judge(plan.targets[ready.pop()])
                if isinstance(step, Work):
                    flow.start(step)
                else:
                    graph.done(step.path)
                    yield step

    def judge(self, target: Target) -> Work | Made:
        """Whether the target can stay, must be remade, or waits for one that failed."""
        inputs = dict(target.inputs)
        for role, path in target.needs.items():
            name = self._digests.get(path)
            if name is None:
                return Made(target.path, "blocked", reason=f"waits for {path}")
            inputs[role] = name
        key = self._key(target.recipe, inputs)
        trace = self.before.get(target.path)
        if trace and trace.key == key:
            if self._untouched(target.path, trace):
                self._note(target.path, trace.digest)
                return Made(target.path, "kept", trace.digest, problems=trace.warnings)
            why = "edited since it was made" if target.path in self._looks else "missing"
        else:
            why = self._why(target, inputs) if trace else "new"
        return Work(target, inputs, key, why)

    def would(self, plan: Plan) -> Iterator[Made]:
        """What a build would make, without making it; what depends on a remade file is named as well."""
        for path in _sorted(plan).static_order():
            step = self.judge(plan.targets[path])
            if isinstance(step, Work):
                yield Made(path, "made", reason=step.reason)
            else:
                yield replace(step, status="made") if step.status == "blocked" else step

    def sweep(self, plan: Plan, dry: bool = False) -> Iterator[Made]:
        """Removes files of ours that nobody owns any more; those of a broken source, and of others, stay."""
        gone = []
        for path in sorted(self._owned - plan.targets.keys()):
            holder = next((held for held in plan.held if path.startswith(held.prefix)), None)
            if holder:
                yield Made(path, "held", write.fingerprint(self._output, path), f"{holder.because} is broken")
                continue
            if path in self._looks if dry else write.remove(self._output, path):
                yield Made(path, "removed", reason="its source is gone")
            gone.append(path)
        if not dry:
            self._store.forget(gone)
        for path in sorted(self._looks.keys() - plan.targets.keys() - self._owned - write.HARMLESS):
            if not write.leftover(path):
                yield Made(path, "foreign", reason="reportgen did not make it")
            elif not dry:
                write.remove(self._output, path)

    def _key(self, recipe: str, inputs: Roles) -> Digest:
        """The hash of all that the recipe can see: its inputs, our code, the libraries behind it."""
        return digest((self._prefix(recipe) + "\n".join(map(" ".join, sorted(inputs.items())))).encode())

    def _why(self, target: Target, inputs: Roles) -> str:
        before = self._store.roles(target.path)
        return reason(before, self._roles(target.recipe, inputs), self._described)

    def _roles(self, recipe: str, inputs: Roles) -> Roles:
        return {**inputs, "code": self._code, "tools": self._tools(recipe)}

    def _bytes(self, name: Digest) -> bytes:
        path = self._places.get(name)
        return write.read(self._output, path) if path else self._fetch(name)

    def _described(self, name: Digest) -> bytes | None:
        """The bytes of an input of this build or an earlier one, if they are still known."""
        try:
            return self._store.described(name) or self._bytes(name)
        except KeyError:
            return None

    def _note(self, path: str, name: Digest) -> None:
        self._digests[path] = name
        self._places[name] = path

    def _untouched(self, path: str, trace: Trace) -> bool:
        """Whether the file is still what was placed; a file merely touched is read and compared."""
        stat = self._looks.get(path)
        if stat == trace.stat:
            return True
        if stat is None or write.fingerprint(self._output, path) != trace.digest:
            return False
        roles = self._store.roles(path)
        self._store.remember(path, trace._replace(stat=stat), roles or {})
        return True

    def _done(self, work: Work, outcome: Outcome, place: Future[Stat] | None) -> Made:
        """The target is done once its file is in place, and only then remembered."""
        path = work.target.path
        if not isinstance(outcome, Product):
            return Made(path, "failed", reason=work.reason, problems=outcome)
        assert place
        try:
            stat = place.result()
        except ProblemError as error:
            return Made(path, "failed", reason=work.reason, problems=error.problems)
        name = digest(outcome.content)
        self._describe(work.inputs)
        roles = self._roles(work.target.recipe, work.inputs)
        self._store.remember(path, Trace(work.key, name, stat, outcome.warnings), roles)
        self._note(path, name)
        return Made(path, "made", name, work.reason, outcome.warnings)

    def _describe(self, roles: Roles) -> None:
        """Keeps the small inputs, so that the next change can be told in words."""
        for role, name in roles.items():
            if (role in DESCRIBED or role.endswith("/")) and name not in self._told:
                self._told.add(name)
                content = self._bytes(name)
                self._store.describe({name: content})
                if role.endswith("/"):
                    self._describe(json.loads(content))


class Flow:
    """What is under way: calls that run somewhere, and what they made on its way to the disk."""

    def __init__(self, workers: Executor, writer: write.Writer) -> None:
        self._workers = workers
        self._writer = writer
        self._calls: dict[Future[Outcome], Work] = {}
        self._writes: dict[Future[Stat], tuple[Work, Product]] = {}

    @property
    def full(self) -> bool:
        """Whether it is time to wait for something."""
        return len(self._calls) >= self._workers.room or len(self._writes) >= write.WRITERS

    def start(self, work: Work) -> None:
        """Sends a call on its way."""
        self._calls[self._workers.submit(Call(work.target.recipe, work.inputs))] = work

    def finished(self) -> Iterator[tuple[Work, Outcome, Future[Stat] | None]]:
        """What failed or was placed, after waiting for something to happen."""
        under_way: list[Future[Any]] = [*self._calls, *self._writes]
        for future in wait(under_way, return_when=FIRST_COMPLETED).done:
            if future in self._writes:
                work, product = self._writes.pop(future)
                yield work, product, future
                continue
            work = self._calls.pop(future)
            outcome = future.result()
            if isinstance(outcome, Product):
                self._writes[self._writer.place(work.target.path, outcome.content)] = work, outcome
            else:
                yield work, outcome, None


def _sorted(plan: Plan) -> TopologicalSorter[str]:
    """The targets, each after those it needs; `prepare` is left to the caller who runs several at once."""
    return TopologicalSorter({path: target.needs.values() for path, target in plan.targets.items()})
