"""The durable side of a build: files are claimed, placed, flushed, and only then recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..problems import ProblemError
from .contents import Contents
from .manifest import lines
from .model import Artifact, Digest, Outcome, Result, Target, digest
from .output import OutputFolder
from .plan import Plan
from .prune import Pruning, day, left, outdated_files, remove, report_untracked
from .recipe import Recipe
from .scheduler import Bundle
from .staleness import Blocked, Stale, UpToDate
from .store import Store
from .traces import BundleTrace, Trace

BATCH = 512  # files that are flushed and recorded at once; bundles, too


@dataclass(frozen=True, slots=True)
class Placement:
    """A file that is in place, and not yet recorded."""

    bundle: Bundle
    target: Target
    reason: str
    trace: Trace


class Recorder:
    """Puts results in place and records them, in this order: claim, place, flush, record.

    So wherever a build is interrupted, the store knows of no file that is not on the disk, and every file on the disk
    is known to be ours.
    """

    def __init__(self, plan: Plan, store: Store, output: OutputFolder, contents: Contents, pruning: Pruning) -> None:
        self._keys = plan.bundles
        self._pruning = pruning
        self._unplanned: dict[str, tuple[Bundle, frozenset[str]]] = {}
        self._store = store
        self._output = output
        self._contents = contents
        self._placements: dict[str, Placement] = {}
        self._blobs: dict[Digest, bytes] = {}
        self._complete: list[Bundle] = []

    @property
    def full(self) -> bool:
        """Whether it is time to flush."""
        return len(self._placements) >= BATCH

    def claim(self, bundles: list[Bundle]) -> None:
        """Record which files these bundles may write, before the first is written.  Raises ProblemError."""
        claims = {}
        for bundle in bundles:
            if bundle.plan.targets.keys() - bundle.files:
                bundle.files = {*bundle.files, *bundle.plan.targets}
                claims[bundle.name] = BundleTrace.incomplete(bundle.files)
        self._store.claim(claims)

    def keep(self, bundle: Bundle, target: Target, state: UpToDate | Blocked) -> Iterator[Result]:
        """Record that a file stays as it is, and yield its result."""
        path = target.path
        if isinstance(state, Blocked):
            yield from self._report(bundle, target, Result(path, "skipped", reason=f"waits for {state.by}"))
            return
        trace = state.trace
        if trace.stat != bundle.traces[path].stat:  # it was only touched
            self._store.put_traces({path: trace})
        bundle.stats[path] = trace.stat
        self._in_place(bundle, path, trace.digest)
        yield from self._report(bundle, target, Result(path, "unchanged", trace.digest, problems=trace.warnings))

    def place(self, bundle: Bundle, target: Target, stale: Stale, recipe: Recipe, outcome: Outcome) -> Iterator[Result]:
        """Put what was made in place; its result comes with the next `flush`.  Yield the result of a failure."""
        path = target.path
        if isinstance(outcome, Artifact):
            try:
                stat = self._output.place(path, outcome.content, empty=path not in bundle.found)
            except ProblemError as error:
                outcome = error.problems
        if not isinstance(outcome, Artifact):
            yield from self._report(bundle, target, Result(path, "failed", reason=stale.reason, problems=outcome))
            return
        name = digest(outcome.content)
        self._blobs |= self._contents.readable(recipe, stale.inputs)
        self._in_place(bundle, path, name)
        trace = Trace(stale.key, name, stat, {**stale.inputs, **recipe.version_roles}, outcome.warnings)
        self._placements[path] = Placement(bundle, target, stale.reason, trace)

    def flush(self) -> Iterator[Result]:
        """Flush the placed files to the disk, record them, and yield their results."""
        for placement, result in self._record():
            yield from self._report(placement.bundle, placement.target, result)

    def close(self) -> None:
        """Record what is in place, also when a build is interrupted."""
        self._record()

    def finish(self, bundle: Bundle) -> Iterator[Result]:
        """If every target of a bundle has its result, yield what is in its folder besides; files to remove wait."""
        if not bundle.finished:
            return
        unplanned = bundle.files - bundle.plan.targets.keys()
        outdated = bundle.plan.outdated if self._pruning.keep_outdated else ()
        kept = list(outdated_files(self._output, unplanned, outdated, bundle.found))
        bundle.untracked = list(report_untracked(self._output, untracked(bundle), dry=False))
        yield from (*kept, *bundle.untracked)
        gone = frozenset(unplanned - {result.path for result in kept})
        there = gone & bundle.found.keys()
        self._store.forget_traces(gone - there)
        if there or (gone and not bundle.clean):
            self._unplanned[bundle.name] = bundle, gone
        elif bundle.clean:
            self._complete.append(bundle)
        if len(self._complete) >= 2 * BATCH:  # the older half, whose folders need not be waited for
            self.complete(BATCH)

    @property
    def unplanned(self) -> list[str]:
        """The files that lie in finished bundles and that are not planned any more."""
        return [path for bundle, paths in self._unplanned.values() for path in paths & bundle.found.keys()]

    def prune(self, allowed: bool) -> Iterator[Result]:
        """Remove the unplanned files, or tell that they stay, and yield what became of each."""
        for bundle, paths in self._unplanned.values():
            there = paths & bundle.found.keys()
            results = list(remove(self._output, paths) if allowed else left(self._output, there))
            yield from results
            stay = {result.path for result in results if result.status != "removed"}
            self._store.forget_traces(paths - stay)
            if bundle.clean and not stay:
                self._complete.append(bundle)
            else:  # what is there from now on is not ours
                self._store.claim({bundle.name: BundleTrace.incomplete(bundle.files - (paths - stay))})
        self._unplanned = {}

    def complete(self, most: int | None = None) -> None:
        """Record the first `most` of the complete bundles, so that the next build need not open them."""
        traces, manifest_lines = {}, {}
        bundles, self._complete = self._complete[:most], self._complete[most:] if most else []
        for bundle in bundles:
            untracked = [result.path for result in bundle.untracked]
            if found := self._output.complete(bundle.name, bundle.stats, untracked):
                traces[bundle.name] = BundleTrace(self._keys[bundle.name], *found)
                kept = (Result(result.path, "unchanged", result.digest) for result in bundle.results)
                manifest_lines[bundle.name] = lines([*kept, *bundle.untracked])
        self._store.put_complete(traces, manifest_lines)

    def _in_place(self, bundle: Bundle, path: str, name: Digest) -> None:
        bundle.digests[path] = name
        self._contents.add_file(path, name)

    def _record(self) -> list[tuple[Placement, Result]]:
        if not self._placements:
            return []
        failed = self._output.flush(self._placements)
        results, traces = [], {}
        for path, placement in self._placements.items():
            reason, trace = placement.reason, placement.trace
            if problem := failed.get(path):
                results.append((placement, Result(path, "failed", reason=reason, problems=(problem,))))
                continue
            traces[path] = trace
            placement.bundle.stats[path] = trace.stat
            results.append((placement, Result(path, "built", trace.digest, reason, trace.warnings)))
        self._placements = {}
        self._store.put_traces(traces)
        self._store.cache.put_blobs(self._blobs)
        self._store.commit()
        self._blobs = {}
        return results

    def _report(self, bundle: Bundle, target: Target, result: Result) -> Iterator[Result]:
        """Yield the result, its problems placed; after the last of a bundle, the results of finishing it."""
        result = self._with_old_file(bundle, result)
        if result.problems:
            annotated = tuple(bundle.plan.annotate(problem, target) for problem in result.problems)
            result = replace(result, problems=annotated)
        bundle.results.append(result)
        yield result
        yield from self.finish(bundle)

    def _with_old_file(self, bundle: Bundle, result: Result) -> Result:
        """Tell of a file that cannot be made what becomes of the one that is there from an earlier build."""
        stat = bundle.found.get(result.path)
        if result.status not in ("failed", "skipped") or stat is None or result.path not in bundle.traces:
            return result
        if self._pruning.keep_outdated:
            return replace(result, reason=f"{result.reason}; the file made on {day(stat)} stays")
        list(remove(self._output, [result.path]))
        self._store.forget_traces([result.path])
        return replace(result, reason=f"{result.reason}; the file made on {day(stat)} was removed")


def untracked(bundle: Bundle) -> set[str]:
    """Return the files in the folder of a bundle that are not ours."""
    return bundle.found.keys() - bundle.plan.targets.keys() - bundle.files
