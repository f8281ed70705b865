"""The client index: where each client is written.  A client itself is read only when something asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ..engine.model import digest
from ..engine.snapshot import Snapshot
from ..problems import Problem, ProblemCollector, Severity, did_you_mean
from .endings import copied_from, ending
from .identifiers import identified, identifier_fault
from .readers import documents, tables
from .readers.dotted_columns import nested
from .readers.record import Record
from .readers.table import Row, Table

CLIENTS = "content/clients/"


class ClientEntry(NamedTuple):
    """Where one client is written.

    `source` changes whenever the client's record does: it is the digest of a whole file, or the cells of a row.
    `files` are the files in the client's own folder.  `read` returns the record; it raises ProblemError if it cannot.
    """

    id: str
    path: str
    line: int
    source: str
    files: tuple[str, ...]
    read: Callable[[], Record]

    @property
    def overrides(self) -> list[str]:
        """The files with passages written for this client."""
        return [path for path in self.files if ending(path) == ".md"]


@dataclass(frozen=True, slots=True)
class ClientIndex:
    """The entries by client id, the paths of tables that may hold further clients, and all problems of the index."""

    entries: Mapping[str, ClientEntry]
    broken_tables: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


Folders = Mapping[str, tuple[str, ...]]
"""The files in each client's own folder, by the name of the folder."""


def client_index(snapshot: Snapshot) -> ClientIndex:
    """Return the index of all clients: a client for each document, and one for each row of a table."""
    collector = ProblemCollector()
    files = [path for path in snapshot.under(CLIENTS) if "/" not in path.removeprefix(CLIENTS)]
    files = [path for path in files if not copied_from(path, files)]
    folders = _folders(snapshot)
    entries: dict[str, ClientEntry] = {}
    broken_tables = []
    _add(entries, _documents(snapshot, files, folders, collector), collector)
    for path in files:
        if tables.is_table(path):
            found, complete = _rows(snapshot, path, folders, collector)
            _add(entries, found, collector)
            if not complete:
                broken_tables.append(path)
        elif refused := tables.REFUSED.get(ending(path)):
            collector.problems.append(Problem(message=f"the file {refused[0]}", path=path, hint=refused[1]))
    if not broken_tables:  # a broken table may hold the client that a folder belongs to
        collector.problems += _without_client(folders, entries)
    return ClientIndex(entries, tuple(broken_tables), tuple(collector.problems))


def _add(entries: dict[str, ClientEntry], found: Iterable[ClientEntry], collector: ProblemCollector) -> None:
    """Add the entries whose client is not defined yet, and collect a problem for each other one."""
    for entry in found:
        other = entries.setdefault(entry.id, entry)
        if other is not entry:
            message = f"the client {entry.id!r} is also defined in {other.path}"
            problem = Problem(message=message, path=entry.path, line=entry.line, hint="choose another id")
            collector.problems.append(problem)


def _folders(snapshot: Snapshot) -> Folders:
    found: dict[str, list[str]] = {}
    for path in snapshot.under(CLIENTS):
        name, inside, _ = path.removeprefix(CLIENTS).partition("/")
        if inside:
            found.setdefault(name, []).append(path)
    return {name: tuple(paths) for name, paths in found.items()}


def _without_client(folders: Folders, entries: Mapping[str, ClientEntry]) -> Iterator[Problem]:
    """Yield a problem for each folder that belongs to no client; an error when it has overrides."""
    for name in folders.keys() - entries.keys():
        severity: Severity = "error" if any(ending(path) == ".md" for path in folders[name]) else "warning"
        message, hint = f"there is no client {name!r} for this folder", did_you_mean(name, entries)
        yield Problem(message=message, path=f"{CLIENTS}{name}/", hint=hint, severity=severity)


# ---- a file with one client


def _documents(
    snapshot: Snapshot, files: Iterable[str], folders: Folders, collector: ProblemCollector
) -> Iterator[ClientEntry]:
    """Yield an entry for each document; the name of its file is the id of the client."""
    for suffix in documents.SUFFIXES:
        named = [path for path in files if ending(path) == suffix]
        for name, path in identified(named, CLIENTS, collector):
            yield ClientEntry(name, path, 1, snapshot.files[path], folders.get(name, ()), _document(snapshot, path))


def _document(snapshot: Snapshot, path: str) -> Callable[[], Record]:
    return lambda: documents.read(snapshot.read(path), path)


# ---- a file with one client in each row


def _rows(
    snapshot: Snapshot, path: str, folders: Folders, collector: ProblemCollector
) -> tuple[list[ClientEntry], bool]:
    """Return an entry for each row that has an id, and whether all rows have one."""
    table = collector.attempt(lambda: tables.table(snapshot.read(path), path))
    if table is None:
        return [], False
    at = table.header.index("id") if "id" in table.header else len(table.header)
    columns = digest("\n".join((*table.header, "", *sorted(table.decimals))).encode())
    entries = []
    for row in table.rows:
        name = row.cells[at].strip() if at < len(row.cells) else ""
        if fault := identifier_fault(name) if name else "the client has no id; fill in the column `id`":
            message, _, hint = fault.partition("; ")
            collector.problems.append(table.record(row).problem("id", message, hint))
            continue
        source = f"{columns}\n" + "\x1f".join(row.cells)
        entries.append(ClientEntry(name, path, row.line, source, folders.get(name, ()), _row(table, row)))
    return entries, len(entries) == len(table.rows)


def _row(table: Table, row: Row) -> Callable[[], Record]:
    return lambda: nested([table.record(row)])[0]
