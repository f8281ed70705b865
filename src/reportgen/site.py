"""Everything that people wrote, read and understood: what editions make targets from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from .client import Note
from .markup import Compiled
from .project import Settings
from .schema.article import FrontMatter
from .schema.authors import Author
from .schema.brand import Brand
from .sources import Record


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
class Site:
    """The whole.  A part that is broken is missing here; what is wrong with it is told elsewhere.

    `broken_articles` are paths of files whose front matter could not be read; `included` says what each usable
    template includes.
    """

    settings: Settings
    templates: Mapping[str, str]
    included: Mapping[str, frozenset[str]]
    articles: Mapping[str, Article]
    broken_articles: tuple[str, ...]
    authors: Mapping[str, Author]
    brands: Mapping[str, Brand]
    assumptions: Record | None
    factors: Record | None
    example: Record | None = None

    def with_notes(self, article: Article, notes: Collection[Note]) -> Article:
        """The article, knowing of everything that a client's notes need as well."""
        if not article.compiled:
            return article
        more = [note.compiled for note in notes]
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
