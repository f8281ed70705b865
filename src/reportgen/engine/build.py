"""A build: brings every file of a plan up to date, and yields what became of each as soon as it is known.

In the words of *Build systems a la carte* (Mokhov, Mitchell, Peyton Jones 2018): a topological scheduler with verifying
traces.  A key is the hash of everything that a recipe can see, so an equal key means an equal result; a target that
needs another is keyed on the digest of what came out, so a change that makes no difference stops there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from contextlib import closing
from dataclasses import dataclass
from graphlib import TopologicalSorter

from ..problems import Problem
from .contents import Contents
from .executors import Start
from .model import Digest, Outdated, Result, Target
from .output import OutputFolder
from .plan import Plan
from .prune import GONE, Pruning, gone_bundles, left, outdated_files, remove, report_others, report_untracked
from .recorder import Recorder, untracked
from .scan import OutputStat
from .scheduler import Bundle, Scheduler, needs
from .staleness import Blocked, Stale, Survey, UpToDate, check
from .store import Store

BUNDLES_AHEAD = 256  # bundles that are opened and claimed at once
NO_LIMIT = Pruning()


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle was opened: how many targets it has, and what is wrong with its sources."""

    targets: int
    problems: tuple[Problem, ...]


Event = Opened | Result


def build(
    plan: Plan, survey: Survey, store: Store, output: OutputFolder, start: Start, pruning: Pruning = NO_LIMIT
) -> Iterator[Event]:
    """Make what is stale in the bundles of the survey; then remove what is not planned any more, as far as allowed.

    Yields an Opened for each bundle, and a Result for each file.  Interrupted at any point, it leaves whole files, and
    the next build goes on from there.
    """
    contents = Contents(plan.fetch, output)
    recorder = Recorder(plan, store, output, contents, pruning)
    if survey.lost:
        store.claim(survey.traces)
    if survey.stale:
        with closing(start(contents.fetch, plan.limits())) as executor:
            yield from _make(plan, survey, store, output, contents, recorder, Scheduler(executor, plan.recipes))
    yield from _prune(plan, survey, store, output, recorder, pruning)
    recorder.complete()


def _prune(
    plan: Plan, survey: Survey, store: Store, output: OutputFolder, recorder: Recorder, pruning: Pruning
) -> Iterator[Result]:
    """Remove the files that are not planned any more, all of them or none, and yield what became of each."""
    bundles = gone_bundles(plan, survey)
    outdated = plan.outdated if pruning.keep_outdated else ()
    stay = {
        result.path: result
        for name, files in bundles.items()
        for result in outdated_files(output, files, outdated, survey.files.get(name, {}))
    }
    yield from stay.values()
    gone = {path for files in bundles.values() for path in files - stay.keys()}
    there = {path for name in bundles for path in gone & survey.files.get(name, {}).keys()}
    every = sum(len(trace.files) for trace in survey.traces.values())
    paths = sorted({*there, *recorder.unplanned})
    allowed = not paths or pruning.allow(paths, every)
    yield from recorder.prune(allowed)
    for result in remove(output, gone) if allowed else left(output, there):
        stay |= {result.path: result} if result.status != "removed" else {}
        yield result
    store.forget_bundles(name for name, files in bundles.items() if stay.keys().isdisjoint(files))
    yield from report_others(plan, survey, output, dry=False)


