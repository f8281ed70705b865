"""The store: what earlier builds of a project left behind, so that the next one makes only what changed.

It is a SQLite file that may be deleted at any time.  A damaged or foreign one is recreated: the next build is then
slower, never wrong.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from ..problems import Problem, ProblemError
from .cache import Cache
from .database import Damaged, Database, checksum, connected, copied, discard, writable
from .model import LAST_CHARACTER
from .scan import OutputStat
from .snapshot import InputStat
from .traces import BundleTrace, Trace, pack_problems, unpack_problems

Value = TypeVar("Value")


class Store:
    """What is known of the inputs of a project, and of its files in one output folder; `cache` has computed values.

    Reading and writing raise Damaged when the file cannot be trusted.
    """

    def __init__(self, database: Database, output: str, kept: bool = True) -> None:
        self.cache = Cache(database)
        self._kept = kept
        self._database = database
        self._output = output

    # ---- inputs

    def input_stats(self) -> dict[str, InputStat]:
        """Return how the inputs of the last build looked."""
        rows = self._database.read("SELECT path, size, changed, inode, digest, sum FROM inputs")
        return {row[0]: InputStat(*row[1:5]) for row in rows}

    def put_input_stats(self, before: Mapping[str, InputStat], now: Mapping[str, InputStat]) -> None:
        """Keep what changed between two such mappings."""
        rows = [(path, s.size, s.changed, s.inode, s.digest) for path, s in now.items() if before.get(path) != s]
        gone = [(path,) for path in before.keys() - now.keys()]
        if rows or gone:
            values = [(*row, checksum(row)) for row in rows]
            self._database.write("INSERT OR REPLACE INTO inputs VALUES (?, ?, ?, ?, ?, ?)", values)
            self._database.write("DELETE FROM inputs WHERE path = ?", gone)
            self.commit()

    # ---- bundles

    def has_built(self) -> bool:
        """Return whether an earlier build wrote to this output folder."""
        query = "SELECT 1 FROM bundles WHERE output = ? LIMIT 1"
        return bool(self._database.read_unchecked(query, self._output))

    def bundles(self) -> dict[str, BundleTrace]:
        """Return what is known of each bundle, by its name."""
        query = "SELECT name, key, places, look, sum FROM bundles WHERE output = ?"
        rows = self._database.read(query, self._output)
        return {name: BundleTrace(key, places, look) for name, key, places, look, _ in rows}

    def manifest_lines(self) -> dict[str, str]:
        """Return what the manifest says of the files of each complete bundle: a line of JSON each."""
        rows = self._database.read("SELECT name, lines, sum FROM manifest WHERE output = ?", self._output)
        return {name: lines for name, lines, _ in rows}

    def claim(self, bundles: Mapping[str, BundleTrace]) -> None:
        """Record which files are tracked, before the first of them is written.  Raises ProblemError if it cannot."""
        if bundles:
            self._put_bundles(bundles)
            self.commit()
            if self._database.stopped:
                message = "the build cache cannot be written, so nothing is"
                raise ProblemError([Problem(message=message, hint="make room or allow writing in its folder")])

    def put_complete(self, bundles: Mapping[str, BundleTrace], manifest_lines: Mapping[str, str]) -> None:
        """Record that these bundles are complete: everything in them is on the disk."""
        self._put_bundles(bundles)
        rows = [(self._output, *row, checksum(row)) for row in manifest_lines.items()]
        self._database.write("INSERT OR REPLACE INTO manifest VALUES (?, ?, ?, ?)", rows)
        self.commit()

    def forget_bundles(self, names: Iterable[str]) -> None:
        """Delete the records of bundles of which nothing is left."""
        rows = [(self._output, name) for name in names]
        below = [(self._output, name, name + LAST_CHARACTER) for _, name in rows]
        if rows:
            self._database.write("DELETE FROM bundles WHERE output = ? AND name = ?", rows)
            self._database.write("DELETE FROM manifest WHERE output = ? AND name = ?", rows)
            self._database.write("DELETE FROM traces WHERE output = ? AND path >= ? AND path < ?", below)
            self.commit()

    def _put_bundles(self, bundles: Mapping[str, BundleTrace]) -> None:
        rows = [(name, *trace) for name, trace in bundles.items()]
        values = [(self._output, *row, checksum(row)) for row in rows]
        self._database.write("INSERT OR REPLACE INTO bundles VALUES (?, ?, ?, ?, ?, ?)", values)

    # ---- files

    def traces(self, folder: str = "") -> dict[str, Trace]:
        """Return what is known of each file below a folder of the output."""
        query = (
            "SELECT path, key, digest, size, changed, warnings, roles, sum FROM traces"
            " WHERE output = ? AND path >= ? AND path < ?"
        )
        return {
            path: Trace(key, name, OutputStat(size, changed), json.loads(roles), unpack_problems(warnings))
            for path, key, name, size, changed, warnings, roles, _ in self._database.read(
                query, self._output, folder, folder + LAST_CHARACTER
            )
        }

    def put_traces(self, traces: Mapping[str, Trace]) -> None:
        """Keep traces of files that are in place, and on the disk."""
        rows = [
            (str(path), each.key, each.digest, *each.stat, pack_problems(each.warnings), json.dumps(dict(each.roles)))
            for path, each in traces.items()
        ]
        values = [(self._output, *row, checksum(row)) for row in rows]
        self._database.write("INSERT OR REPLACE INTO traces VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def forget_traces(self, paths: Iterable[str]) -> None:
        """Delete the records of files that are gone."""
        rows = [(self._output, path) for path in paths]
        if rows:
            self._database.write("DELETE FROM traces WHERE output = ? AND path = ?", rows)

    # ---- the file itself

    def problems(self) -> list[Problem]:
        """Return a warning if nothing can be kept any more."""
        hint = "make room or allow writing in its folder; until then the same files are made again"
        message = "the build cache cannot be written"
        lost = self._database.stopped or not self._kept
        return [Problem(message=message, hint=hint, severity="warning")] if lost else []

    def commit(self) -> None:
        """Make everything kept so far permanent."""
        self._database.commit()


def with_store(folder: Path, output: Path, work: Callable[[Store], Value], read_only: bool = False) -> Value:
    """Return what the work gives with the store; if the store proves to be damaged, repeat it with an empty one."""
    for empty in (False, True):
        try:
            with open_store(folder, output, read_only, empty) as store:
                return work(store)
        except Damaged:
            continue
    message = "the build cache is damaged as soon as it is written"
    raise ProblemError([Problem(message=message, path=folder.name, hint="check the disk")])


@contextmanager
def open_store(folder: Path, output: Path, read_only: bool = False, empty: bool = False) -> Iterator[Store]:
    """Open the store in `folder` for an output folder; read-only it is a copy in memory and leaves nothing behind.

    So it is, with a warning, where the folder cannot be written: the manifest then tells later builds what is ours.
    `empty` deletes what it holds.  Raises ProblemError when it cannot be opened.
    """
    path = folder / "store.sqlite"
    kept = not read_only and writable(path)
    if empty and kept:
        discard(path)
    database = Database(connected(path) if kept else copied(None if empty else path))
    try:
        # relative, so that a project can move with its store
        yield Store(database, os.path.relpath(output, folder), kept or read_only)
    finally:
        database.close()
