"""Disk in: the folders of a project to a snapshot of digests; unchanged files cost a stat."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..engine.model import Digest, Snapshot, digest
from ..problems import Problem, ProblemError

SETTINGS = "reportgen.toml"
FOLDERS = ("content", "templates")
FRESH = 32_000_000  # bytes of files just read that are kept until they are asked for
TICK = 100_000_000  # nanoseconds; the clocks of file systems are no coarser (FAT aside)
PACKAGE = Path(__file__).parents[1]
# In a wheel the default templates lie inside the package; in a source checkout beside `src`.
DEFAULT_TEMPLATES = next(
    (folder for folder in (PACKAGE / "templates", PACKAGE.parents[1] / "templates") if folder.is_dir()),
    PACKAGE / "templates",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file looked like when its digest was taken.

    The time of the last change is the inode's, which no program can set back; 0 when the change was so
    recent that another one could bear the same time.
    """

    size: int
    changed: int
    inode: int
    digest: Digest


def find_project(start: Path) -> Path:
    """Return the nearest folder at or above `start` with a reportgen.toml.  Raises ProblemError if there is none."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
    message = f"no {SETTINGS} in {start} or any folder above it"
    raise ProblemError([Problem(message=message, hint="go to a project's folder, or name it with --project")])


def load(root: Path, remembered: Mapping[str, Seen]) -> tuple[Snapshot, dict[str, Seen]]:
    """The project as a snapshot, and what to remember for the next load.

    The tool's own code is part of it, under `code/`: it is an input like any other.  A template of the
    project wins over the packaged one of the same name.  Raises ProblemError with every file that cannot be read.
    """
    places: dict[str, Path] = {}
    places |= {f"code/{name}": path for name, path in _own_code()}
    places |= {f"templates/{name}": path for name, path in _walk(DEFAULT_TEMPLATES)}
    for folder in FOLDERS:
        places |= {f"{folder}/{name}": path for name, path in _walk(root / folder)}
    places[SETTINGS] = root / SETTINGS

    now, seen, problems = time.time_ns(), dict[str, Seen](), list[Problem]()
    fresh, left = dict[str, bytes](), FRESH
    for name, path in places.items():
        try:
            seen[name], content = _look(path, remembered.get(name), now)
        except OSError as error:
            problems.append(_unreadable(error, name))
            continue
        if content and len(content) <= left:
            fresh[name], left = content, left - len(content)
    if problems:
        raise ProblemError(problems)

    def read(name: str) -> bytes:
        if name in fresh:
            return fresh.pop(name)
        try:
            content = places[name].read_bytes()
        except OSError as error:
            raise ProblemError([_unreadable(error, name)]) from None
        if digest(content) != seen[name].digest:
            raise ProblemError([Problem(message="changed while the build was running", path=name, hint="build again")])
        return content

    return Snapshot({name: look.digest for name, look in seen.items()}, read), seen


def code() -> Digest:
    """The digest of the tool itself, as it is installed here."""
    return digest(*(part for name, path in sorted(_own_code()) for part in (name.encode(), path.read_bytes())))


def _own_code() -> Iterator[tuple[str, Path]]:
    return ((name, path) for name, path in _walk(PACKAGE) if name.endswith(".py"))


@cache
def installed() -> Mapping[str, str]:
    """The version of every library that can be imported, by its normal name.

    The names of folders tell it; importlib.metadata would open a file for each, at every start.
    """
    found: dict[str, str] = {}
    for folder in map(Path, sys.path):
        for path in folder.glob("*.dist-info") if folder.is_dir() else ():
            name, _, version = path.name.removesuffix(".dist-info").rpartition("-")
            found.setdefault(name.lower().replace("_", "-").replace(".", "-"), version)
    return found


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every visible file below a folder with its name relative to it; links that lead out are not followed."""
    todo = [("", str(folder))] if folder.is_dir() else []
    while todo:
        prefix, here = todo.pop()
        try:
            entries = os.scandir(here)
        except OSError as error:
            raise ProblemError([_unreadable(error, f"{folder.name}/{prefix}".rstrip("/"))]) from None
        with entries:
            for entry in entries:
                if entry.name.startswith((".", "__pycache__")) or entry.name.endswith("~"):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    todo.append((f"{prefix}{entry.name}/", entry.path))
                elif entry.is_file(follow_symlinks=False):
                    yield prefix + entry.name, Path(entry.path)


def _look(path: Path, before: Seen | None, now: int) -> tuple[Seen, bytes]:
    """The file's digest: the remembered one while size, time and inode are the same; else what it was taken of too."""
    stat = path.stat()
    changed = stat.st_ctime_ns if stat.st_ctime_ns < now - TICK else 0
    if before and changed and (stat.st_size, changed, stat.st_ino) == (before.size, before.changed, before.inode):
        return before, b""
    content = path.read_bytes()
    return Seen(stat.st_size, changed, stat.st_ino, digest(content)), content


def _unreadable(error: OSError, name: str) -> Problem:
    return Problem(message=f"cannot be read: {error.strerror}", path=name, hint="allow reading it, or take it away")
