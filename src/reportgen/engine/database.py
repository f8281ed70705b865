"""The SQLite file behind the build's memory: opened, begun anew, or copied for who only reads."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from ..problems import Problem, ProblemError

VERSION = 4
DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError, OverflowError)
# Failures that leave the store as it was: full, busy, locked, read-only, not to be opened, an error of the disk.
WHOLE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY,
         sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR}  # fmt: skip
TABLES = """
CREATE TABLE seen (path TEXT PRIMARY KEY, size INT, changed INT, inode INT, digest TEXT, sum INT) WITHOUT ROWID;
CREATE TABLE bundles (output TEXT, name TEXT, key TEXT, places TEXT, look TEXT, sum INT, PRIMARY KEY (output, name))
    WITHOUT ROWID;
CREATE TABLE told (output TEXT, name TEXT, told TEXT, sum INT, PRIMARY KEY (output, name)) WITHOUT ROWID;
CREATE TABLE traces (output TEXT, path TEXT, key TEXT, digest TEXT, size INT, changed INT, warnings TEXT, roles TEXT,
    sum INT, PRIMARY KEY (output, path)) WITHOUT ROWID;
CREATE TABLE described (digest TEXT PRIMARY KEY, content BLOB) WITHOUT ROWID;
CREATE TABLE products (recipe TEXT, name TEXT, key TEXT, content BLOB, warnings TEXT, sum INT,
    PRIMARY KEY (recipe, name));
CREATE TABLE recalled (what TEXT PRIMARY KEY, key TEXT, content BLOB, needs TEXT, sum INT);
"""


class Damaged(Exception):
    """The store cannot be believed: it is to be thrown away, and the build to begin anew."""


def connected(path: Path) -> sqlite3.Connection:
    """The store on disk; one that is damaged or of another version is begun anew."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _prepared(sqlite3.connect(path))
        except DAMAGE:
            discard(path)
            return _prepared(sqlite3.connect(path))
    except (OSError, sqlite3.Error) as error:
        place = f"{path.parent.name}/{path.name}"
        problem = Problem(message=f"the build's memory cannot be opened: {error}", path=place)
        raise ProblemError([problem]) from None


def discard(path: Path) -> None:
    for each in (path, path.with_name(f"{path.name}-journal")):
        each.unlink(missing_ok=True)


def copied(path: Path | None) -> sqlite3.Connection:
    """The store as it is, in memory; an empty one when it cannot be read."""
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
    """The connection with our tables in it.  Raises DatabaseError when the file is not one of ours."""
    try:
        connection.execute("PRAGMA synchronous = OFF")  # what a power cut damages is noticed, and begun anew
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
