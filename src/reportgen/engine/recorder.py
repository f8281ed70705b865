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
from .prune import remove_unplanned, report_untracked
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

    def __init__(self, plan: Plan, store: Store, output: OutputFolder, contents: Contents) -> None:
        self._keys = plan.bundles
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
        """If every target of a bundle has its result, remove what is not planned, and yield the results of that."""
        if not bundle.finished:
            return
        others = list(unplanned(self._output, bundle, dry=False))
        yield from others
        removed = {result.path for result in others if result.status == "removed"}
        self._store.forget_traces(removed)
        bundle.untracked = [result for result in others if result.status == "untracked"]
        if bundle.clean and not any(result.status == "failed" for result in others):
            self._complete.append(bundle)
        elif removed:  # what is there from now on is not ours
            self._store.claim({bundle.name: BundleTrace.incomplete(bundle.files - removed)})
        if len(self._complete) >= 2 * BATCH:  # the older half, whose folders need not be waited for
            self.complete(BATCH)

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
        if result.problems:
            annotated = tuple(bundle.plan.annotate(problem, target) for problem in result.problems)
            result = replace(result, problems=annotated)
        bundle.results.append(result)
        yield result
        yield from self.finish(bundle)


def unplanned(output: OutputFolder, bundle: Bundle, dry: bool) -> Iterator[Result]:
    """Remove the files of a bundle that it does not plan any more, and report those that are not ours."""
    planned = bundle.plan.targets.keys()
    yield from remove_unplanned(output, bundle.files - planned, bundle.plan.outdated, bundle.found, dry)
    yield from report_untracked(output, bundle.found.keys() - planned - bundle.files, dry)
