"""An outline and the memory of the last build to a stream of what was made, kept, failed or removed, and why.

In the words of *Build systems a la carte* (Mokhov, Mitchell, Peyton Jones 2018): a topological scheduler
with traces keyed by content.  A key is the hash of everything a recipe can see, so an equal key means an
equal result; a target that needs another is keyed on the digest of what came out, so a change that makes
no difference stops there.  A bundle that has the key it had, and whose files nobody touched, is not opened.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from pathlib import Path

from ..cli.console import lines
from ..problems import Problem, ProblemError
from . import output as write
from . import prune as tidy
from .executors import Fetch, Start
from .flow import Bundle, Flow, Work, leading, needs
from .judge import Judge
from .model import Artifact, Digest, Made, Outcome, Outline, Target, digest
from .output import Stat
from .store import Store
from .traces import Memory, Trace

Locate = Callable[[Problem, Target], Problem]
AHEAD = 256  # bundles opened and claimed at once
TOGETHER = 512  # files flushed and remembered at once
SEALED = 512  # bundles sealed at once


@dataclass(frozen=True, slots=True)
class Placed:
    """A file that is in place, and not yet remembered: only what is on the disk is."""

    bundle: Bundle
    work: Work
    trace: Trace


class Builder:
    """One build: the memory it reads, the folder it writes, and what is in place so far.

    `intact` has the names of the bundles that were passed over; `problems` what is wrong
    with the plans of those that were opened.
    """

    def __init__(
        self, outline: Outline, code: Digest, store: Store, output: Path, fetch: Fetch, locate: Locate | None = None
    ) -> None:
        self._outline = outline
        self._store = store
        self._output = output
        self._judge = Judge(code, store, output, fetch)
        self._locate = locate or (lambda problem, target: problem)
        self._memory = store.bundles()
        self._lost = not self._memory
        if self._lost:
            self._memory = tidy.remembered(write.recorded(output), outline)
        self._looks: dict[str, dict[str, Stat]] = {}
        self._news: dict[Digest, bytes] = {}
        self._placed: dict[str, Placed] = {}
        self._sealable: list[Bundle] = []
        self.intact: set[str] = set()
        self.problems: list[Problem] = []
        self._bundles = self._seen = self._targets = 0

    def build(self, start: Start, asked: Collection[str] | None = None) -> Iterator[Made]:
        """What became of each file of the bundles asked for, as it becomes known; few are under way at once."""
        if self._lost:
            self._store.claim(self._memory)
        if names := self._look(asked):
            with closing(start(self._judge.fetch)) as workers:
                yield from self._build(self._open(names, claim=True), Flow(workers))
        self._seal(len(self._sealable))
        yield from self._sweep()

    def _build(self, bundles: Iterator[Bundle], flow: Flow) -> Iterator[Made]:
        ready: list[tuple[Bundle, Target]] = []  # the last comes first: all of a client before the next client
        try:
            while True:
                while not flow.full and (ready or (opened := next(bundles, None))):
                    if ready:
                        yield from self._step(*ready.pop(), flow, ready)
                    elif opened:
                        ready += opened.ready()
                        yield from self._closed(opened)
                if flow.waits or len(self._placed) >= TOGETHER:
                    yield from self._recorded()
                if flow.idle:
                    break
                self._store.commit()  # who builds to another folder need not wait for our calls
                for bundle, work, outcome in flow.finished():
                    yield from self._ended(bundle, work, outcome, ready)
        finally:  # also when it is interrupted: what is in place is remembered
            self._record()

    def would(self, asked: Collection[str] | None = None) -> Iterator[Made]:
        """What a build would do, without doing it; what depends on a remade file is named as well."""
        for bundle in self._open(self._look(asked), claim=False):
            for path in TopologicalSorter(needs(bundle.plan)).static_order():
                step = self._judge.judge(bundle, bundle.plan.targets[path])
                if isinstance(step, Work):
                    yield Made(path, "made", reason=step.reason)
                else:
                    yield replace(step, status="made") if step.status == "blocked" else step
            yield from self._tidied(bundle, dry=True)
        yield from self._sweep(dry=True)

    # ---- which bundles are looked into

    def _look(self, asked: Collection[str] | None) -> list[str]:
        """The names of the bundles that must be opened; the others are intact, or not asked for."""
        names = self._outline.bundles if asked is None else asked
        folder, opened = f"{self._output}/", []
        for name in names:
            memory = self._memory.get(name)
            same = memory and memory.key == self._bundle_key(name)
            if memory and same and write.appearance(folder, memory.places) == memory.look:
                self.intact.add(name)
            else:
                opened.append(name)
        unseen = self.intact if asked is None else self._outline.bundles.keys() - set(opened)
        self._looks = self._by_bundle(write.survey(self._output, unseen))
        return opened

    def _bundle_key(self, name: str) -> Digest:
        return f"{self._judge.engine} {self._outline.bundles[name]}"

    def _by_bundle(self, looks: Mapping[str, Stat]) -> dict[str, dict[str, Stat]]:
        return tidy.by_bundle(looks, self._outline.bundles.keys() | self._memory.keys())

    def expected(self) -> int:
        """How many files there will be to judge, as far as is known: those to come are taken to be like those seen."""
        return self._targets * self._bundles // max(self._seen, 1)

    def _open(self, names: list[str], claim: bool) -> Iterator[Bundle]:
        """The bundles, some at a time; what they will write is claimed before."""
        self._bundles = len(names)
        for start in range(0, len(names), AHEAD):
            opened = [self._opened(name) for name in names[start : start + AHEAD]]
            if claim:
                self._claim(opened)
            yield from opened

    def _opened(self, name: str) -> Bundle:
        plan, memory = self._outline.plan_of(name), self._memory.get(name)
        ours = set(memory.files) if memory else set()
        traces = self._store.traces(name) if memory else {}
        sorter = TopologicalSorter(needs(plan))
        sorter.prepare()
        self.problems += plan.problems
        self._seen, self._targets = self._seen + 1, self._targets + len(plan.targets)
        return Bundle(name, plan, traces, ours, self._looks.get(name, {}), sorter, leading(plan))

    def _claim(self, bundles: list[Bundle]) -> None:
        claims = {}
        for bundle in bundles:
            if bundle.plan.targets.keys() - bundle.ours:
                bundle.ours = {*bundle.ours, *bundle.plan.targets}
                claims[bundle.name] = Memory.of(bundle.ours)
        self._store.claim(claims)

    # ---- one target

    def _step(self, bundle: Bundle, target: Target, flow: Flow, ready: list[tuple[Bundle, Target]]) -> Iterator[Made]:
        step = self._judge.judge(bundle, target)
        if isinstance(step, Work):
            flow.start(bundle, step)
            return
        bundle.sorter.done(step.path)
        ready += bundle.ready()
        yield from self._told(bundle, target, step)

    def _ended(
        self, bundle: Bundle, work: Work, outcome: Outcome, ready: list[tuple[Bundle, Target]]
    ) -> Iterator[Made]:
        """Puts what was made into its place; it is told once it is on the disk."""
        path = work.target.path
        if isinstance(outcome, Artifact):
            try:
                stat = write.place(self._output, path, outcome.content, empty=path not in bundle.looks)
            except ProblemError as error:
                outcome = error.problems
        if isinstance(outcome, Artifact):
            name = digest(outcome.content)
            self._news |= self._judge.describe(work.inputs)
            self._judge.note(bundle, path, name)
            roles = self._judge.roles(work.target.recipe, work.inputs)
            trace = Trace(work.key, name, stat, roles, outcome.warnings)
            self._placed[path] = Placed(bundle, work, trace)
        bundle.sorter.done(path)
        ready += bundle.ready()
        if not isinstance(outcome, Artifact):
            yield from self._told(bundle, work.target, Made(path, "failed", reason=work.reason, problems=outcome))

    def _recorded(self) -> Iterator[Made]:
        for placed, made in self._record():
            yield from self._told(placed.bundle, placed.work.target, made)

    def _record(self) -> list[tuple[Placed, Made]]:
        """Remembers what is in place, once it is on the disk, and only then."""
        if not self._placed:
            return []
        failed = write.flush(self._output, self._placed)
        results, traces = [], {}
        for path, placed in self._placed.items():
            why, trace = placed.work.reason, placed.trace
            if problem := failed.get(path):
                results.append((placed, Made(path, "failed", reason=why, problems=(problem,))))
                continue
            traces[path] = trace
            placed.bundle.stats[path] = trace.stat
            results.append((placed, Made(path, "made", trace.digest, why, trace.warnings)))
        self._placed = {}
        self._store.remember(traces)
        self._store.describe(self._news)
        self._store.commit()
        self._news = {}
        return results

    def _told(self, bundle: Bundle, target: Target, made: Made) -> Iterator[Made]:
        """The result, its problems in their places; and, after the last of a bundle, what else lay there."""
        if made.problems:
            made = replace(made, problems=tuple(self._locate(each, target) for each in made.problems))
        bundle.made.append(made)
        yield made
        yield from self._closed(bundle)

    # ---- a bundle comes to its end

    def _closed(self, bundle: Bundle) -> Iterator[Made]:
        if not bundle.complete:
            return
        others = list(self._tidied(bundle))
        yield from others
        removed = {made.path for made in others if made.status == "removed"}
        self._store.forget(removed)
        bundle.strangers = [made for made in others if made.status == "foreign"]
        if bundle.quiet and not any(made.status == "failed" for made in others):
            self._sealable.append(bundle)
        elif removed:  # what lies there from now on is not ours
            self._store.claim({bundle.name: Memory.of(bundle.ours - removed)})
        if len(self._sealable) >= 2 * SEALED:  # the older half, whose folders need not be waited for
            self._seal(SEALED)

    def _tidied(self, bundle: Bundle, dry: bool = False) -> Iterator[Made]:
        planned = bundle.plan.targets.keys()
        yield from tidy.removed(self._output, bundle.ours - planned, bundle.plan.held, bundle.looks, dry)
        yield from tidy.foreign(self._output, bundle.looks.keys() - planned - bundle.ours, dry)

    def _sweep(self, dry: bool = False) -> Iterator[Made]:
        """What is left of bundles that are gone, and what lies in none."""
        left, gone = set[str](), self._memory.keys() - self._outline.bundles.keys()
        for made in tidy.swept(self._output, self._outline, self._memory, self._looks, dry):
            left |= {made.path} if made.status in ("held", "failed") else set()
            yield made
        if not dry:
            self._store.drop(name for name in gone if not left.intersection(self._memory[name].files))

    def _seal(self, most: int) -> None:
        """Remembers which bundles are whole, so that the next build need not open them: so many of those that wait."""
        folder, sealed, told = f"{self._output}/", {}, {}
        bundles, self._sealable = self._sealable[:most], self._sealable[most:]
        for bundle in bundles:
            if found := write.whole(folder, bundle.name, bundle.stats, [each.path for each in bundle.strangers]):
                sealed[bundle.name] = Memory(self._bundle_key(bundle.name), *found)
                told[bundle.name] = lines(
                    [*(Made(each.path, "kept", each.digest) for each in bundle.made), *bundle.strangers]
                )
        self._store.seal(sealed, told)
