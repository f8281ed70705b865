"""Files of the output that are not in the plan: ours are removed, or stay while their source is broken."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from contextlib import suppress

from ..problems import ProblemError
from .model import Outdated, Result
from .output import OutputFolder
from .plan import Plan
from .staleness import NO_BUNDLE, Survey


def remove_unplanned(
    output: OutputFolder, files: Set[str], outdated: Collection[Outdated], found: Collection[str], dry: bool
) -> Iterator[Result]:
    """Remove these files of ours; those of a broken source stay.  `dry` only tells which of those `found` would go."""
    for path in sorted(files):
        kept = next((each for each in outdated if path.startswith(each.prefix)), None)
        if kept:
            yield Result(path, "outdated", output.digest(path), f"{kept.because} is broken")
            continue
        try:
            if path in found if dry else output.remove(path):
                yield Result(path, "removed", reason="its source is gone")
        except ProblemError as error:
            yield Result(path, "failed", reason="its source is gone", problems=error.problems)


def report_untracked(output: OutputFolder, files: Collection[str], dry: bool) -> Iterator[Result]:
    """Report files that are not ours; temporary files of a killed build are deleted without a report (unless `dry`)."""
    for path in sorted(files):
        if path.rpartition("/")[2] != output.temporary:
            yield Result(path, "untracked", reason=f"{output.tool} did not make it")
        elif not dry:
            with suppress(ProblemError):  # it does no harm
                output.remove(path)


def prune_bundles(plan: Plan, survey: Survey, output: OutputFolder, dry: bool) -> Iterator[Result]:
    """Remove the files of bundles that are not planned any more, and report what is in no bundle."""
    for name in sorted(survey.traces.keys() - plan.bundles.keys()):
        found, files = survey.files.get(name, {}), set(survey.traces[name].files)
        yield from remove_unplanned(output, files, plan.outdated, found, dry)
        yield from report_untracked(output, found.keys() - files, dry)
    others = survey.files.get(NO_BUNDLE, {}).keys() - output.ignored - {output.manifest}
    yield from report_untracked(output, others, dry)
