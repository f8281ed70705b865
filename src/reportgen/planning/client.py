"""A client as planning needs one, and what the site gives to all of them: plain data, and nothing heavy to load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from ..engine.model import Digest, digest
from ..engine.snapshot import Snapshot
from ..problems import Problem
from ..project.clients import CLIENTS, ClientEntry
from ..project.readers.record import Record
from ..project.terms import TERMS, Sets, completed

BRIEFS = "briefs/"
EXAMPLE = "content/example.yml"
"""The company on which whitepapers show the method: written as a client is, and made up."""


@dataclass(frozen=True, slots=True)
class Client:
    """A client that was read: its record, its brand, the article its brief is made from.

    `tickets` is the export its record names, if it is there; `logo` the name and the content of its own logo.
    """

    id: str
    record: Record
    brand: str
    article: str
    editions: tuple[str, ...] = ("brief",)
    tickets: bytes | None = None
    logo: tuple[str, bytes] = ("", b"")


SharedInputs = Mapping[str, Digest]
"""The inputs shared by all clients with the same article and brand: one tree for each sort of file, by its name."""


@dataclass(frozen=True)
class SiteSummary:
    """What the plan of a client can see of the site; it is cached, so that a changed client does not load the site.

    `articles` has the client editions of each article, `shared_inputs` the inputs of an article (first name) in a brand
    (second), and `broken` the file to blame where there are none.  `terms` has the sets of terms as data.
    `seconds` and `megabytes` limit the making of one file.
    """

    brand: str
    brands: tuple[str, ...]
    authors: tuple[str, ...]
    editions: tuple[str, ...]
    articles: Mapping[str, tuple[str, ...]]
    as_of: str
    file_name: str
    archive: bool
    seconds: int
    megabytes: int
    shared_inputs: Mapping[str, Mapping[str, SharedInputs]]
    broken: Mapping[str, str]
    terms: Mapping[str, Mapping[str, Any]]

    @cached_property
    def briefed(self) -> tuple[str, ...]:
        """The articles that a brief can be made from, in order."""
        return tuple(sorted(slug for slug, editions in self.articles.items() if editions))

    def pdf_name(self, client: Client) -> str:
        """Return the name of a client's PDF."""
        return self.file_name.format(client=client.id, brand=client.brand, date=self.as_of)

    def fault(self, client: Client) -> str:
        """Return the file that keeps a client's files from being planned; empty when nothing does."""
        brand, article = f"brand {client.brand}", f"article {client.article}"
        if because := next((self.broken[name] for name in ("", brand, article) if name in self.broken), ""):
            return because
        if client.article not in self.shared_inputs:
            return client.record.path
        return "" if client.brand in self.shared_inputs[client.article] else f"content/brands/{client.brand}/_brand.yml"

    def terms_sets(self) -> Sets:
        """Return the sets of terms that clients may name."""
        return {name: Record(TERMS, each["data"], each["lines"]) for name, each in self.terms.items()}

    def to_data(self) -> dict[str, Any]:
        """Return the same as what JSON can say."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> SiteSummary:
        """Return what `to_data` made."""
        articles = {slug: tuple(editions) for slug, editions in data["articles"].items()}
        lists = {name: tuple(data[name]) for name in ("brands", "authors", "editions")}
        return cls(**{**data, **lists, "articles": articles})


# ---- from an entry of the client index to a client


def bundle_name(client: str) -> str:
    """Return the name of a client's bundle, which is its folder in the output."""
    return f"{BRIEFS}{client}/"


def bundle_key(entry: ClientEntry, snapshot: Snapshot, shared: Digest) -> Digest:
    """Return the key of a client's bundle: it covers the client's record, its own files, and what it shares."""
    files = "".join(f"\n{path} {snapshot.files[path]}" for path in entry.files)
    return digest(f"{shared} {entry.path} {entry.source} {entry.id}{files}".encode())