def _make(
    plan: Plan,
    survey: Survey,
    store: Store,
    output: OutputFolder,
    contents: Contents,
    recorder: Recorder,
    scheduler: Scheduler,
) -> Iterator[Event]:
    """Yield results: each ready target is kept, skipped or started; what ends is placed, flushed and recorded."""
    bundles = _open(plan, survey, store, recorder)
    try:
        while True:
            while not scheduler.full:
                if ready := scheduler.next():
                    bundle, target = ready
                    state = _check(plan, bundle, target, store, output, contents)
                    if isinstance(state, Stale):
                        scheduler.start(bundle, target, state)
                    else:
                        yield from recorder.keep(bundle, target, state)
                        scheduler.done(bundle, target)
                elif opened := next(bundles, None):
                    yield Opened(len(opened.plan.targets), opened.plan.problems)
                    scheduler.add(opened)
                    yield from recorder.finish(opened)
                else:
                    break
            if scheduler.waiting or recorder.full:
                yield from recorder.flush()
            if scheduler.idle:
                break
            store.commit()  # so that a build into another folder is not blocked while this one waits
            for (bundle, target, stale), outcome in scheduler.finished():
                yield from recorder.place(bundle, target, stale, plan.recipes[target.recipe], outcome)
                scheduler.done(bundle, target)
    finally:
        recorder.close()


def dry_run(plan: Plan, survey: Survey, store: Store, output: OutputFolder) -> Iterator[Event]:
    """Yield what `build` would yield, without doing it; everything that needs a stale target counts as stale."""
    contents = Contents(plan.fetch, output)
    for name in survey.stale:
        bundle = _opened(plan, survey, store, name)
        yield Opened(len(bundle.plan.targets), bundle.plan.problems)
        for path in TopologicalSorter(needs(bundle.plan)).static_order():
            state = _check(plan, bundle, bundle.plan.targets[path], store, output, contents)
            if isinstance(state, UpToDate):
                bundle.digests[path] = state.trace.digest
                yield Result(path, "unchanged", state.trace.digest, problems=state.trace.warnings)
            else:
                reason = f"waits for {state.by}" if isinstance(state, Blocked) else state.reason
                yield Result(path, "built", reason=reason)
        yield from _would_prune(output, bundle.files - bundle.plan.targets.keys(), bundle.plan.outdated, bundle.found)
        yield from report_untracked(output, untracked(bundle), dry=True)
    for name, files in gone_bundles(plan, survey).items():
        yield from _would_prune(output, files, plan.outdated, survey.files.get(name, {}))
    yield from report_others(plan, survey, output, dry=True)


def _would_prune(
    output: OutputFolder, files: Set[str], outdated: Collection[Outdated], found: Mapping[str, OutputStat]
) -> Iterator[Result]:
    """Yield a result for each of these files that would stay although its source is broken, or be removed."""
    kept = list(outdated_files(output, files, outdated, found))
    yield from kept
    gone = (files & found.keys()) - {result.path for result in kept}
    yield from (Result(path, "removed", reason=GONE) for path in sorted(gone))


def _check(
    plan: Plan, bundle: Bundle, target: Target, store: Store, output: OutputFolder, contents: Contents
) -> UpToDate | Stale | Blocked:
    def find(name: Digest) -> bytes | None:
        """Return the bytes of an input of this build or an earlier one, if they are still known."""
        try:
            return store.cache.blob(name) or contents.fetch(name)
        except KeyError:
            return None

    recipe, path = plan.recipes[target.recipe], target.path
    return check(recipe, target, bundle.digests, bundle.traces.get(path), bundle.found.get(path), output, find)


def _open(plan: Plan, survey: Survey, store: Store, recorder: Recorder) -> Iterator[Bundle]:
    """Yield the stale bundles, opened some at a time; the files that they will write are claimed before."""
    for first in range(0, len(survey.stale), BUNDLES_AHEAD):
        bundles = [_opened(plan, survey, store, name) for name in survey.stale[first : first + BUNDLES_AHEAD]]
        recorder.claim(bundles)
        yield from bundles


def _opened(plan: Plan, survey: Survey, store: Store, name: str) -> Bundle:
    bundle_plan, trace = plan.bundle(name), survey.traces.get(name)
    sorter = TopologicalSorter(needs(bundle_plan))
    sorter.prepare()
    traces = store.traces(name) if trace else {}
    return Bundle(name, bundle_plan, traces, set(trace.files if trace else ()), survey.files.get(name, {}), sorter)
