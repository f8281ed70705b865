"""A plan and the memory of the last build to a stream of what was made, kept, failed or removed, and why.

In the words of *Build systems a la carte* (Mokhov, Mitchell, Peyton Jones 2018): a topological scheduler
with traces keyed by content.  A key is the hash of everything a recipe can see, so an equal key means an
equal result; a target that needs another is keyed on the digest of what came out, so a change that makes
no difference stops there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from . import write
from .executors import Call, Executor, Outcome
from .model import Digest, Made, Plan, Product, Roles, Target, digest
from .problems import ProblemError
from .reasons import reason
from .recipes import toolchain
from .store import Store, Trace

Fetch = Callable[[Digest], bytes]
DESCRIBED = ("client", "site", "front", "posts", "assumptions", "factors")


@dataclass(frozen=True, slots=True)
class Work:
    """A target to be remade: what its recipe is handed, the key of it all, and why."""

    target: Target
    inputs: Roles
    key: Digest
    roles: Roles
    reason: str


class Builder:
    """One build: the memory it reads, the folder it writes, and what is in place so far."""

    def __init__(self, code: Digest, store: Store, output: Path, fetch: Fetch) -> None:
        self._code = code
        self._store = store
        self._output = output
        self._fetch = fetch
        self._traces = store.traces()
        self._digests: dict[str, Digest] = {}
        self._places: dict[Digest, str] = {}
        self._tools = cache(lambda recipe: digest(toolchain(recipe).encode()))

    def build(self, plan: Plan, executor: Callable[[Fetch], Executor]) -> Iterator[Made]:
        """What became of each target, as it becomes known."""
        workers = executor(self._bytes)
        self._store.claim(plan.targets.keys() - self._traces.keys())
        graph = TopologicalSorter({path: target.needs.values() for path, target in plan.targets.items()})
        graph.prepare()
        running: dict[Future[Outcome], Work] = {}
        while graph.is_active():
            for path in graph.get_ready():
                step = self.judge(plan.targets[path])
                if isinstance(step, Work):
                    running[workers.submit(Call(step.target.recipe, step.inputs))] = step
                else:
                    graph.done(path)
                    yield step
            for future in wait(running, return_when=FIRST_COMPLETED).done if running else ():
                work = running.pop(future)
                made = self._finish(work, future.result())
                graph.done(work.target.path)
                yield made

    def judge(self, target: Target) -> Work | Made:
        """Whether the target can stay, must be remade, or waits for one that failed."""
        needs = {role: self._digests.get(path) for role, path in target.needs.items()}
        for role, name in needs.items():
            if name is None:
                return Made(target.path, "blocked", reason=f"waits for {target.needs[role]}")
        inputs = {**target.inputs, **{role: name for role, name in needs.items() if name}}
        roles = {**inputs, "code": self._code, "tools": self._tools(target.recipe)}
        key = digest(target.recipe.encode(), *(part.encode() for pair in sorted(roles.items()) for part in pair))
        trace = self._traces.get(target.path)
        if trace and trace.key == key:
            if self._untouched(target.path, trace):
                self._note(target.path, trace.digest)
                return Made(target.path, "kept", trace.digest, problems=trace.warnings)
            why = "missing" if write.look(self._output, target.path) is None else "edited since it was made"
        else:
            why = reason(trace.roles if trace else None, roles, self._described)
        return Work(target, inputs, key, roles, why)

    def would(self, plan: Plan) -> Iterator[Made]:
        """What a build would make, without making it; what depends on a remade file is named as well."""
        order = TopologicalSorter({path: target.needs.values() for path, target in plan.targets.items()})
        for path in order.static_order():
            step = self.judge(plan.targets[path])
            if isinstance(step, Work):
                yield Made(path, "made", reason=step.reason)
            else:
                yield replace(step, status="made") if step.status == "blocked" else step

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
        stat = write.look(self._output, path)
        if stat == trace.stat:
            return True
        if stat is None or write.fingerprint(self._output, path) != trace.digest:
            return False
        self._store.remember(path, replace(trace, stat=stat))
        return True

    def _finish(self, work: Work, outcome: Outcome) -> Made:
        path = work.target.path
        if not isinstance(outcome, Product):
            return Made(path, "failed", reason=work.reason, problems=outcome)
        try:
            stat = write.place(self._output, path, outcome.content)
        except ProblemError as error:
            return Made(path, "failed", reason=work.reason, problems=error.problems)
        name = digest(outcome.content)
        self._store.remember(path, Trace(work.key, name, stat, work.roles, outcome.warnings))
        self._store.describe(
            {each: self._bytes(each) for role, each in work.inputs.items() if role in DESCRIBED or role[-1] == "/"}
        )
        self._note(path, name)
        return Made(path, "made", name, work.reason, outcome.warnings)


def sweep(plan: Plan, store: Store, output: Path, dry: bool = False) -> Iterator[Made]:
    """Removes files of ours that nobody owns any more; those of a broken source stay as they are."""
    gone = []
    for path in sorted(store.owned() - plan.targets.keys()):
        holder = next((held for held in plan.held if path.startswith(held.prefix)), None)
        if holder:
            yield Made(path, "held", write.fingerprint(output, path), f"{holder.because} is broken")
            continue
        if write.look(output, path) if dry else write.remove(output, path):
            yield Made(path, "removed", reason="its source is gone")
        gone.append(path)
    store.forget(gone)
