"""The build's memory: what each file looked like, what was made from what, the last plan.

SQLite in `.reportgen/`, per project; it may be deleted at any time, and a damaged or foreign one is
put aside and begun anew: the next build is then slower, never wrong.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from .load import Seen
from .model import Digest, Roles
from .problems import Problem, ProblemError
from .write import Stat

VERSION = 1
BATCH = 100  # traces a commit; those lost to a crash are made again
TABLES = """
CREATE TABLE seen (path TEXT PRIMARY KEY, size INT, modified INT, inode INT, digest TEXT) WITHOUT ROWID;
CREATE TABLE traces (output TEXT, path TEXT, key TEXT, digest TEXT, size INT, modified INT, roles TEXT,
    warnings TEXT, PRIMARY KEY (output, path)) WITHOUT ROWID;
CREATE TABLE owned (output TEXT, path TEXT, PRIMARY KEY (output, path)) WITHOUT ROWID;
CREATE TABLE described (digest TEXT PRIMARY KEY, content BLOB) WITHOUT ROWID;
CREATE TABLE plans (output TEXT PRIMARY KEY, key TEXT, plan BLOB) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Trace:
    """A file that was made: under which key, what it was, how it looked on disk, from what it came."""

    key: Digest
    digest: Digest
    stat: Stat
    roles: Roles
    warnings: tuple[Problem, ...] = ()


class Store:
    """What earlier builds of one project into one output folder left behind."""

    def __init__(self, connection: sqlite3.Connection, output: str) -> None:
        self._db = connection
        self._output = output
        self._since_commit = 0

    # ---- the stat cache of what is read

    def seen(self) -> dict[str, Seen]:
        """The files of the last load."""
        rows = self._db.execute("SELECT path, size, modified, inode, digest FROM seen")
        return {path: Seen(*rest) for path, *rest in rows}

    def remember_seen(self, before: Mapping[str, Seen], now: Mapping[str, Seen]) -> None:
        """Keeps what changed since."""
        changed = [(path, s.size, s.modified, s.inode, s.digest) for path, s in now.items() if before.get(path) != s]
        gone = [(path,) for path in before.keys() - now.keys()]
        if changed or gone:
            self._db.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?)", changed)
            self._db.executemany("DELETE FROM seen WHERE path = ?", gone)
            self._db.commit()

    # ---- what was made

    def traces(self) -> dict[str, Trace]:
        """What is known of each file of the output folder."""
        rows = self._db.execute(
            "SELECT path, key, digest, size, modified, roles, warnings FROM traces WHERE output = ?",
            (self._output,),
        )
        return {
            path: Trace(key, name, Stat(size, modified), json.loads(roles), _problems(warnings))
            for path, key, name, size, modified, roles, warnings in rows
        }

    def remember(self, path: str, trace: Trace) -> None:
        """Keeps a trace; called after the file is in place."""
        row = (self._output, path, trace.key, trace.digest, trace.stat.size, trace.stat.modified,
               json.dumps(dict(trace.roles)), _packed(trace.warnings))  # fmt: skip
        self._db.execute("INSERT OR REPLACE INTO traces VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        self._since_commit += 1
        if self._since_commit >= BATCH:
            self._db.commit()
            self._since_commit = 0

    def owned(self) -> set[str]:
        """Every file that a build of ours put, or was about to put, into the output folder."""
        return {path for (path,) in self._db.execute("SELECT path FROM owned WHERE output = ?", (self._output,))}

    def claim(self, paths: Iterable[str]) -> None:
        """Notes that these files are ours; called before the first of them is written."""
        self._db.executemany("INSERT OR IGNORE INTO owned VALUES (?, ?)", [(self._output, path) for path in paths])
        self._db.commit()

    def forget(self, paths: Iterable[str]) -> None:
        """Notes that these files are gone."""
        rows = [(self._output, path) for path in paths]
        self._db.executemany("DELETE FROM owned WHERE output = ? AND path = ?", rows)
        self._db.executemany("DELETE FROM traces WHERE output = ? AND path = ?", rows)
        self._db.commit()

    # ---- the small inputs, so that a change can be told in words

    def describe(self, contents: Mapping[Digest, bytes]) -> None:
        """Keeps the bytes of small inputs (records, trees)."""
        self._db.executemany("INSERT OR IGNORE INTO described VALUES (?, ?)", contents.items())

    def described(self, name: Digest) -> bytes | None:
        """The bytes kept under a digest, if they were."""
        row = self._db.execute("SELECT content FROM described WHERE digest = ?", (name,)).fetchone()
        return row[0] if row else None

    # ---- the last plan

    def plan(self, key: Digest) -> bytes | None:
        """The plan made under that key, if it is the last one."""
        query = "SELECT plan FROM plans WHERE output = ? AND key = ?"
        row = self._db.execute(query, (self._output, key)).fetchone()
        return row[0] if row else None

    def remember_plan(self, key: Digest, plan: bytes) -> None:
        """Keeps the plan instead of the one before."""
        self._db.execute("INSERT OR REPLACE INTO plans VALUES (?, ?, ?)", (self._output, key, plan))
        self._db.commit()


@contextmanager
def opened(folder: Path, output: Path, read_only: bool = False) -> Iterator[Store]:
    """The store in that folder for that output; read-only it is a copy in memory and leaves nothing behind."""
    path = folder / "store.sqlite"
    connection = _copied(path) if read_only else _connected(path)
    try:
        yield Store(connection, str(output))
    finally:
        with suppress(sqlite3.Error):  # a full disk: what is not remembered is made again
            connection.commit()
        connection.close()


def _connected(path: Path) -> sqlite3.Connection:
    """The store on disk; one that is damaged or of another version is begun anew."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _prepared(sqlite3.connect(path))
        except sqlite3.DatabaseError:
            for each in (path, path.with_name(f"{path.name}-journal")):
                each.unlink(missing_ok=True)
            return _prepared(sqlite3.connect(path))
    except (OSError, sqlite3.Error) as error:
        place = f"{path.parent.name}/{path.name}"
        problem = Problem(message=f"the build's memory cannot be opened: {error}", path=place)
        raise ProblemError([problem]) from None


def _copied(path: Path) -> sqlite3.Connection:
    """The store as it is, in memory; an empty one when it cannot be read."""
    copy = sqlite3.connect(":memory:")
    if path.exists():
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as source:
                source.backup(copy)
            return _prepared(copy)
        except sqlite3.Error:
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
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _packed(problems: tuple[Problem, ...]) -> str:
    fields = ("message", "path", "line", "field", "hint", "severity")
    return json.dumps([{name: getattr(problem, name) for name in fields} for problem in problems]) if problems else ""


def _problems(packed: str) -> tuple[Problem, ...]:
    return tuple(Problem(**fields) for fields in json.loads(packed)) if packed else ()
