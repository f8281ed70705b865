"""How files of the output look on disk: enough to see later that nobody touched them."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Container, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

CLOCK_TICK = 12_000_000  # nanoseconds; the clock that dates changes ticks every ten milliseconds or oftener


class OutputStat(NamedTuple):
    """Size and time of the last change of an output file: enough to see later that nobody touched it.

    The time of the last change is the inode's, which no program can set back.
    """

    size: int
    changed: int


def printable(name: str) -> str:
    """Return the name of a file with each byte that is not UTF-8 written out, as in `a\\xff.md`."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")


def stat_of(path: str) -> OutputStat | None:
    """Return how the file looks now; None when it is not there."""
    try:
        stat = os.lstat(path)
    except OSError:
        return None
    return OutputStat(stat.st_size, stat.st_ctime_ns)


def scan(folder: Path, skipped: Container[str] = ()) -> dict[str, OutputStat]:
    """Return how every file below a folder looks, by its path inside; links are not followed.

    Folders whose path (`briefs/harbor-dental/`) is in `skipped` are left out.
    """
    found: dict[str, OutputStat] = {}
    todo = [("", str(folder))]
    while todo:
        prefix, here = todo.pop()
        try:
            entries = os.scandir(here)
        except OSError:
            continue
        with entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if (inner := f"{prefix}{entry.name}/") not in skipped:
                        todo.append((inner, entry.path))
                    continue
                with suppress(OSError):
                    stat = entry.stat(follow_symlinks=False)
                    found[prefix + printable(entry.name)] = OutputStat(stat.st_size, stat.st_ctime_ns)
    return found


def appearance(folder: str, places: str) -> str:
    """Return how some files and folders look: the same text until somebody changes, adds or removes a file.

    `places` has a path inside `folder` in each line; that of a folder ends in `/`.  Empty when one is not there.
    """
    try:
        stats = [os.lstat(folder + place) for place in places.split("\n")]
    except OSError:
        return ""
    return " ".join([f"{stat.st_size}.{stat.st_ctime_ns}" for stat in stats])


def complete(
    folder: str, bundle: str, files: Mapping[str, OutputStat], untracked: Collection[str]
) -> tuple[str, str] | None:
    """Return the places of a bundle, and their `appearance` until something changes there.

    None when the folder holds more than `files` and `untracked`, or when the clock went back.  If a folder changed
    within the last tick of the clock, this waits until the next: another change could have the same time.
    """
    inside: dict[str, set[str]] = {bundle: set()}
    for path in (*files, *untracked):
        while path != bundle:
            parent = path[: path.rfind("/", 0, -1) + 1]
            inside.setdefault(parent, set()).add(path[len(parent) :].rstrip("/"))
            path = parent
    looks = []
    try:
        for each, names in inside.items():
            stat = os.lstat(folder + each)
            if (age := time.time_ns() - stat.st_ctime_ns) < CLOCK_TICK:
                if age < 0:
                    return None
                time.sleep((CLOCK_TICK - age) / 1e9)
                return complete(folder, bundle, files, untracked)
            if not names.issuperset(map(printable, os.listdir(folder + each))):
                return None
            looks.append(OutputStat(stat.st_size, stat.st_ctime_ns))
    except OSError:
        return None
    looks += files.values()
    return "\n".join([*inside, *files]), " ".join([f"{size}.{changed}" for size, changed in looks])
