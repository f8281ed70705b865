"""Disk out: files placed whole or not at all, equal ones left alone, one build at a time per folder."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from .model import Digest, OutputPath, digest
from .problems import Problem, ProblemError

MANIFEST = "build.json"
HARMLESS = frozenset({"README.md", ".gitignore", ".gitkeep", MANIFEST})
OURS = frozenset({"made", "kept", "failed", "blocked", "held"})
TEMPORARY = ".reportgen-tmp"
WRITERS = 8  # a disk takes eight flushed files at once in little more time than one


class Stat(NamedTuple):
    """How an output file looked when it was placed: enough to see later that nobody touched it.

    The time of the last change is the inode's, which no program can set back.
    """

    size: int
    changed: int


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
    temporary = path.with_name(f".{path.name}{TEMPORARY}")
    try:
        if (there := look(folder, name)) and there.size == len(content) and path.read_bytes() == content:
            return there
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        stat = path.lstat()
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise ProblemError([_disk_problem(error, name)]) from None
    return Stat(stat.st_size, stat.st_ctime_ns)


def look(folder: Path, name: str) -> Stat | None:
    """How the file looks now; None when it is not there."""
    try:
        stat = (folder / name).lstat()
    except OSError:
        return None
    return Stat(stat.st_size, stat.st_ctime_ns)


def survey(folder: Path) -> dict[str, Stat]:
    """How every file in the output folder looks, by its path inside; a link is not followed."""
    found: dict[str, Stat] = {}
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
                    todo.append((f"{prefix}{entry.name}/", entry.path))
                    continue
                with suppress(OSError):
                    stat = entry.stat(follow_symlinks=False)
                    found[prefix + entry.name] = Stat(stat.st_size, stat.st_ctime_ns)
    return found


def leftover(name: str) -> bool:
    """Whether a file is what a build left that was killed while it wrote."""
    return name.endswith(TEMPORARY) and name.rpartition("/")[2].startswith(".")


def recorded(folder: Path) -> set[str]:
    """The files that build.json calls ours: what is known of them when the build's memory is lost."""
    found = set()
    try:
        for each in json.loads((folder / MANIFEST).read_bytes())["files"]:
            if each["status"] in OURS:
                with suppress(ProblemError):  # whoever edits it cannot make us remove what lies elsewhere
                    found.add(str(OutputPath(each["path"])))
    except (OSError, ValueError, LookupError, TypeError):
        return found
    return found


class Writer:
    """Places several files at a time: each is flushed to the disk before it takes its place, which is waiting."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._threads = ThreadPoolExecutor(WRITERS)

    def place(self, name: str, content: bytes) -> Future[Stat]:
        """How the file looks once it is in place."""
        return self._threads.submit(place, self._folder, name, content)

    def close(self) -> None:
        """Waits for the files that are being written; those that wait are not begun."""
        self._threads.shutdown(cancel_futures=True)


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
