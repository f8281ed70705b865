"""The build's memory: what each file looked like, what was made from what, the last plan.

SQLite in `.reportgen/`, per project; it may be deleted at any time, and a damaged or foreign one is
put aside and begun anew: the next build is then slower, never wrong.
"""

from __future__ import annotations

import json
import marshal
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

from ..problems import Problem, ProblemError
from ..project.files import Seen
from .database import DAMAGE, WHOLE, Damaged, connected, copied, discard
from .model import LAST, Artifact, Digest, digest
from .output import Stat
from .traces import Memory, Trace, packed_problems, problems_of

Value = TypeVar("Value")
SPARE = 1000  # small inputs of earlier builds that may be kept without need


class Store:
    """What earlier builds of one project into one output folder left behind.

    Every row carries a checksum: what a damaged disk returns raises Damaged.  A store that cannot be written any
    more (a full disk) forgets, and the build goes on.
    """

    def __init__(self, connection: sqlite3.Connection, output: str) -> None:
        self._db = connection
        self._output = output
        self._stopped = False

    # ---- the stat cache of what is read

    def seen(self) -> dict[str, Seen]:
        """The files of the last load."""
        rows = self._read("SELECT path, size, changed, inode, digest, sum FROM seen")
        return {row[0]: Seen(*row[1:5]) for row in rows}

    def remember_seen(self, before: Mapping[str, Seen], now: Mapping[str, Seen]) -> None:
        """Keeps what changed since."""
        rows = [(path, s.size, s.changed, s.inode, s.digest) for path, s in now.items() if before.get(path) != s]
        gone = [(path,) for path in before.keys() - now.keys()]
        if rows or gone:
            self._write("INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?, ?)", [(*row, _sum(row)) for row in rows])
            self._write("DELETE FROM seen WHERE path = ?", gone)
            self.commit()

    # ---- bundles

    def used(self) -> bool:
        """Whether an earlier build wrote to this output."""
        return bool(self._read("SELECT 1 FROM bundles WHERE output = ? LIMIT 1", self._output, summed=False))

    def bundles(self) -> dict[str, Memory]:
        """What is known of each bundle, by its name."""
        query = "SELECT name, key, places, look, sum FROM bundles WHERE output = ?"
        return {name: Memory(key, places, look) for name, key, places, look, _ in self._read(query, self._output)}

    def told(self) -> dict[str, str]:
        """What build.json says of the files of each whole bundle: a line of JSON each."""
        rows = self._read("SELECT name, told, sum FROM told WHERE output = ?", self._output)
        return {name: told for name, told, _ in rows}

    def claim(self, bundles: Mapping[str, Memory]) -> None:
        """Notes that these files are ours; called before the first of them is written."""
        if bundles:
            self._put(bundles)
            self.commit()
            if self._stopped:
                message = "the build's memory cannot be written, so nothing is"
                raise ProblemError([Problem(message=message, hint="make room or allow writing in .reportgen")])

    def seal(self, bundles: Mapping[str, Memory], told: Mapping[str, str]) -> None:
        """Notes that these bundles are whole: called when everything in them is on the disk."""
        self._put(bundles)
        rows = [(self._output, *row, _sum(row)) for row in told.items()]
        self._write("INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)", rows)
        self.commit()

    def drop(self, names: Iterable[str]) -> None:
        """Forgets bundles of which nothing is left."""
        rows = [(self._output, name) for name in names]
        below = [(self._output, name, name + LAST) for _, name in rows]
        if rows:
            self._write("DELETE FROM bundles WHERE output = ? AND name = ?", rows)
            self._write("DELETE FROM told WHERE output = ? AND name = ?", rows)
            self._write("DELETE FROM traces WHERE output = ? AND path >= ? AND path < ?", below)
            self.commit()

    def _put(self, bundles: Mapping[str, Memory]) -> None:
        rows = [(name, *memory) for name, memory in bundles.items()]
        values = [(self._output, *row, _sum(row)) for row in rows]
        self._write("INSERT OR REPLACE INTO bundles VALUES (?, ?, ?, ?, ?, ?)", values)

    # ---- what was made

    def traces(self, folder: str = "") -> dict[str, Trace]:
        """What is known of each file below a folder of the output."""
        query = (
            "SELECT path, key, digest, size, changed, warnings, roles, sum FROM traces"
            " WHERE output = ? AND path >= ? AND path < ?"
        )
        return {
            path: Trace(key, name, Stat(size, changed), json.loads(roles), problems_of(warnings))
            for path, key, name, size, changed, warnings, roles, _ in self._read(
                query, self._output, folder, folder + LAST
            )
        }

    def remember(self, traces: Mapping[str, Trace]) -> None:
        """Keeps traces; called when the files are in place, and on the disk."""
        rows = [
            (str(path), each.key, each.digest, *each.stat, packed_problems(each.warnings), json.dumps(dict(each.roles)))
            for path, each in traces.items()
        ]
        values = [(self._output, *row, _sum(row)) for row in rows]
        self._write("INSERT OR REPLACE INTO traces VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def forget(self, paths: Iterable[str]) -> None:
        """Notes that these files are gone."""
        self._write("DELETE FROM traces WHERE output = ? AND path = ?", [(self._output, path) for path in paths])

    # ---- the small inputs, so that a change can be told in words

    def describe(self, contents: Mapping[Digest, bytes]) -> None:
        """Keeps the bytes of small inputs (records, trees)."""
        self._write("INSERT OR IGNORE INTO described VALUES (?, ?)", list(contents.items()))

    def described(self, name: Digest) -> bytes | None:
        """The bytes kept under a digest, if they were."""
        rows = self._read("SELECT content FROM described WHERE digest = ?", name, summed=False)
        if rows and digest(rows[0][0]) != name:
            raise Damaged
        return rows[0][0] if rows else None

    def prune(self) -> None:
        """Forgets the small inputs that nothing was made from, once they are the greater part."""
        rows = self._read("SELECT (SELECT COUNT(*) FROM described), (SELECT COUNT(*) FROM traces)", summed=False)
        if not rows or rows[0][0] <= SPARE + 2 * rows[0][1]:
            return
        roles = [json.loads(each) for (each,) in self._read("SELECT roles FROM traces", summed=False)]
        kept = {name for (needs,) in self._read("SELECT needs FROM recalled", summed=False) for name in needs.split()}
        while roles:
            for role, name in roles.pop().items():
                if name not in kept and role.endswith("/") and (tree := self.described(name)):
                    roles.append(json.loads(tree))
                kept.add(name)
        names = self._read("SELECT digest FROM described", summed=False)
        self._write("DELETE FROM described WHERE digest = ?", [row for row in names if row[0] not in kept])
        self.commit()

    # ---- what was computed from the same inputs

    def recalled(self, what: str, key: Digest) -> tuple[bytes, list[bytes]] | None:
        """What was kept under that key, and the bytes that it needs; None unless all is here."""
        rows = self._read("SELECT key, content, needs, sum FROM recalled WHERE what = ? AND key = ?", what, key)
        if not rows:
            return None
        needs = [self.described(name) for name in rows[0][2].split()]
        found = [content for content in needs if content is not None]
        return (rows[0][1], found) if len(found) == len(needs) else None

    def recall(self, what: str, key: Digest, content: bytes, needs: Mapping[Digest, bytes] | None = None) -> None:
        """Keeps this, and the bytes that it names, instead of what was kept before."""
        needs = needs or {}
        row = (key, content, " ".join(needs))
        self.describe(needs)
        self._write("INSERT OR REPLACE INTO recalled VALUES (?, ?, ?, ?, ?)", [(what, *row, _sum(row))])
        self.commit()

    def products(self, recipe: str) -> dict[str, tuple[Digest, Artifact]]:
        """What a recipe made for us, by the name it was kept under, with its key."""
        rows = self._read("SELECT name, key, content, warnings, sum FROM products WHERE recipe = ?", recipe)
        return {name: (key, Artifact(content, problems_of(warnings))) for name, key, content, warnings, _ in rows}

    def keep(self, recipe: str, products: Mapping[str, tuple[Digest, Artifact]]) -> None:
        """Keeps what a recipe made, by name, with its key."""
        rows = [
            (name, key, product.content, packed_problems(product.warnings)) for name, (key, product) in products.items()
        ]
        values = [(recipe, *row, _sum(row)) for row in rows]
        self._write("INSERT OR REPLACE INTO products VALUES (?, ?, ?, ?, ?, ?)", values)
        self.commit()

    def forget_products(self, recipe: str, names: Iterable[str]) -> None:
        """Forgets what a recipe made under these names."""
        self._write("DELETE FROM products WHERE recipe = ? AND name = ?", [(recipe, name) for name in names])

    # ---- what can go wrong

    def problems(self) -> list[Problem]:
        """A warning when nothing can be remembered any more."""
        hint = "make room or allow writing in .reportgen; until then the same files are made again"
        message = "the build's memory cannot be written"
        return [Problem(message=message, hint=hint, severity="warning")] if self._stopped else []

    def commit(self) -> None:
        """Keeps for good what was remembered so far."""
        self._write("", [])

    def _read(self, query: str, *values: str, summed: bool = True) -> list[Any]:
        """The rows; the last column of each is the checksum of the others.  Raises Damaged when one is wrong."""
        try:
            rows = self._db.execute(query, values).fetchall()
        except DAMAGE as error:
            self._stop(error)
            return []
        if summed and any(_sum(row[:-1]) != row[-1] for row in rows):
            raise Damaged
        return rows

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Executes the statement for each row; without one, commits."""
        if self._stopped:
            return
        try:
            if statement:
                self._db.executemany(statement, rows)
            else:
                self._db.commit()
        except DAMAGE as error:
            self._stop(error)

    def _stop(self, error: Exception) -> None:
        """Remembers nothing more.  Raises Damaged unless the store is only full, locked or the like."""
        if isinstance(error, sqlite3.ProgrammingError):
            raise error  # a fault of ours
        self._stopped = True
        with suppress(sqlite3.Error):
            self._db.rollback()
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in WHOLE:
            raise Damaged from error


def remembering(folder: Path, output: Path, work: Callable[[Store], Value], read_only: bool = False) -> Value:
    """What the work gives, with the store; once more with an empty one when the store proves to be damaged."""
    for anew in (False, True):
        try:
            with opened(folder, output, read_only, anew) as store:
                return work(store)
        except Damaged:
            continue
    message = "the build's memory is damaged as soon as it is written"
    raise ProblemError([Problem(message=message, path=folder.name, hint="look after the disk")])


@contextmanager
def opened(folder: Path, output: Path, read_only: bool = False, anew: bool = False) -> Iterator[Store]:
    """The store in that folder for that output; read-only it is a copy in memory and leaves nothing behind."""
    path = folder / "store.sqlite"
    if anew and not read_only:
        discard(path)
    connection = copied(None if anew else path) if read_only else connected(path)
    store = Store(connection, os.path.relpath(output, folder))  # so a project can move with its memory
    try:
        yield store
    finally:
        with suppress(Damaged):
            store.commit()
        connection.close()


def _sum(row: tuple[Any, ...]) -> int:
    return crc32(marshal.dumps(row, 2))  # this version of the format has no references: equal rows, equal bytes
