"""The SQLite file of a store: opened, recreated, or copied for read-only use; every row carries a checksum."""

from __future__ import annotations

import marshal
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from ..problems import Problem, ProblemError

VERSION = 5
DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError, OverflowError)
# Failures that leave the file as it was: full, busy, locked, read-only, cannot be opened, an error of the disk.
HARMLESS = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY,
         sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR}  # fmt: skip
TABLES = """
CREATE TABLE inputs (path TEXT PRIMARY KEY, size INT, changed INT, inode INT, digest TEXT, sum INT) WITHOUT ROWID;
CREATE TABLE bundles (output TEXT, name TEXT, key TEXT, places TEXT, look TEXT, sum INT, PRIMARY KEY (output, name))
    WITHOUT ROWID;
CREATE TABLE manifest (output TEXT, name TEXT, lines TEXT, sum INT, PRIMARY KEY (output, name)) WITHOUT ROWID;
CREATE TABLE traces (output TEXT, path TEXT, key TEXT, digest TEXT, size INT, changed INT, warnings TEXT, roles TEXT,
    sum INT, PRIMARY KEY (output, path)) WITHOUT ROWID;
CREATE TABLE blobs (digest TEXT PRIMARY KEY, content BLOB) WITHOUT ROWID;
CREATE TABLE cache (namespace TEXT, name TEXT, key TEXT, content BLOB, warnings TEXT, blobs TEXT, sum INT,
    PRIMARY KEY (namespace, name));
"""


class Damaged(Exception):
    """The store is damaged: delete it and build again."""


class Database:
    """Reads and writes rows.

    Damage raises Damaged.  When it cannot be written any more (a full disk), it drops all further writes and sets
    `stopped`: a build can go on without it.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.stopped = False

    def read(self, query: str, *values: str) -> list[Any]:
        """Return the rows; the last column of each must be the checksum of the others.  Raises Damaged."""
        rows = self.read_unchecked(query, *values)
        if any(checksum(row[:-1]) != row[-1] for row in rows):
            raise Damaged
        return rows

    def read_unchecked(self, query: str, *values: str) -> list[Any]:
        """Return the rows of a query without checksums.  Raises Damaged."""
        try:
            return self._connection.execute(query, values).fetchall()
        except DAMAGE as error:
            self._stop(error)
            return []

    def write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Execute the statement for each row.  Raises Damaged."""
        if not self.stopped:
            try:
                self._connection.executemany(statement, rows)
            except DAMAGE as error:
                self._stop(error)

    def commit(self) -> None:
        """Make all writes permanent.  Raises Damaged."""
        if not self.stopped:
            try:
                self._connection.commit()
            except DAMAGE as error:
                self._stop(error)

    def close(self) -> None:
        """Make all writes permanent, if possible, and close the file."""
        with suppress(Damaged):
            self.commit()
        self._connection.close()

    def _stop(self, error: Exception) -> None:
        """Write nothing more.  Raises Damaged unless the file is only full, locked or the like."""
        if isinstance(error, sqlite3.ProgrammingError):
            raise error  # a fault of this program
        self.stopped = True
        with suppress(sqlite3.Error):
            self._connection.rollback()
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in HARMLESS:
            raise Damaged from error


def checksum(row: tuple[Any, ...]) -> int:
    """Return the checksum of the values of a row."""
    return crc32(marshal.dumps(row, 2))  # this version of the format has no references: equal rows, equal bytes


def connected(path: Path) -> sqlite3.Connection:
    """Open the file; recreate it when it is damaged or of another version.  Raises ProblemError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _prepared(sqlite3.connect(path))
        except DAMAGE:
            discard(path)
            return _prepared(sqlite3.connect(path))
    except (OSError, sqlite3.Error):
        place = f"{path.parent.name}/{path.name}"
        hint = "allow reading and writing it, or delete it"
        problem = Problem(message="the build cache cannot be opened", path=place, hint=hint)
        raise ProblemError([problem]) from None


def writable(path: Path) -> bool:
    """Return whether the file, or the folders and the file that are missing, can be written."""
    folder = path.parent
    while not folder.exists():
        folder = folder.parent
    return not folder.is_dir() or (os.access(folder, os.W_OK) and (not path.exists() or os.access(path, os.W_OK)))


def discard(path: Path) -> None:
    """Delete the file."""
    for each in (path, path.with_name(f"{path.name}-journal")):
        each.unlink(missing_ok=True)


def copied(path: Path | None) -> sqlite3.Connection:
    """Return a copy of the file in memory; an empty one when it cannot be read."""
    copy = sqlite3.connect(":memory:")
    if path and path.exists():
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as source:
                source.backup(copy)
            return _prepared(copy)
        except (*DAMAGE, sqlite3.Error):
            copy.close()
            copy = sqlite3.connect(":memory:")
    return _prepared(copy)


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return the connection with the tables in it.  Raises DatabaseError when the file has other tables."""
    try:
        connection.execute("PRAGMA synchronous = OFF")  # damage from a power cut is noticed, and the file recreated
        if _version(connection) != VERSION:
            connection.execute("BEGIN IMMEDIATE")  # another build may be making them at this moment
            if _version(connection) != VERSION:
                if _version(connection) or connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                    raise sqlite3.DatabaseError("made by another version")
                for statement in TABLES.split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.commit()
    except DAMAGE:
        connection.close()
        raise
    return connection


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
