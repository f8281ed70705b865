"""Everything that people wrote, read and understood: what editions make targets from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .markup import Compiled
from .project import Settings
from .schema.article import FrontMatter
from .schema.authors import Author
from .schema.brand import Brand
from .sources import Record

EXAMPLE = "content/example.yml"
"""The company on which whitepapers show the method: written as a client is, and made up."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its front matter, and the template its Markdown became (None when that is broken)."""

    slug: str
    path: str
    front: FrontMatter
    compiled: Compiled | None

    @property
    def public(self) -> bool:
        """Whether the article has a page on the site."""
        return "post" in self.front.editions and not self.front.draft

    @property
    def page(self) -> str:
        """Where that page lies inside the site."""
        return f"blog/{self.slug}.html"

    @property
    def whitepaper(self) -> str:
        """Where its whitepaper lies inside the site; empty when it has none."""
        chosen = "whitepaper" in self.front.editions and not self.front.draft
        return f"whitepapers/{self.slug}.html" if chosen else ""

    @property
    def whitepaper_pdf(self) -> str:
        """Where the PDF of that whitepaper lies inside the site; empty when it has none."""
        return f"whitepapers/{self.slug}.pdf" if self.whitepaper else ""


@dataclass(frozen=True, slots=True)
class Note:
    """A passage written for one client: in place of the text below a heading, or after it."""

    heading: str
    replaces: bool
    compiled: Compiled


@dataclass(frozen=True, slots=True)
class Client:
    """A client as far as planning needs one: its record, its brand, the article its brief is made from.

    `tickets` is the export its record names, if it is there; `logo` the name and the content of its own logo.
    """

    id: str
    record: Record
    brand: str
    article: str
    editions: tuple[str, ...] = ("brief",)
    notes: tuple[Note, ...] = ()
    tickets: bytes | None = None
    logo: tuple[str, bytes] = ("", b"")

    @property
    def kind(self) -> tuple[str, str, str]:
        """What clients share whose pages are handed the same beside their figures; one with notes stands alone."""
        return self.article, self.brand, self.id if self.notes else ""


@dataclass(frozen=True, slots=True)
class Site:
    """The whole.  A part that is broken is missing here; what is wrong with it is told elsewhere.

    `broken_clients` says which file keeps a client from being read (a CSV file is named itself, for all that it
    may hold); `broken_articles` are paths of files whose front matter could not be read.
    """

    settings: Settings
    templates: Mapping[str, str]
    articles: Mapping[str, Article]
    broken_articles: tuple[str, ...]
    authors: Mapping[str, Author]
    brands: Mapping[str, Brand]
    clients: Mapping[str, Client]
    broken_clients: Mapping[str, str]
    assumptions: Record | None
    factors: Record | None
    example: Record | None = None

    def article_of(self, client: Client) -> Article:
        """The article a client's report is made from, knowing of everything that the client's notes need as well."""
        article = self.articles[client.article]
        if not article.compiled:
            return article
        more = [note.compiled for note in client.notes]
        whole = replace(
            article.compiled,
            links=sum((each.links for each in more), article.compiled.links),
            images=sum((each.images for each in more), article.compiled.images),
            directives=sum((each.directives for each in more), article.compiled.directives),
            templates=sum((each.templates for each in more), article.compiled.templates),
        )
        return replace(article, compiled=whole)


def linked_page(target: str, articles: Mapping[str, Article]) -> str | None:
    """The page of the site that a link in an article means; None when it leads nowhere.

    A link names the Markdown file of another article (`other.md#part`) or a page from the root (`/`).
    """
    name, mark, part = target.partition("#")
    pages = {article.path.rpartition("/")[2]: article.page for article in articles.values() if article.public}
    pages |= {f"/{page}": page for page in pages.values()} | {"/": "index.html", "/index.html": "index.html"}
    return pages[name] + mark + part if name in pages else None
