"""What recipes will be given, by digest: files of the project, and what was made while planning."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from .model import Digest, canonical, digest
from .snapshot import Snapshot


class Blobs:
    """Bytes by digest, gathered while planning: what recipes will be given.

    Files below the folder `passing` are read each time: they are for one client alone, and may be large.
    """

    def __init__(self, snapshot: Snapshot, passing: str = "?") -> None:
        self._snapshot = snapshot
        self._passing = passing
        self._paths = {name: path for path, name in snapshot.files.items()}
        self._bytes: dict[Digest, bytes] = {}
        self._trees: set[Digest] = set()

    def put(self, content: bytes) -> Digest:
        """Keep bytes made while planning."""
        name = digest(content)
        self._bytes[name] = content
        return name

    def put_json(self, value: object) -> Digest:
        """Keep a value as canonical JSON."""
        return self.put(canonical(value))

    def tree(self, names: Mapping[str, Digest]) -> Digest:
        """Keep a folder: names and the digests of what they name."""
        name = self.put_json(dict(names))
        self._trees.add(name)
        return name

    def file(self, path: str) -> Digest:
        """Return the digest of a file of the project."""
        return self._snapshot.files[path]

    @property
    def files(self) -> Mapping[str, Digest]:
        """The digest of each file of the project, by its path."""
        return self._snapshot.files

    def find(self, path: str) -> Digest | None:
        """Return the digest of a file of the project; None when it is not there."""
        return self._snapshot.files.get(path)

    def folder(self, prefix: str) -> dict[str, Digest]:
        """Return the files of the project below a folder, by their name inside it."""
        return {path.removeprefix(prefix): self.file(path) for path in self._snapshot.under(prefix)}

    def made(self, trees: Iterable[Digest]) -> dict[Digest, bytes]:
        """Return what was put here of these trees and all that they name."""
        found: dict[Digest, bytes] = {}
        todo = list(trees)
        while todo:
            name = todo.pop()
            if name in self._bytes and name not in found:
                found[name] = self._bytes[name]
                if name in self._trees:
                    todo += json.loads(found[name]).values()
        return found

    def get(self, name: Digest) -> bytes:
        """Return the bytes of a digest.  Raises KeyError when they were never here."""
        if name in self._bytes:
            return self._bytes[name]
        path = self._paths[name]
        content = self._snapshot.read(path)
        if not path.startswith(self._passing):
            self._bytes[name] = content
        return content
