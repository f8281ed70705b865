"""The output folder: files are placed whole or not at all, equal ones left alone, one build at a time."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
from collections.abc import Collection, Container, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..problems import Problem, ProblemError
from .manifest import known_files
from .model import Digest, digest
from .scan import OutputStat, appearance, complete, scan, stat_of

NO_LOCK = "this folder cannot be locked, so that nothing keeps a second build from writing here"
NO_LOCK_HINT = "let one build run at a time, or write to a local disk with --output"
NO_FLUSH = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EROFS})
FLUSHED_SINGLY = 16  # files that are flushed one by one


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """A folder that builds write to.

    `manifest` is the file in which a build says what it made, `tool` the name by which messages call this program;
    `ignored` are files of others that do no harm.
    """

    path: Path
    tool: str
    manifest: str = "build.json"
    ignored: frozenset[str] = frozenset({"README.md", ".gitignore", ".gitkeep"})

    @property
    def temporary(self) -> str:
        """The name under which a file is written, beside its place, until it is whole."""
        return f".{self.tool}-tmp"

    @contextmanager
    def locked(self, known: bool) -> Iterator[tuple[Problem, ...]]:
        """Lock the folder for one build, and yield what is wrong with that; create the folder if it is missing.

        `known` says that an earlier build of this project wrote here.  Raises ProblemError when another build holds the
        folder, or when it holds files that no build put there.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            names = {path.name for path in self.path.iterdir()}
        except OSError as error:
            raise ProblemError([_disk_problem(error, self.path.name)]) from None
        untracked = sorted(names - self.ignored - {self.temporary})
        if not known and self.manifest not in names and untracked:
            message = f"{self.path} holds files that {self.tool} did not make ({', '.join(untracked[:3])})"
            raise ProblemError([Problem(message=message, hint="name an empty folder with --output")])
        handle = os.open(self.path, os.O_RDONLY)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno not in (errno.EAGAIN, errno.EACCES):  # a network drive without locks
                    yield (Problem(message=NO_LOCK, hint=NO_LOCK_HINT, severity="warning"),)
                    return
                message = f"another build is writing to {self.path}"
                raise ProblemError([Problem(message=message, hint="wait for it to end")]) from None
            yield ()
        finally:
            os.close(handle)

    def place(self, name: str, content: bytes, empty: bool = False) -> OutputStat:
        """Put a file in place in one step and return how it looks; an equal file is left as it is.

        The replacement is atomic; the content is durable only after `flush`.  Pass `empty` when nothing is at that
        place: then it is not looked at again.  Raises ProblemError when it cannot be written; the old file stays.
        """
        path = f"{self.path}/{name}"
        # In the same folder: ext4 seeks long for room when ten thousand files are created in one.
        temporary = f"{path.rpartition('/')[0]}/{self.temporary}"
        try:
            if not empty and (there := stat_of(path)) and there.size == len(content) and self.read(name) == content:
                return there
            try:
                _write(temporary, content)
            except FileNotFoundError:
                os.makedirs(path.rpartition("/")[0], exist_ok=True)
                _write(temporary, content)
            except FileExistsError:  # a killed build left it; if it is a link, its target is not ours
                os.unlink(temporary)
                _write(temporary, content)
            os.replace(temporary, path)
            stat = os.lstat(path)
        except OSError as error:
            with suppress(OSError):
                os.unlink(temporary)
            raise ProblemError([_disk_problem(error, name)]) from None
        return OutputStat(stat.st_size, stat.st_ctime_ns)

    def flush(self, names: Collection[str]) -> dict[str, Problem]:
        """Return when these files are on the disk, with the problem of each that cannot be brought there.

        A few are flushed one by one; many all at once with everything else on that disk, which takes no longer.
        """
        failed: dict[str, Problem] = {}
        together = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None) if len(names) > FLUSHED_SINGLY else None
        for name in ["."] if together else names:
            try:
                handle = os.open(self.path / name, os.O_RDONLY)
                try:
                    if together and together(handle) and ctypes.get_errno() not in NO_FLUSH:
                        raise OSError(errno.EIO, os.strerror(errno.EIO))
                    if not together:
                        os.fsync(handle)
                finally:
                    os.close(handle)
            except OSError as error:
                if error.errno in NO_FLUSH:  # this file system brings files to the disk as it likes
                    continue
                failed |= {each: _disk_problem(error, each) for each in (names if together else [name])}
        return failed

    def read(self, name: str) -> bytes:
        """Return the bytes of a file.  Raises OSError."""
        with open(f"{self.path}/{name}", "rb") as file:
            return file.read()

    def digest(self, name: str) -> Digest:
        """Return the digest of a file as it is now; empty when it cannot be read, or is a link."""
        try:
            handle = os.open(self.path / name, os.O_RDONLY | os.O_NOFOLLOW)  # a link's target is not what was placed
            with open(handle, "rb") as file:
                return digest(file.read())
        except OSError:
            return ""

    def known_files(self) -> set[str]:
        """Return the files that the manifest calls ours: all that is known of them when the store is lost."""
        try:
            return known_files(self.read(self.manifest))
        except OSError:
            return set()

    def scan(self, skipped: Container[str] = ()) -> dict[str, OutputStat]:
        """Return how every file looks, by its path; folders whose path (`site/blog/`) is in `skipped` are left out."""
        return scan(self.path, skipped)

    def appearance(self, places: str) -> str:
        """Return how some files and folders look, one a line: the same text until somebody changes one of them."""
        return appearance(f"{self.path}/", places)

    def complete(
        self, bundle: str, files: Mapping[str, OutputStat], untracked: Collection[str]
    ) -> tuple[str, str] | None:
        """Return the places of a bundle and their `appearance`; None when the folder holds something else as well."""
        return complete(f"{self.path}/", bundle, files, untracked)

    def remove(self, name: str) -> bool:
        """Remove a file and the folders it leaves empty; False when it was gone already.  Raises ProblemError."""
        path = self.path / name
        try:
            path.unlink()
            gone = True
        except (FileNotFoundError, NotADirectoryError):
            gone = False
        except OSError as error:
            raise ProblemError([_disk_problem(error, name, "removed")]) from None
        for parent in path.parents:
            if parent == self.path:
                break
            try:
                parent.rmdir()
            except OSError:
                break
        return gone


def _write(path: str, content: bytes) -> None:
    with open(path, "xb") as file:
        file.write(content)


def _disk_problem(error: OSError, name: str, what: str = "written") -> Problem:
    return Problem(message=f"cannot be {what}: {error.strerror}", path=name, hint="make room or allow writing there")
