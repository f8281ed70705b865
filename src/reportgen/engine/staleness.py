"""Whether a target is up to date, must be made, or waits for one that failed; and which bundles to look into."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .changes import Find, explain
from .model import Digest, Roles, Target
from .output import OutputFolder
from .plan import Plan
from .recipe import Recipe, key
from .scan import OutputStat
from .traces import BundleTrace, Trace

NO_BUNDLE = "?"  # the bundle of files that lie in none


@dataclass(frozen=True, slots=True)
class UpToDate:
    """The file can stay.  `trace` has the look that it has now."""

    trace: Trace


@dataclass(frozen=True, slots=True)
class Stale:
    """The file must be made: from these inputs, under this key, for this reason."""

    inputs: Roles
    key: Digest
    reason: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """The file cannot be made now, because the target `by` has failed."""

    by: str


def check(
    recipe: Recipe,
    target: Target,
    in_place: Mapping[str, Digest],
    trace: Trace | None,
    stat: OutputStat | None,
    output: OutputFolder,
    find: Find,
) -> UpToDate | Stale | Blocked:
    """Compare what a target would be made from with what it was made from.

    `in_place` has the digests of the targets that are done, `trace` what is known of the last time, `stat` how the file
    looks now (None: it is missing).  A file that was only touched is read and compared.
    """
    inputs = dict(target.inputs)
    for role, path in target.needs.items():
        if path not in in_place:
            return Blocked(path)
        inputs[role] = in_place[path]
    name = key(recipe, inputs)
    if not trace:
        return Stale(inputs, name, "new")
    if trace.key != name:
        why = explain(trace.roles, {**inputs, **recipe.version_roles}, find, recipe.readable)
        return Stale(inputs, name, why)
    if stat is None:
        return Stale(inputs, name, "missing")
    if stat == trace.stat:
        return UpToDate(trace)
    if output.digest(target.path) == trace.digest:
        return UpToDate(trace._replace(stat=stat))
    return Stale(inputs, name, "edited since it was made")


@dataclass(frozen=True, slots=True)
class Survey:
    """What a build finds before it begins.

    `stale` are the bundles to open, in the order of the plan, `unchanged` those that need not be; `traces` is what is
    known of all, `files` how each file of the opened ones looks, by bundle; `lost` says that nothing was remembered,
    `partial` that only some bundles were asked for.
    """

    stale: tuple[str, ...]
    unchanged: frozenset[str]
    traces: Mapping[str, BundleTrace]
    files: Mapping[str, Mapping[str, OutputStat]]
    lost: bool = False
    partial: bool = False


def survey(
    plan: Plan, traces: Mapping[str, BundleTrace], output: OutputFolder, only: Collection[str] | None = None
) -> Survey:
    """Return which bundles of the plan (of those in `only`, if given) have another key or look than they had.

    If nothing is remembered, the manifest of the output tells which files are ours.
    """
    lost = not traces
    if lost:
        traces = bundles_of(output.known_files(), plan.bundles)
    stale, unchanged = list[str](), set[str]()
    for name in plan.bundles if only is None else only:
        trace = traces.get(name)
        if trace and trace.key == plan.bundles[name] and output.appearance(trace.places) == trace.appearance:
            unchanged.add(name)
        else:
            stale.append(name)
    skipped = unchanged if only is None else plan.bundles.keys() - set(stale)
    files = by_bundle(output.scan(skipped), plan.bundles.keys() | traces.keys())
    return Survey(tuple(stale), frozenset(unchanged), traces, files, lost, partial=only is not None)


def by_bundle(files: Mapping[str, OutputStat], names: Collection[str]) -> dict[str, dict[str, OutputStat]]:
    """Return the files by the bundle in whose folder they lie; those in none under NO_BUNDLE."""
    found: dict[str, dict[str, OutputStat]] = {}
    for path, stat in files.items():
        folders = (path[:end] for end in range(len(path) + 1) if not end or path[end - 1] == "/")
        found.setdefault(next((folder for folder in folders if folder in names), NO_BUNDLE), {})[path] = stat
    return found


def bundles_of(files: Collection[str], names: Collection[str]) -> dict[str, BundleTrace]:
    """Return the bundles of some files; each folder that belongs to none of `names` becomes one."""
    folders = {f"{path.rpartition('/')[0]}/" for path in files}
    found = by_bundle(dict.fromkeys(files, OutputStat(0, 0)), {*names, *folders})
    return {name: BundleTrace.incomplete(paths) for name, paths in found.items()}
