"""Writes the files of a build and records them in the store: claim their paths, place them, flush them, record them."""

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

BATCH = 512  # files that are flushed and recorded together; complete bundles that are recorded together


@dataclass(frozen=True, slots=True)
class Placement:
    """A file that is in place, and not yet recorded."""

    bundle: Bundle
    target: Target
    reason: str
    trace: Trace


class Recorder:
    """Puts results in place and records them, in this order: claim, place, flush, record.

    A build can be interrupted at any point.  The store then has a new trace only for a file that is flushed to the
    disk, and it lists every file that this tool wrote.
    """

    def __init__(self, plan: Plan, store: Store, output: OutputFolder, contents: Contents, pruning: Pruning) -> None:
        self._bundle_keys = plan.bundles
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
        """Whether at least BATCH placed files wait for a flush."""
        return len(self._placements) >= BATCH

    def claim(self, bundles: list[Bundle]) -> None:
        """Record the paths that these bundles may write; to be called before any of their files is written.

        Raises ProblemError if the store cannot be written.
        """
        claims = {}
        for bundle in bundles:
            if bundle.plan.targets.keys() - bundle.files:
                bundle.files = {*bundle.files, *bundle.plan.targets}
                claims[bundle.name] = BundleTrace.incomplete(bundle.files)
        self._store.claim(claims)

    def keep(self, bundle: Bundle, target: Target, state: UpToDate | Blocked) -> Iterator[Result]:
        """Yield the result of a target that is not made: `unchanged` if it is up to date, `skipped` if it is blocked.

        If only the stat of the file changed, the new one is recorded.
        """
        path = target.path
        if isinstance(state, Blocked):
            yield from self._report(bundle, target, Result(path, "skipped", reason=f"waits for {state.by}"))
            return
        trace = state.trace
        if trace.stat != bundle.traces[path].stat:  # the stat changed, but not the content
            self._store.put_traces({path: trace})
        bundle.stats[path] = trace.stat
        self._in_place(bundle, path, trace.digest)
        yield from self._report(bundle, target, Result(path, "unchanged", trace.digest, problems=trace.warnings))

    def place(self, bundle: Bundle, target: Target, stale: Stale, recipe: Recipe, outcome: Outcome) -> Iterator[Result]:
        """Write the artifact to its path; `flush` yields its result.  Yield a `failed` result if there is none."""
        path = target.path
        if isinstance(outcome, Artifact):
            try:
                stat = self._output.place(path, outcome.content, empty=path not in bundle.found)
            except ProblemError as error:
                outcome = error.problems
        if not isinstance(outcome, Artifact):
            yield from self._report(bundle, target, Result(path, "failed", reason=stale.reason, problems=outcome))
            return
        content = digest(outcome.content)
        self._blobs |= self._contents.readable(recipe, stale.inputs)
        self._in_place(bundle, path, content)
        trace = Trace(stale.key, content, stat, {**stale.inputs, **recipe.version_roles}, outcome.warnings)
        self._placements[path] = Placement(bundle, target, stale.reason, trace)

    def flush(self) -> Iterator[Result]:
        """Flush the placed files to the disk, record them, and yield their results."""
        for placement, result in self._flush_and_record():
            yield from self._report(placement.bundle, placement.target, result)

    def close(self) -> None:
        """Flush and record the placed files without yielding results, at the end even of an interrupted build."""
        self._flush_and_record()

    def finish(self, bundle: Bundle) -> Iterator[Result]:
        """Do nothing until every target of a bundle has a result; then yield results for the other files in its folder.

        A clean bundle waits for `complete`, one with files to remove for `prune`.
        """
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
        if len(self._complete) >= 2 * BATCH:  # the older half: their folders changed more than a tick of the clock ago
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
            else:  # a new file at a removed path will not be ours
                self._store.claim({bundle.name: BundleTrace.incomplete(bundle.files - (paths - stay))})
        self._unplanned = {}

    def complete(self, most: int | None = None) -> None:
        """Record up to `most` complete bundles, the oldest first, or all: the next build need not open them.

        A bundle whose folder holds other files is not recorded.
        """
        traces, manifest_lines = {}, {}
        bundles, self._complete = self._complete[:most], (self._complete[most:] if most else [])
        for bundle in bundles:
            untracked = [result.path for result in bundle.untracked]
            if found := self._output.complete(bundle.name, bundle.stats, untracked):
                traces[bundle.name] = BundleTrace(self._bundle_keys[bundle.name], *found)
                kept = (Result(result.path, "unchanged", result.digest) for result in bundle.results)
                manifest_lines[bundle.name] = lines([*kept, *bundle.untracked])
        self._store.put_complete(traces, manifest_lines)

    def _in_place(self, bundle: Bundle, path: str, name: Digest) -> None:
        bundle.digests[path] = name
        self._contents.add_file(path, name)

    def _flush_and_record(self) -> list[tuple[Placement, Result]]:
        """Flush the placed files, record their traces, and return each placement with its result."""
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
        """Add file and line to the problems of a result, add it to its bundle, and yield it.

        After the last result of the bundle, the results of `finish` follow.
        """
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
