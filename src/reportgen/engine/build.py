"""A build: brings every file of a plan up to date, and yields what became of each as soon as it is known.

In the words of *Build systems a la carte* (Mokhov, Mitchell, Peyton Jones 2018): a topological scheduler with verifying
traces.  A key is the hash of everything that a recipe can see, so an equal key means an equal result; a target that
needs another is keyed on the digest of what came out, so a change that makes no difference stops there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from graphlib import TopologicalSorter

from ..problems import Problem
from .contents import Contents
from .executors import Start
from .model import Digest, Result, Target
from .output import OutputFolder
from .plan import Plan
from .prune import prune_bundles
from .recorder import Recorder, unplanned
from .scheduler import Bundle, Scheduler, needs
from .staleness import Blocked, Stale, Survey, UpToDate, check
from .store import Store

BUNDLES_AHEAD = 256  # bundles that are opened and claimed at once


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle was opened: how many targets it has, and what is wrong with its sources."""

    targets: int
    problems: tuple[Problem, ...]


Event = Opened | Result


def build(plan: Plan, survey: Survey, store: Store, output: OutputFolder, start: Start) -> Iterator[Event]:
    """Make what is stale in the bundles of the survey, and remove what is not planned any more.

    Yields an Opened for each bundle, and a Result for each file.  Interrupted at any point, it leaves whole files, and
    the next build goes on from there.
    """
    contents = Contents(plan.fetch, output)
    recorder = Recorder(plan, store, output, contents)
    if survey.lost:
        store.claim(survey.traces)
    if survey.stale:
        with closing(start(contents.fetch, plan.limits())) as executor:
            yield from _make(plan, survey, store, output, contents, recorder, Scheduler(executor, plan.recipes))
    recorder.complete()
    left = set[str]()
    for result in prune_bundles(plan, survey, output, dry=False):
        left |= {result.path} if result.status in ("outdated", "failed") else set()
        yield result
    gone = survey.traces.keys() - plan.bundles.keys()
    store.forget_bundles(name for name in gone if not left.intersection(survey.traces[name].files))


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
        yield from unplanned(output, bundle, dry=True)
    yield from prune_bundles(plan, survey, output, dry=True)


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