def resolve_client(entry: ClientEntry, snapshot: Snapshot, summary: SiteSummary) -> tuple[Client, list[Problem]]:
    """Return the client, without notes, and every name in its record that the site does not have.

    Raises ProblemError if the record cannot be read or completed, or its logo cannot be used.
    """
    record = entry.read()
    if summary.broken.get("") != TERMS:
        record = completed(record, summary.terms_sets())
    article = _text(record, "article") or next(iter(summary.briefed), "")
    editions, problems = _editions(record, summary, article)
    client = Client(
        id=entry.id,
        record=record,
        brand=_text(record, "brand") or summary.brand,
        article=article,
        editions=editions,
        tickets=_tickets(entry.id, record, snapshot),
        logo=_logo(entry.id, record, snapshot),
    )
    return client, [
        *_unknown_names(record, summary),
        *problems,
        *_unread(entry, record),
        *_without_document(client, summary),
    ]


def _without_document(client: Client, summary: SiteSummary) -> list[Problem]:
    """Return a warning when nothing is made for a client although nothing is wrong with it or with the site."""
    if client.editions or summary.broken or (client.article and client.article not in summary.articles):
        return []
    editions = ", ".join(summary.editions)
    hint = f"write one of {editions} under `editions:` in the front matter of an article"
    if client.article:
        hint += f", such as {client.article!r}, or in {client.record.path}"
    message = "no document is made for this client: no article has an edition for clients"
    return [client.record.problem("editions", message, hint, "warning")]


def _unread(entry: ClientEntry, record: Record) -> list[Problem]:
    """Return a warning for each file in the client's folder that nothing reads."""
    folder = f"{CLIENTS}{entry.id}/"
    tickets = record.data.get("tickets")
    named = {_text(record, "logo"), tickets.get("file", "") if isinstance(tickets, dict) else ""}
    hint = f"name it in {record.path} (`logo:`, `tickets.file:`), or delete it; an override is an .md file"
    return [
        Problem(message="nothing reads this file", path=path, hint=hint, severity="warning")
        for path in entry.files
        if path not in entry.overrides and path.removeprefix(folder) not in named
    ]


def _text(record: Record, field: str) -> str:
    """Return a field of a record if it is text; anything else is reported by the schema."""
    value = record.data.get(field)
    return value if isinstance(value, str) else ""


def _unknown_names(record: Record, summary: SiteSummary) -> list[Problem]:
    known = {"brand": summary.brands, "article": summary.briefed, "prepared_by": summary.authors}
    return [
        record.unknown_name(field, name, names)
        for field, names in known.items()
        if (name := _text(record, field)) and name not in names
    ]


def _editions(record: Record, summary: SiteSummary, article: str) -> tuple[tuple[str, ...], list[Problem]]:
    """Return the editions that the record names, or else those of its article; and a problem for each unknown one."""
    own = record.data.get("editions")
    if not isinstance(own, list):
        return summary.articles.get(article, ()), []
    names = list(map(str, own))
    problems = [
        record.unknown_name(f"editions[{index}]", name, summary.editions)
        for index, name in enumerate(names)
        if name not in summary.editions
    ]
    return tuple(name for name in names if name in summary.editions), problems


def _tickets(client: str, record: Record, snapshot: Snapshot) -> bytes | None:
    """Return the content of the ticket export that the record names, from the client's own folder."""
    section = record.data.get("tickets")
    path = f"{CLIENTS}{client}/{section.get('file')}" if isinstance(section, dict) else ""
    return snapshot.read(path) if path in snapshot.files else None


def _logo(client: str, record: Record, snapshot: Snapshot) -> tuple[str, bytes]:
    """Return the name and the content of the logo that the record names, from the client's own folder."""
    if "logo" not in record.data:
        return "", b""
    from ..project.schema.client.logo import read_logo  # loads pydantic, which most clients do not need here

    return read_logo(record, f"{CLIENTS}{client}/", snapshot.files, snapshot.read)
