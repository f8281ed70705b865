"""The build's memory: what each file looked like, what was made from what, the last plan.

SQLite in `.reportgen/`, per project; it may be deleted at any time, and a damaged or foreign one is
put aside and begun anew: the next build is then slower, never wrong.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from .load import Seen
from .model import Digest, Roles, digest
from .problems import Problem, ProblemError
from .write import Stat

VERSION = 2
BATCH = 100  # traces a commit; those lost to a crash are made again
DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError, OverflowError)
# Failures that leave the store as it was: full, busy, locked, read-only, not to be opened, an error of the disk.
WHOLE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY,
         sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR}  # fmt: skip
TABLES = """
CREATE TABLE seen (path TEXT PRIMARY KEY, size INT, changed INT, inode INT, digest TEXT, sum INT) WITHOUT ROWID;
CREATE TABLE traces (output TEXT, path TEXT, key TEXT, digest TEXT, size INT, changed INT, warnings TEXT, sum INT,
    roles TEXT, PRIMARY KEY (output, path)) WITHOUT ROWID;
CREATE TABLE owned (output TEXT, path TEXT, sum INT, PRIMARY KEY (output, path)) WITHOUT ROWID;
CREATE TABLE described (digest TEXT PRIMARY KEY, content BLOB) WITHOUT ROWID;
CREATE TABLE plans (output TEXT PRIMARY KEY, key TEXT, sum INT, plan BLOB) WITHOUT ROWID;
"""


class Trace(NamedTuple):
    """A file that was made: under which key, what it was, how it looked on disk, what was said about it."""

    key: Digest
    digest: Digest
    stat: Stat
    warnings: tuple[Problem, ...] = ()


class Store:
    """What earlier builds of one project into one output folder left behind.

    Every row carries a checksum: what a damaged disk returns is not believed.  A store that cannot be read
    or written any more forgets, and the build goes on.
    """

    def __init__(self, connection: sqlite3.Connection, output: str) -> None:
        self._db = connection
        self._output = output
        self._since_commit = 0
        self._stopped = False
        self.damaged = False

    # ---- the stat cache of what is read

    def seen(self) -> dict[str, Seen]:
        """The files of the last load."""
        rows = self._read("SELECT path, size, changed, inode, digest, sum FROM seen")
        return {row[0]: Seen(*row[1:5]) for row in rows if _sum(row[:5]) == row[5]}

    def remember_seen(self, before: Mapping[str, Seen], now: Mapping[str, Seen]) -> None:
        """Keeps what changed since."""
        rows = [(path, s.size, s.changed, s.inode, s.digest) for path, s in now.items() if before.get(path) != s]
        gone = [(path,) for path in before.keys() - now.keys()]
        if rows or gone:
            self._write("INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?, ?)", [(*row, _sum(row)) for row in rows])
            self._write("DELETE FROM seen WHERE path = ?", gone)
            self.commit()

    # ---- what was made

    def traces(self) -> dict[str, Trace]:
        """What is known of each file of the output folder."""
        query = "SELECT path, key, digest, size, changed, warnings, sum FROM traces WHERE output = ?"
        return {
            row[0]: Trace(row[1], row[2], Stat(row[3], row[4]), _problems(row[5]))
            for row in self._read(query, self._output)
            if _sum(row[:6]) == row[6]
        }

    def roles(self, path: str) -> Roles | None:
        """What the file was made from, as far as it is known."""
        try:
            rows = self._read("SELECT roles FROM traces WHERE output = ? AND path = ?", self._output, path)
            found: Roles = json.loads(rows[0][0])
            return found
        except (LookupError, ValueError, TypeError):
            return None

    def remember(self, path: str, trace: Trace, roles: Roles) -> None:
        """Keeps a trace; called after the file is in place."""
        row = (path, trace.key, trace.digest, *trace.stat, _packed(trace.warnings))
        values = (self._output, *row, _sum(row), json.dumps(dict(roles)))
        self._write("INSERT OR REPLACE INTO traces VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [values])
        self._since_commit += 1
        if self._since_commit >= BATCH:
            self.commit()

    def owned(self) -> set[str]:
        """Every file that a build of ours put, or was about to put, into the output folder."""
        rows = self._read("SELECT path, sum FROM owned WHERE output = ?", self._output)
        return {path for path, check in rows if _sum((path,)) == check}

    def claim(self, paths: Iterable[str]) -> None:
        """Notes that these files are ours; called before the first of them is written."""
        rows = [(self._output, path, _sum((path,))) for path in paths]
        if rows:
            self._write("INSERT OR REPLACE INTO owned VALUES (?, ?, ?)", rows)
            self.commit()
            if self._stopped and not self.damaged:
                message = "the build's memory cannot be written, so nothing is"
                raise ProblemError([Problem(message=message, hint="make room or allow writing in .reportgen")])

    def forget(self, paths: Iterable[str]) -> None:
        """Notes that these files are gone."""
        rows = [(self._output, path) for path in paths]
        if rows:
            self._write("DELETE FROM owned WHERE output = ? AND path = ?", rows)
            self._write("DELETE FROM traces WHERE output = ? AND path = ?", rows)
            self.commit()

    # ---- the small inputs, so that a change can be told in words

    def describe(self, contents: Mapping[Digest, bytes]) -> None:
        """Keeps the bytes of small inputs (records, trees)."""
        self._write("INSERT OR IGNORE INTO described VALUES (?, ?)", list(contents.items()))

    def described(self, name: Digest) -> bytes | None:
        """The bytes kept under a digest, if they were."""
        rows = self._read("SELECT content FROM described WHERE digest = ?", name)
        return rows[0][0] if rows and digest(rows[0][0]) == name else None

    # ---- the last plan

    def plan(self, key: Digest) -> bytes | None:
        """The plan made under that key, if it is the last one."""
        rows = self._read("SELECT plan, sum FROM plans WHERE output = ? AND key = ?", self._output, key)
        return rows[0][0] if rows and crc32(rows[0][0]) == rows[0][1] else None

    def remember_plan(self, key: Digest, plan: bytes) -> None:
        """Keeps the plan instead of the one before."""
        self._write("INSERT OR REPLACE INTO plans VALUES (?, ?, ?, ?)", [(self._output, key, crc32(plan), plan)])
        self.commit()

    # ---- what can go wrong

    def commit(self) -> None:
        """Keeps for good what was remembered so far."""
        self._since_commit = 0
        self._write("", [])

    def _read(self, query: str, *values: str) -> list[Any]:
        try:
            return self._db.execute(query, values).fetchall()
        except DAMAGE as error:
            self._stop(error)
            return []

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
        """Remembers nothing more; a store that is damaged (and not only full or locked) is thrown away in the end."""
        self._stopped = True
        self.damaged = self.damaged or getattr(error, "sqlite_errorcode", 0) & 0xFF not in WHOLE
        with suppress(sqlite3.Error):
            self._db.rollback()


@contextmanager
def opened(folder: Path, output: Path, read_only: bool = False) -> Iterator[Store]:
    """The store in that folder for that output; read-only it is a copy in memory and leaves nothing behind."""
    path = folder / "store.sqlite"
    connection = _copied(path) if read_only else _connected(path)
    store = Store(connection, os.path.relpath(output, folder))  # so a project can move with its memory
    try:
        yield store
    finally:
        store.commit()
        connection.close()
        if store.damaged and not read_only:
            _discard(path)


def _connected(path: Path) -> sqlite3.Connection:
    """The store on disk; one that is damaged or of another version is begun anew."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _prepared(sqlite3.connect(path))
        except DAMAGE:
            _discard(path)
            return _prepared(sqlite3.connect(path))
    except (OSError, sqlite3.Error) as error:
        place = f"{path.parent.name}/{path.name}"
        problem = Problem(message=f"the build's memory cannot be opened: {error}", path=place)
        raise ProblemError([problem]) from None


