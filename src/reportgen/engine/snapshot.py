"""Files on disk as digests: a file that looks as it did costs a stat, its bytes are read when they are asked for."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..problems import Problem, ProblemError
from .model import LAST_CHARACTER, Digest, canonical, digest

BYTES_KEPT = 32_000_000  # bytes of files just read that are kept until they are asked for
CLOCK_TICK = 100_000_000  # nanoseconds; the clocks of file systems are no coarser (FAT aside)


@dataclass(frozen=True, slots=True)
class InputStat:
    """What a file looked like when its digest was taken.

    The time of the last change is the inode's, which no program can set back; 0 when the change was so recent that
    another one could bear the same time.
    """

    size: int
    changed: int
    inode: int
    digest: Digest


@dataclass(frozen=True)
class Snapshot:
    """Files at one moment: the digest of each by its path, and its bytes when they are asked for.

    `problems` tells of files that were left out.
    """

    files: Mapping[str, Digest]
    read: Callable[[str], bytes]
    problems: tuple[Problem, ...] = ()

    def under(self, folder: str, suffix: str = "") -> list[str]:
        """Return the paths below a folder (`content/articles/`), sorted."""
        start, end = bisect_left(self._paths, folder), bisect_left(self._paths, folder + LAST_CHARACTER)
        return [path for path in self._paths[start:end] if path.endswith(suffix)]

    def digest(self, without: str) -> Digest:
        """Return one digest of everything except what is below a folder."""
        return digest(canonical({path: name for path, name in self.files.items() if not path.startswith(without)}))

    @cached_property
    def _paths(self) -> list[str]:
        return sorted(self.files)


def take_snapshot(places: Mapping[str, Path], before: Mapping[str, InputStat]) -> tuple[Snapshot, dict[str, InputStat]]:
    """Return the files at these places as a snapshot, and what to remember for the next one.

    `before` is what was remembered: a file that looks the same is not read.  Raises ProblemError with every file that
    cannot be read; reading a file that changed since raises it too.
    """
    now, stats, problems = time.time_ns(), dict[str, InputStat](), list[Problem]()
    fresh, left = dict[str, bytes](), BYTES_KEPT
    for name, path in places.items():
        try:
            stats[name], content = _stat(path, before.get(name), now)
        except OSError as error:
            problems.append(unreadable(error, name))
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
            raise ProblemError([unreadable(error, name)]) from None
        if digest(content) != stats[name].digest:
            raise ProblemError([Problem(message="changed while the build was running", path=name, hint="build again")])
        return content

    return Snapshot({name: stat.digest for name, stat in stats.items()}, read), stats


def unreadable(error: OSError, name: str) -> Problem:
    """Return the problem of a file or folder that the system does not let us read."""
    return Problem(message=f"cannot be read: {error.strerror}", path=name, hint="allow reading it, or take it away")


def _stat(path: Path, before: InputStat | None, now: int) -> tuple[InputStat, bytes]:
    """Return the stat with the known digest while the file looks the same; else with that of the bytes returned."""
    stat = path.stat()
    changed = stat.st_ctime_ns if stat.st_ctime_ns < now - CLOCK_TICK else 0
    if before and changed and (stat.st_size, changed, stat.st_ino) == (before.size, before.changed, before.inode):
        return before, b""
    content = path.read_bytes()
    return InputStat(stat.st_size, changed, stat.st_ino, digest(content)), content
