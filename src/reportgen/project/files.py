"""Disk in: the folders of a project to a snapshot of digests; unchanged files cost a stat."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from ..engine.model import Digest, digest
from ..engine.scan import printable
from ..engine.snapshot import InputStat, Snapshot, take_snapshot, unreadable
from ..problems import Problem, ProblemCollector, ProblemError

SETTINGS = "reportgen.toml"
FOLDERS = ("content", "templates")
PACKAGE = Path(__file__).parents[1]
# Files that editors, file managers and systems leave beside those of people: locks, swap files, thumbnails.
PASSING = re.compile(
    r"\.|__pycache__|~\$|#.*#$|(?:thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r)$|.*(?:~|\.sw[a-p]|\.tmp|\.lock)$", re.I
)
# In a wheel the packaged files lie inside the package; in a source checkout beside `src`.
RESOURCES = PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parents[1]
DEFAULT_TEMPLATES = RESOURCES / "templates"
BEGIN = "`reportgen init` begins a project here, `reportgen new project FOLDER` in a new folder; or name one: --project"
STARTER = (
    "content/articles/break-fix-or-managed-it.md",
    "content/assumptions.yml",
    "content/factors.yml",
    "content/example.yml",
    "content/brands/larkmere/fonts",
    "starter",
)
"""What a new project begins with: files and folders that pyproject.toml puts into the wheel."""


def find_project(start: Path) -> Path:
    """Return the nearest folder at or above `start` with a reportgen.toml.  Raises ProblemError if there is none."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
    message = f"no {SETTINGS} in {start} or any folder above it"
    raise ProblemError([Problem(message=message, hint=BEGIN)])


def load(root: Path, before: Mapping[str, InputStat]) -> tuple[Snapshot, dict[str, InputStat]]:
    """Return the project as a snapshot, and what to remember for the next load; `before` is that of the last one.

    The tool's own code is part of it, under `code/`: it is an input like any other.  A template of the
    project wins over the packaged one of the same name.  Raises ProblemError with every file that cannot be read.
    """
    places: dict[str, Path] = {}
    places |= {f"code/{name}": path for name, path in _own_code()}
    places |= {f"templates/{name}": path for name, path in _walk(DEFAULT_TEMPLATES)}
    collector = ProblemCollector()
    for folder in FOLDERS:
        own = collector.attempt(lambda folder: dict(_walk(root / folder, root)), folder) or {}
        places |= {f"{folder}/{name}": path for name, path in own.items()}
    if collector.problems:
        raise ProblemError(collector.problems)
    places[SETTINGS] = root / SETTINGS
    misnamed = [name for name in places if printable(name) != name]
    snapshot, stats = take_snapshot({name: places[name] for name in places.keys() - set(misnamed)}, before)
    return replace(snapshot, problems=tuple(map(_misnamed, sorted(misnamed)))), stats


def _misnamed(path: str) -> Problem:
    message, hint = "the name of this file is not UTF-8, so that it is left out", "rename it"
    return Problem(message=message, path=printable(path), hint=hint, severity="warning")


def packaged() -> dict[str, bytes]:
    """Return the files that a new project begins with, by their path in this repository."""
    found: dict[str, bytes] = {}
    for name in STARTER:
        path = RESOURCES / name
        inside = sorted(_walk(path)) if path.is_dir() else [("", path)]
        found |= {f"{name}/{each}".rstrip("/"): place.read_bytes() for each, place in inside}
    return found


def code() -> Digest:
    """Return the digest of the tool itself, as it is installed here."""
    return digest(*(part for name, path in sorted(_own_code()) for part in (name.encode(), path.read_bytes())))


def _own_code() -> Iterator[tuple[str, Path]]:
    return ((name, path) for name, path in _walk(PACKAGE) if name.endswith(".py"))


@cache
def installed() -> Mapping[str, str]:
    """Return the version of every library that can be imported, by its normal name.

    The names of folders tell it; importlib.metadata would open a file for each, at every start.
    """
    found: dict[str, str] = {}
    for folder in map(Path, sys.path):
        for path in folder.glob("*.dist-info") if folder.is_dir() else ():
            name, _, version = path.name.removesuffix(".dist-info").rpartition("-")
            found.setdefault(name.lower().replace("_", "-").replace(".", "-"), version)
    return found


def _walk(folder: Path, root: Path | None = None) -> Iterator[tuple[str, Path]]:
    """Yield every visible file below a folder with its name relative to it.

    Symbolic links are followed inside `root`.  Raises ProblemError, after the last file, with each link that leads out
    of it, to nothing, or to a folder that the link itself is in, and with each folder that cannot be read.
    """
    todo, problems = [("", str(folder))] if folder.is_dir() else [], list[Problem]()
    if root and folder.is_symlink() and (fault := _link_fault(folder, root)):
        raise ProblemError([Problem(message=fault, path=f"{folder.name}/", hint=LINK_HINT)])
    while todo:
        prefix, here = todo.pop()
        try:
            entries = os.scandir(here)
        except OSError as error:
            problems.append(unreadable(error, f"{folder.name}/{prefix}".rstrip("/")))
            continue
        with entries:
            for entry in entries:
                if PASSING.match(entry.name):
                    continue
                if root and entry.is_symlink() and (fault := _link_fault(Path(entry.path), root)):
                    problems.append(Problem(message=fault, path=f"{folder.name}/{prefix}{entry.name}", hint=LINK_HINT))
                elif entry.is_dir():
                    todo.append((f"{prefix}{entry.name}/", entry.path))
                elif entry.is_file():
                    yield prefix + entry.name, Path(entry.path)
    if problems:
        raise ProblemError(problems)


LINK_HINT = "put the file itself there, or a link to a file of the project"


def _link_fault(link: Path, root: Path) -> str:
    """Return what is wrong with a symbolic link of the project; empty when it leads to a file or folder inside."""
    target, written = link.resolve(), link.readlink()
    if not target.exists():
        return f"is a link to {written}, which is not there"
    if not target.is_relative_to(root.resolve()):
        return f"is a link to {written}, which is outside the project"
    if link.parent.resolve().is_relative_to(target):
        return f"is a link to {written}, which is a folder that the link is in"
    return ""