def _discard(path: Path) -> None:
    for each in (path, path.with_name(f"{path.name}-journal")):
        each.unlink(missing_ok=True)


def _copied(path: Path) -> sqlite3.Connection:
    """The store as it is, in memory; an empty one when it cannot be read."""
    copy = sqlite3.connect(":memory:")
    if path.exists():
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as source:
                source.backup(copy)
            return _prepared(copy)
        except (*DAMAGE, sqlite3.Error):
            copy.close()
            copy = sqlite3.connect(":memory:")
    return _prepared(copy)


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection with our tables in it.  Raises DatabaseError when the file is not one of ours."""
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version != VERSION:
            if version or connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                raise sqlite3.DatabaseError("made by another version")
            connection.executescript(f"BEGIN; {TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
    except DAMAGE:
        connection.close()
        raise
    return connection


def _sum(row: Sequence[object]) -> int:
    return crc32(repr(tuple(row)).encode("utf-8", "replace"))


def _packed(problems: tuple[Problem, ...]) -> str:
    fields = ("message", "path", "line", "field", "hint", "severity")
    return json.dumps([{name: getattr(problem, name) for name in fields} for problem in problems]) if problems else ""


def _problems(packed: str) -> tuple[Problem, ...]:
    return tuple(Problem(**fields) for fields in json.loads(packed)) if packed else ()
