"""An output folder and a store in memory: thousands of toy builds in seconds, with nothing of a real disk in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from reportgen.engine.database import Database, copied
from reportgen.engine.model import Digest, digest
from reportgen.engine.output import OutputFolder
from reportgen.engine.scan import OutputStat
from reportgen.engine.store import Store
from reportgen.problems import Problem
from toy import Workshop

Value = TypeVar("Value")


@dataclass
class Disk:
    """Files and folders with the number of their last change; a folder changes when a name in it comes or goes."""

    files: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    folders: dict[str, int] = field(default_factory=lambda: {"": 0})
    changes: int = 0

    def write(self, path: str, content: bytes) -> OutputStat:
        """Put a file there, with the folders above it."""
        self.changes += 1
        self.files[path] = content, self.changes
        folder = folder_of(path)
        self.folders[folder] = self.changes
        while folder and (folder := folder_of(folder[:-1])) not in self.folders:
            self.folders[folder] = self.changes
        return OutputStat(len(content), self.changes)

    def delete(self, path: str) -> bool:
        """Remove a file; False when there is none."""
        self.changes += 1
        self.folders[folder_of(path)] = self.changes
        return self.files.pop(path, None) is not None


def folder_of(path: str) -> str:
    """The folder in which a path lies, with a slash at its end; the uppermost is empty."""
    return path[: path.rfind("/") + 1]


@dataclass(frozen=True)
class MemoryFolder(OutputFolder):
    """An output folder whose files are on no disk."""

    disk: Disk = field(default_factory=Disk)

    @contextmanager
    def locked(self, known: bool) -> Iterator[tuple[Problem, ...]]:
        """Lock nothing: there is one build at a time."""
        yield ()

    def place(self, name: str, content: bytes, empty: bool = False) -> OutputStat:
        """Put a file in place; an equal one is left as it is."""
        if name in self.disk.files and self.disk.files[name][0] == content:
            return OutputStat(len(content), self.disk.files[name][1])
        return self.disk.write(name, content)

    def flush(self, names: Collection[str]) -> dict[str, Problem]:
        """Bring nothing to any disk."""
        return {}

    def read(self, name: str) -> bytes:
        """Return the bytes of a file.  Raises FileNotFoundError."""
        if name not in self.disk.files:
            raise FileNotFoundError(name)
        return self.disk.files[name][0]

    def digest(self, name: str) -> Digest:
        """Return the digest of a file; empty when it is not there."""
        return digest(self.disk.files[name][0]) if name in self.disk.files else ""

    def scan(self, skipped: Container[str] = ()) -> dict[str, OutputStat]:
        """Return how each file looks that is in no skipped folder."""
        return {
            path: OutputStat(len(content), changed)
            for path, (content, changed) in self.disk.files.items()
            if not any(path[: end + 1] in skipped for end, letter in enumerate(path) if letter == "/")
        }

    def appearance(self, places: str) -> str:
        """Return when each of these was changed last; empty when one is not there."""
        known = {**self.disk.folders, **{path: changed for path, (_, changed) in self.disk.files.items()}}
        paths = places.split("\n")
        return " ".join(str(known[path]) for path in paths) if known.keys() >= set(paths) else ""

    def complete(
        self, bundle: str, files: Mapping[str, OutputStat], untracked: Collection[str]
    ) -> tuple[str, str] | None:
        """Return the places of a bundle and their appearance; None when something else is there too."""
        if {path for path in self.disk.files if path.startswith(bundle)} > {*files, *untracked}:
            return None
        places = "\n".join([*sorted({bundle, *map(folder_of, files)}), *files])
        return places, self.appearance(places)

    def remove(self, name: str) -> bool:
        """Remove a file; False when it was gone already."""
        return self.disk.delete(name)


@dataclass
class MemoryWorkshop(Workshop):
    """A workshop that touches no disk."""

    disk: Disk = field(default_factory=Disk)
    database: Database = field(default_factory=lambda: Database(copied(None)))

    @property
    def output(self) -> OutputFolder:
        """The output folder."""
        return MemoryFolder(self.folder, "toy", disk=self.disk)

    def with_store(self, work: Callable[[Store], Value], read_only: bool = False) -> Value:
        """Return what the work gives with what was remembered."""
        return work(Store(self.database, "output"))

    def write(self, path: str, content: bytes | None) -> None:
        """Write a file of the output, or delete it."""
        if content is None:
            self.disk.delete(path)
        else:
            self.disk.write(path, content)

    def lose_the_store(self) -> None:
        """Forget everything, the files of the output apart."""
        self.database.close()
        self.database = Database(copied(None))

    def files(self) -> dict[str, bytes]:
        """Every file of the output, the manifest apart."""
        return {path: content for path, (content, _) in self.disk.files.items() if path != self.output.manifest}
