"""Disk out: files placed whole or not at all, equal ones left alone, one build at a time per folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from .model import Digest, digest
from .problems import Problem, ProblemError

MANIFEST = "build.json"
HARMLESS = frozenset({"README.md", ".gitignore", ".gitkeep", MANIFEST})
TEMPORARY = ".reportgen-tmp"


@dataclass(frozen=True, slots=True)
class Stat:
    """How an output file looked when it was placed: enough to see later that nobody touched it."""

    size: int
    modified: int


@contextmanager
def claimed(folder: Path, ours: bool, dry: bool = False) -> Iterator[None]:
    """Holds the output folder for one build; makes it if need be (a dry run only looks).

    `ours` says that an earlier build of this project wrote here.  Raises ProblemError when another
    build holds the folder, or when it holds files that no build of ours put there.
    """
    if dry:
        yield
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = {path.name for path in folder.iterdir()}
    except OSError as error:
        raise ProblemError([_disk_problem(error, folder.name)]) from None
    if not ours and MANIFEST not in names and (strange := sorted(names - HARMLESS)):
        message = f"{folder} holds files that reportgen did not make ({', '.join(strange[:3])})"
        raise ProblemError([Problem(message=message, hint="name an empty folder with --output")])
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"another build is writing to {folder}"
            raise ProblemError([Problem(message=message, hint="wait for it to end")]) from None
        yield
    finally:
        os.close(handle)


def place(folder: Path, name: str, content: bytes) -> Stat:
    """Puts a file in place in one step and says how it looks; an equal file is left as it is."""
    path = folder / name
    if (there := look(folder, name)) and there.size == len(content) and path.read_bytes() == content:
        return there
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}{TEMPORARY}")
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise ProblemError([_disk_problem(error, name)]) from None
    placed = look(folder, name)
    assert placed is not None
    return placed


def look(folder: Path, name: str) -> Stat | None:
    """How the file looks now; None when it is not there."""
    try:
        stat = (folder / name).lstat()
    except OSError:
        return None
    return Stat(stat.st_size, stat.st_mtime_ns)


def fingerprint(folder: Path, name: str) -> Digest:
    """The digest of the file as it is now; empty when it cannot be read."""
    try:
        return digest((folder / name).read_bytes())
    except OSError:
        return ""


def read(folder: Path, name: str) -> bytes:
    """The bytes of an output file."""
    return (folder / name).read_bytes()


def remove(folder: Path, name: str) -> bool:
    """Removes a file of ours and the folders it leaves empty; False when it was gone already."""
    path = folder / name
    with suppress(OSError):
        path.with_name(f".{path.name}{TEMPORARY}").unlink()
    try:
        path.unlink()
        gone = True
    except FileNotFoundError:
        gone = False
    for parent in path.parents:
        if parent == folder:
            break
        try:
            parent.rmdir()
        except OSError:
            break
    return gone


def _disk_problem(error: OSError, name: str) -> Problem:
    return Problem(message=f"cannot be written: {error.strerror}", path=name, hint="make room or allow writing there")
