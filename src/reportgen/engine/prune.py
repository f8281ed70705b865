"""Files of the output that are not in the plan: ours are removed, or stay while their source is broken.

To remove many files may be a mistake (a table that was moved, a wrong branch), so that a build can be told to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from ..problems import ProblemError
from .model import Outdated, Result
from .output import OutputFolder
from .plan import Plan
from .scan import OutputStat
from .staleness import NO_BUNDLE, Survey


@dataclass(frozen=True, slots=True)
class Pruning:
    """What a build may do with files that it does not plan.

    `allow` gets the paths of the files whose source is gone, all at once, and the number of all files that are ours; it
    returns whether to remove them.  With `keep_outdated` the files of a broken source stay; else they go as well.
    """

    allow: Callable[[Sequence[str], int], bool] = lambda paths, files: True
    keep_outdated: bool = True


GONE = "its source is gone"
NOT_ALLOWED = f"{GONE}; `--prune` removes it"


def outdated_files(
    output: OutputFolder, files: Set[str], outdated: Collection[Outdated], found: Mapping[str, OutputStat]
) -> Iterator[Result]:
    """Yield a result for each of these files that stays because its source is broken, with the day it was made."""
    for path in sorted(files):
        kept = next((each for each in outdated if path.startswith(each.prefix)), None)
        if kept:
            made = f", made on {day(found[path])}" if path in found else ""
            yield Result(path, "outdated", output.digest(path), f"{kept.because} is broken{made}")


def day(stat: OutputStat) -> str:
    """Return the day on which a file was made, in UTC."""
    return datetime.fromtimestamp(stat.changed / 1e9, UTC).date().isoformat()


def left(output: OutputFolder, paths: Collection[str]) -> Iterator[Result]:
    """Yield a result for each file that stays because it may not be removed."""
    for path in sorted(paths):
        yield Result(path, "outdated", output.digest(path), NOT_ALLOWED)


def remove(output: OutputFolder, paths: Collection[str]) -> Iterator[Result]:
    """Remove files, and yield what became of each that was there."""
    for path in sorted(paths):
        try:
            if output.remove(path):
                yield Result(path, "removed", reason=GONE)
        except ProblemError as error:
            yield Result(path, "failed", reason=GONE, problems=error.problems)


def report_untracked(output: OutputFolder, files: Collection[str], dry: bool) -> Iterator[Result]:
    """Report files that are not ours; temporary files of a killed build are deleted without a report (unless `dry`)."""
    for path in sorted(files):
        if path.rpartition("/")[2] != output.temporary:
            yield Result(path, "untracked", reason=f"{output.tool} did not make it")
        elif not dry:
            with suppress(ProblemError):  # it does no harm
                output.remove(path)


def gone_bundles(plan: Plan, survey: Survey) -> dict[str, frozenset[str]]:
    """Return the files of each bundle that is not planned any more; none when only some bundles were asked for."""
    gone = () if survey.partial else sorted(survey.traces.keys() - plan.bundles.keys())
    return {name: frozenset(survey.traces[name].files) for name in gone}


def report_others(plan: Plan, survey: Survey, output: OutputFolder, dry: bool) -> Iterator[Result]:
    """Report what is in bundles that are not planned any more, or in none, and is not ours."""
    if survey.partial:
        return
    for name, files in gone_bundles(plan, survey).items():
        yield from report_untracked(output, survey.files.get(name, {}).keys() - files, dry)
    others = survey.files.get(NO_BUNDLE, {}).keys() - output.ignored - {output.manifest}
    yield from report_untracked(output, others, dry)
