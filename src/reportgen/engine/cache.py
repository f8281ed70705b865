"""What was computed before, under the key of everything it was computed from; and small inputs, for explanations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .database import Damaged, Database, checksum
from .model import Artifact, Digest, digest
from .traces import pack_problems, unpack_problems

SPARE_BLOBS = 1000  # blobs that may be kept without need


class Cached(NamedTuple):
    """A value that was computed under a key, and the blobs that it names."""

    key: Digest
    artifact: Artifact
    blobs: Mapping[Digest, bytes]


class Cache:
    """Values by namespace and name, each with its key; and blobs: the bytes of small inputs, by digest."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def blob(self, name: Digest) -> bytes | None:
        """Return the bytes of a digest, if they were kept.  Raises Damaged."""
        rows = self._database.read_unchecked("SELECT content FROM blobs WHERE digest = ?", name)
        if rows and digest(rows[0][0]) != name:
            raise Damaged
        return rows[0][0] if rows else None

    def put_blobs(self, blobs: Mapping[Digest, bytes]) -> None:
        """Keep the bytes of small inputs (records, trees)."""
        if blobs:
            self._database.write("INSERT OR IGNORE INTO blobs VALUES (?, ?)", list(blobs.items()))

    def get(self, namespace: str, name: str, key: Digest) -> Cached | None:
        """Return what was kept under that key; None unless its blobs are all there too."""
        query = "SELECT * FROM cache WHERE namespace = ? AND name = ? AND key = ?"
        for _, _, _, content, warnings, names, _ in self._database.read(query, namespace, name, key):
            blobs = {each: blob for each in names.split() if (blob := self.blob(each)) is not None}
            if len(blobs) == len(names.split()):
                return Cached(key, Artifact(content, unpack_problems(warnings)), blobs)
        return None

    def get_all(self, namespace: str) -> dict[str, Cached]:
        """Return everything in a namespace, by name, without blobs."""
        rows = self._database.read("SELECT * FROM cache WHERE namespace = ?", namespace)
        return {
            name: Cached(key, Artifact(content, unpack_problems(warnings)), {})
            for _, name, key, content, warnings, _, _ in rows
        }

    def put(self, namespace: str, values: Mapping[str, Cached]) -> None:
        """Keep these values by name, in place of what was kept under the same names."""
        rows = []
        for name, (key, artifact, blobs) in values.items():
            self.put_blobs(blobs)
            warnings = pack_problems(artifact.warnings)
            rows.append((namespace, name, key, artifact.content, warnings, " ".join(blobs)))
        self._database.write(
            "INSERT OR REPLACE INTO cache VALUES (?, ?, ?, ?, ?, ?, ?)", [(*row, checksum(row)) for row in rows]
        )
        self._database.commit()

    def forget(self, namespace: str, names: Iterable[str]) -> None:
        """Drop what was kept under these names."""
        rows = [(namespace, name) for name in names]
        if rows:
            self._database.write("DELETE FROM cache WHERE namespace = ? AND name = ?", rows)

    def prune(self) -> None:
        """Drop the blobs that no trace and no value names, once they are the greater part."""
        read = self._database.read_unchecked
        rows = read("SELECT (SELECT COUNT(*) FROM blobs), (SELECT COUNT(*) FROM traces)")
        if not rows or rows[0][0] <= SPARE_BLOBS + 2 * rows[0][1]:
            return
        roles = [json.loads(each) for (each,) in read("SELECT roles FROM traces")]
        kept = {name for (names,) in read("SELECT blobs FROM cache") for name in names.split()}
        while roles:
            for role, name in roles.pop().items():
                if name not in kept and role.endswith("/") and (tree := self.blob(name)):
                    roles.append(json.loads(tree))
                kept.add(name)
        names = read("SELECT digest FROM blobs")
        self._database.write("DELETE FROM blobs WHERE digest = ?", [row for row in names if row[0] not in kept])
        self._database.commit()
