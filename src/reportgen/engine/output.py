"""Disk out: files placed whole or not at all, equal ones left alone, one build at a time per folder."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import time
from collections.abc import Collection, Container, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from ..problems import Problem, ProblemError
from .model import Digest, OutputPath, digest

MANIFEST = "build.json"
TEMPORARY = ".reportgen-tmp"  # beside its place: what is written becomes whole there, then takes its name
HARMLESS = frozenset({"README.md", ".gitignore", ".gitkeep", MANIFEST})
OURS = frozenset({"made", "kept", "failed", "blocked", "held"})
FEW = 16  # files that are flushed one by one
TICK = 12_000_000  # nanoseconds; the clock that dates changes ticks every ten milliseconds or oftener


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
    if not ours and MANIFEST not in names and (strange := sorted(names - HARMLESS - {TEMPORARY})):
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


def place(folder: Path, name: str, content: bytes, empty: bool = False) -> Stat:
    """Puts a file in place in one step and says how it looks; an equal file is left as it is.

    Whole it is at once, but on the disk for certain only after `flush`.  An `empty` place, where nothing lay a moment
    ago, is not looked at again.
    """
    path = f"{folder}/{name}"
    # In the same folder: ext4 seeks long for room when ten thousand files begin their life in one.
    temporary = f"{path.rpartition('/')[0]}/{TEMPORARY}"
    try:
        if not empty and (there := look(folder, name)) and there.size == len(content) and read(folder, name) == content:
            return there
        try:
            _write(temporary, content)
        except FileNotFoundError:
            os.makedirs(path.rpartition("/")[0], exist_ok=True)
            _write(temporary, content)
        except FileExistsError:  # a killed build left it; where it leads to, if it is a link, is not ours
            os.unlink(temporary)
            _write(temporary, content)
        os.replace(temporary, path)
        stat = os.lstat(path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(temporary)
        raise ProblemError([_disk_problem(error, name)]) from None
    return Stat(stat.st_size, stat.st_ctime_ns)


def _write(path: str, content: bytes) -> None:
    with open(path, "xb") as file:
        file.write(content)


def flush(folder: Path, names: Collection[str]) -> dict[str, Problem]:
    """Returns when these files are on the disk, with those that cannot be brought there.

    A few are flushed one by one; many all at once with everything else on that disk, which takes no longer than a few.
    """
    failed: dict[str, Problem] = {}
    together = getattr(ctypes.CDLL(None), "syncfs", None) if len(names) > FEW else None
    for name in ["."] if together else names:
        try:
            handle = os.open(folder / name, os.O_RDONLY)
            try:
                if together and together(handle):
                    raise OSError(errno.EIO, os.strerror(errno.EIO))
                if not together:
                    os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            failed |= {each: _disk_problem(error, each) for each in (names if together else [name])}
    return failed


def look(folder: Path, name: str) -> Stat | None:
    """How the file looks now; None when it is not there."""
    try:
        stat = os.lstat(f"{folder}/{name}")
    except OSError:
        return None
    return Stat(stat.st_size, stat.st_ctime_ns)


def survey(folder: Path, whole: Container[str] = ()) -> dict[str, Stat]:
    """How every file in the output folder looks, by its path inside; a link is not followed.

    What lies in a folder that is `whole` (`briefs/harbor-dental/`) is left out.
    """
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
                    if (inner := f"{prefix}{entry.name}/") not in whole:
                        todo.append((inner, entry.path))
                    continue
                with suppress(OSError):
                    stat = entry.stat(follow_symlinks=False)
                    found[prefix + entry.name] = Stat(stat.st_size, stat.st_ctime_ns)
    return found


def appearance(folder: str, places: str) -> str:
    """How some files and folders look: the same text as long as nobody changes a file, adds one or takes one away.

    `places` has a path inside `folder` in each line; that of a folder ends in `/`.  Empty when one is not there.
    """
    try:
        stats = [os.lstat(folder + place) for place in places.split("\n")]
    except OSError:
        return ""
    return " ".join([f"{stat.st_size}.{stat.st_ctime_ns}" for stat in stats])


def whole(folder: str, bundle: str, files: Mapping[str, Stat], strangers: Collection[str]) -> tuple[str, str] | None:
    """The places of a bundle, and how they will look to `appearance` until something changes there.

    None when more lies there than the files and those that are not ours, or when the clock jumped.  A folder that
    changed a moment ago is waited for: another change could bear the same time.
    """
    inside: dict[str, set[str]] = {bundle: set()}
    for path in (*files, *strangers):
        while path != bundle:
            parent = path[: path.rfind("/", 0, -1) + 1]
            inside.setdefault(parent, set()).add(path[len(parent) :].rstrip("/"))
            path = parent
    looks = []
    try:
        for each, names in inside.items():
            stat = os.lstat(folder + each)
            if (age := time.time_ns() - stat.st_ctime_ns) < TICK:
                if age < 0:
                    return None
                time.sleep((TICK - age) / 1e9)
                return whole(folder, bundle, files, strangers)
            if not names.issuperset(os.listdir(folder + each)):
                return None
            looks.append(Stat(stat.st_size, stat.st_ctime_ns))
    except OSError:
        return None
    looks += files.values()
    return "\n".join([*inside, *files]), " ".join([f"{size}.{changed}" for size, changed in looks])


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


def fingerprint(folder: Path, name: str) -> Digest:
    """The digest of the file as it is now; empty when it cannot be read."""
    try:
        handle = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW)  # what a link leads to is not what was placed
        with open(handle, "rb") as file:
            return digest(file.read())
    except OSError:
        return ""


def read(folder: Path, name: str) -> bytes:
    """The bytes of an output file."""
    with open(f"{folder}/{name}", "rb") as file:
        return file.read()


def remove(folder: Path, name: str) -> bool:
    """Removes a file of ours and the folders it leaves empty; False when it was gone already."""
    path = folder / name
    try:
        path.unlink()
        gone = True
    except (FileNotFoundError, NotADirectoryError):
        gone = False
    except OSError as error:
        raise ProblemError([_disk_problem(error, name, "removed")]) from None
    for parent in path.parents:
        if parent == folder:
            break
        try:
            parent.rmdir()
        except OSError:
            break
    return gone


def _disk_problem(error: OSError, name: str, what: str = "written") -> Problem:
    return Problem(message=f"cannot be {what}: {error.strerror}", path=name, hint="make room or allow writing there")
