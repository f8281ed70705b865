"""A client as planning needs one, and what the site gives to all of them: plain data, and nothing heavy to load."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from ..engine.model import Digest
from ..project.readers.record import Record

if TYPE_CHECKING:
    from ..markdown import Compiled

CLIENTS = "content/clients/"
BRIEFS = "briefs/"
EXAMPLE = "content/example.yml"
"""The company on which whitepapers show the method: written as a client is, and made up."""


class ClientEntry(NamedTuple):
    """Where a client stands written, not yet read.

    `source` is what stands there, or its digest (a row of a table, or a whole file), `files` are those in the client's
    own folder, and `read` gives the record or raises ProblemError.
    """

    id: str
    path: str
    source: str
    files: tuple[str, ...]
    read: Callable[[], Record]

    @property
    def bundle(self) -> str:
        """The name of the client's bundle: its folder in the output."""
        return f"{BRIEFS}{self.id}/"

    @property
    def notes(self) -> list[str]:
        """The files with passages written for this client."""
        return [path for path in self.files if path.endswith(".md")]


@dataclass(frozen=True, slots=True)
class Note:
    """A passage written for one client: in place of the text below a heading, or after it."""

    heading: str
    replaces: bool
    compiled: Compiled


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


Kind = Mapping[str, Digest]
"""What the files of clients with the same article and brand are handed alike: a tree for each sort of file."""


@dataclass(frozen=True)
class Shared:
    """What the plan of a client can see of the site; it is remembered, so that a changed client needs no site.

    `articles` has the personal editions of each article, `kinds` what pages of an article (first name) in a brand
    (second) are handed alike, and `broken` the file to blame where there is no such kind.  Making one file may take
    so many seconds and megabytes.
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
    kinds: Mapping[str, Mapping[str, Kind]]
    broken: Mapping[str, str]

    @cached_property
    def briefed(self) -> tuple[str, ...]:
        """The articles that a brief can be made from, in order."""
        return tuple(sorted(slug for slug, editions in self.articles.items() if editions))

    def pdf_name(self, client: Client) -> str:
        """The name of a client's PDF."""
        return self.file_name.format(client=client.id, brand=client.brand, date=self.as_of)

    def fault(self, client: Client) -> str:
        """The file that keeps a client's files from being planned; empty when nothing does."""
        brand, article = f"brand {client.brand}", f"article {client.article}"
        if because := next((self.broken[name] for name in ("", brand, article) if name in self.broken), ""):
            return because
        if client.article not in self.kinds:
            return client.record.path
        return "" if client.brand in self.kinds[client.article] else f"content/brands/{client.brand}/_brand.yml"

    def to_data(self) -> dict[str, Any]:
        """The same as what JSON can say."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Shared:
        """What `to_data` made."""
        articles = {slug: tuple(editions) for slug, editions in data["articles"].items()}
        lists = {name: tuple(data[name]) for name in ("brands", "authors", "editions")}
        return cls(**{**data, **lists, "articles": articles})
