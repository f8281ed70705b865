"""What lies in the output and is not to be made: ours is removed or held, what is not ours is named and left alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from contextlib import suppress
from pathlib import Path

from ..problems import ProblemError
from . import output as write
from .model import Made, Outdated, Outline
from .output import Stat
from .traces import Memory

Looks = Mapping[str, Mapping[str, Stat]]
"""How each file in the output looks, by the bundle in whose folder it lies."""

STRAY = "?"


def by_bundle(looks: Mapping[str, Stat], names: Collection[str]) -> dict[str, dict[str, Stat]]:
    """Files by the bundle in whose folder they lie; those in none are STRAY."""
    found: dict[str, dict[str, Stat]] = {}
    for path, stat in looks.items():
        cuts = (path[:at] for at in range(len(path) + 1) if not at or path[at - 1] == "/")
        found.setdefault(next((cut for cut in cuts if cut in names), STRAY), {})[path] = stat
    return found


def removed(
    output: Path, ours: Set[str], held: Collection[Outdated], there: Collection[str], dry: bool
) -> Iterator[Made]:
    """Removes files of ours that nobody owns any more (dry: those that are there); those of a broken source stay."""
    for path in sorted(ours):
        holder = next((each for each in held if path.startswith(each.prefix)), None)
        if holder:
            yield Made(path, "held", write.fingerprint(output, path), f"{holder.because} is broken")
            continue
        try:
            if path in there if dry else write.remove(output, path):
                yield Made(path, "removed", reason="its source is gone")
        except ProblemError as error:
            yield Made(path, "failed", reason="its source is gone", problems=error.problems)


def foreign(output: Path, paths: Collection[str], dry: bool) -> Iterator[Made]:
    """Names files that are not ours; what a build was writing that was killed goes without a word (dry: stays)."""
    for path in sorted(paths):
        if path.rpartition("/")[2] != write.TEMPORARY:
            yield Made(path, "foreign", reason="reportgen did not make it")
        elif not dry:
            with suppress(ProblemError):  # it harms nobody
                write.remove(output, path)


def remembered(files: Collection[str], outline: Outline) -> dict[str, Memory]:
    """Files that build.json calls ours as bundles, also those that nobody knows any more: each folder is one."""
    folders = {f"{path.rpartition('/')[0]}/" for path in files}
    found = by_bundle(dict.fromkeys(files, Stat(0, 0)), outline.bundles.keys() | folders)
    return {name: Memory.of(paths) for name, paths in found.items()}


def swept(output: Path, outline: Outline, memory: Mapping[str, Memory], looks: Looks, dry: bool) -> Iterator[Made]:
    """What is left of bundles that are gone, and what lies in none."""
    for name in sorted(memory.keys() - outline.bundles.keys()):
        there, ours = looks.get(name, {}), set(memory[name].files)
        yield from removed(output, ours, outline.held, there, dry)
        yield from foreign(output, there.keys() - ours, dry)
    yield from foreign(output, looks.get(STRAY, {}).keys() - write.HARMLESS, dry)
