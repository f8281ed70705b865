"""Who the clients are: an entry for each, read one at a time, so that ten thousand cost little until they change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..engine.model import Digest, Outdated, Snapshot, digest
from ..planning.client import BRIEFS, CLIENTS, Client, ClientEntry, Shared
from ..problems import Problem, ProblemCollector, ProblemError, did_you_mean
from .identifiers import identified, identifier_fault
from .readers import csv
from .readers.dotted_columns import nested
from .readers.record import Record


@dataclass(frozen=True, slots=True)
class Roster:
    """The clients by id, what must stay because a table is broken, and what is wrong with the list itself."""

    entries: Mapping[str, ClientEntry]
    held: tuple[Outdated, ...] = ()
    problems: tuple[Problem, ...] = ()


def roster(snapshot: Snapshot) -> Roster:
    """Every client: a YAML file each, or a row each of a CSV file with the column `id`."""
    collector = ProblemCollector()
    own = _own_files(snapshot)
    entries: dict[str, ClientEntry] = {}
    held: list[Outdated] = []
    for entry in _entries(snapshot, own, collector):
        if isinstance(entry, Outdated):
            held.append(entry)
        elif other := entries.get(entry.id):
            line = _line(entry)
            message, hint = f"the client {entry.id!r} stands also in {other.path}", "choose another id"
            collector.problems.append(Problem(message=message, path=entry.path, line=line, hint=hint))
        else:
            entries[entry.id] = entry
    for name in own.keys() - entries.keys() if not held else ():  # whom a broken table holds is not known
        for path in own[name]:
            if path.endswith(".md"):
                message = f"there is no client {name!r} for this note"
                collector.problems.append(Problem(message=message, path=path, hint=did_you_mean(name, entries)))
    return Roster(entries, tuple(held), tuple(collector.problems))


def key_of(entry: ClientEntry, snapshot: Snapshot, shared: Digest) -> Digest:
    """The key of a client's bundle: of the row or the file it stands in, of its own files, of what it shares."""
    files = "".join(f"\n{path} {snapshot.files[path]}" for path in entry.files)
    return digest(f"{shared} {entry.path} {entry.source} {entry.id}{files}".encode())


def read(entry: ClientEntry, snapshot: Snapshot, shared: Shared) -> tuple[Client, tuple[Problem, ...]]:
    """The client without its notes, and what is wrong with its choices.  Raises ProblemError when it cannot be read."""
    record = entry.read()
    collector = ProblemCollector()
    known = {"brand": shared.brands, "article": shared.briefed, "prepared_by": shared.authors}
    chosen = {field: record.data.get(field) for field in known}
    for field, names in known.items():
        if (value := chosen[field]) and isinstance(value, str) and value not in names:
            collector.problems.append(record.unknown_name(field, value, names))
    brand, article = (chosen[field] for field in ("brand", "article"))
    slug = article if isinstance(article, str) else next(iter(shared.briefed), "")
    client = Client(
        id=entry.id,
        record=record,
        brand=brand if isinstance(brand, str) else shared.brand,
        article=slug,
        editions=_editions(record, shared.articles.get(slug, ()), shared, collector),
        tickets=_tickets(snapshot, entry, record),
        logo=_logo(snapshot, entry, record),
    )
    return client, tuple(collector.problems)


def _editions(record: Record, default: tuple[str, ...], shared: Shared, collector: ProblemCollector) -> tuple[str, ...]:
    """The editions of one client: its own choice, or those of its article."""
    own = record.data.get("editions")
    if not isinstance(own, list):
        return default
    for at, name in enumerate(own):
        if name not in shared.editions:
            collector.problems.append(record.unknown_name(f"editions[{at}]", str(name), shared.editions))
    return tuple(str(name) for name in own if name in shared.editions)


def _tickets(snapshot: Snapshot, entry: ClientEntry, record: Record) -> bytes | None:
    """The export of a service desk that a client's record names; it lies in the folder of that client."""
    named = record.data.get("tickets")
    path = f"{CLIENTS}{entry.id}/{named.get('file')}" if isinstance(named, dict) else ""
    return snapshot.read(path) if path in snapshot.files else None


def _logo(snapshot: Snapshot, entry: ClientEntry, record: Record) -> tuple[str, bytes]:
    if "logo" not in record.data:
        return "", b""
    from .schema.client.logo import read_logo

    return read_logo(record, f"{CLIENTS}{entry.id}/", snapshot.files, snapshot.read)


# ---- where clients stand


def _own_files(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """The files in each client's own folder, by the name of that folder."""
    found: dict[str, list[str]] = {}
    for path in snapshot.under(CLIENTS):
        name, inside, _ = path.removeprefix(CLIENTS).partition("/")
        if inside:
            found.setdefault(name, []).append(path)
    return {name: tuple(paths) for name, paths in found.items()}


def _entries(
    snapshot: Snapshot, own: Mapping[str, tuple[str, ...]], collector: ProblemCollector
) -> Iterator[ClientEntry | Outdated]:
    files = [path for path in snapshot.under(CLIENTS) if "/" not in path.removeprefix(CLIENTS)]
    yamls = (path for path in files if path.endswith(".yml"))
    for name, path in identified(yamls, CLIENTS, ".yml", collector):
        yield ClientEntry(name, path, snapshot.files[path], own.get(name, ()), _reader(snapshot, path))
    for path in files:
        if path.endswith(".csv"):
            yield from _table(snapshot, path, own, collector)


def _reader(snapshot: Snapshot, path: str) -> Callable[[], Record]:
    def reader() -> Record:
        from .readers import yaml

        return yaml.read(snapshot.read(path), path)

    return reader


def _table(
    snapshot: Snapshot, path: str, own: Mapping[str, tuple[str, ...]], collector: ProblemCollector
) -> Iterator[ClientEntry | Outdated]:
    """An entry for each row; while the table is broken, nobody knows whom it holds, and every brief stays."""
    table = collector.attempt(lambda: csv.table(snapshot.read(path), path))
    if table is None:
        yield Outdated(BRIEFS, path)
        return
    at = table.header.index("id") if "id" in table.header else len(table.header)
    columns = digest("\n".join(table.header).encode())
    whole = True
    for row in table.rows:
        name = row.cells[at].strip() if at < len(row.cells) else ""
        if fault := identifier_fault(name) if name else "the client has no id; fill in the column `id`":
            message, _, hint = fault.partition("; ")
            collector.problems.append(Problem(message=message, path=path, line=row.line, field="id", hint=hint))
            whole = False
            continue
        source = f"{columns}\n" + "\x1f".join(row.cells)
        yield ClientEntry(name, path, source, own.get(name, ()), _row_reader(table, row))
    if not whole:
        yield Outdated(BRIEFS, path)


def _row_reader(table: csv.Table, row: csv.Row) -> Callable[[], Record]:
    return lambda: nested([table.record(row)])[0]


def _line(entry: ClientEntry) -> int:
    try:
        return entry.read().line("id")
    except ProblemError:
        return 0
