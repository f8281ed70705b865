"""Disk in: the folders of a project to a snapshot of digests; unchanged files cost a stat."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .model import Digest, Snapshot, digest
from .problems import Problem, ProblemError

SETTINGS = "reportgen.toml"
FOLDERS = ("content", "templates")
PACKAGE = Path(__file__).parent
# In a wheel the default templates lie inside the package; in a source checkout beside `src`.
DEFAULT_TEMPLATES = next(
    (folder for folder in (PACKAGE / "templates", PACKAGE.parents[1] / "templates") if folder.is_dir()),
    PACKAGE / "templates",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file looked like when its digest was taken."""

    size: int
    modified: int
    inode: int
    digest: Digest


def find_project(start: Path) -> Path:
    """The nearest folder at or above `start` that holds reportgen.toml.  Raises ProblemError if there is none."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
    message = f"no {SETTINGS} in {start} or any folder above it"
    raise ProblemError([Problem(message=message, hint="go to a project's folder, or name it with --project")])


def load(root: Path, remembered: Mapping[str, Seen]) -> tuple[Snapshot, dict[str, Seen]]:
    """The project as a snapshot, and what to remember for the next load.

    The tool's own code is part of it, under `code/`: it is an input like any other.  A template of the
    project wins over the packaged one of the same name.
    """
    places: dict[str, Path] = {}
    places |= {f"code/{name}": path for name, path in _walk(PACKAGE) if name.endswith(".py")}
    places |= {f"templates/{name}": path for name, path in _walk(DEFAULT_TEMPLATES)}
    for folder in FOLDERS:
        places |= {f"{folder}/{name}": path for name, path in _walk(root / folder)}
    places[SETTINGS] = root / SETTINGS

    seen = {name: _look(path, remembered.get(name)) for name, path in places.items()}

    def read(name: str) -> bytes:
        content = places[name].read_bytes()
        if digest(content) != seen[name].digest:
            raise ProblemError([Problem(message="changed while the build was running", path=name, hint="build again")])
        return content

    return Snapshot({name: look.digest for name, look in seen.items()}, read), seen


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every visible file below a folder with its name relative to it; links that lead out are not followed."""
    todo = [("", str(folder))] if folder.is_dir() else []
    while todo:
        prefix, here = todo.pop()
        with os.scandir(here) as entries:
            for entry in entries:
                if entry.name.startswith((".", "__pycache__")) or entry.name.endswith("~"):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    todo.append((f"{prefix}{entry.name}/", entry.path))
                elif entry.is_file(follow_symlinks=False):
                    yield prefix + entry.name, Path(entry.path)


def _look(path: Path, before: Seen | None) -> Seen:
    """The file's digest: the remembered one while size, time and inode are the same."""
    stat = path.stat()
    now = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
    if before and now == (before.size, before.modified, before.inode):
        return before
    return Seen(*now, digest(path.read_bytes()))
