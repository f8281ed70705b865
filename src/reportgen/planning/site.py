"""Everything that people wrote, read and understood: what editions make targets from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Generic, TypeVar

from ..markdown import Compiled, Override, References
from ..project.endings import ending, stem
from ..project.readers.record import Record
from ..project.schema.assumptions import Assumptions
from ..project.schema.authors import Author
from ..project.schema.brand import Brand
from ..project.schema.factors import Factors
from ..project.schema.front_matter import FrontMatter
from ..project.settings import Settings
from ..project.terms import Sets

ARTICLES = "content/articles/"
BRANDS = "content/brands/"
NONE = References()
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its front matter, what its text refers to, and the text, compiled (empty when it is broken)."""

    slug: str
    path: str
    front: FrontMatter
    references: References = NONE
    text: bytes = b""
    hidden: str = ""

    @property
    def compiled(self) -> Compiled:
        """The text as one template, read anew at each access.  Raises ValueError when the text is broken."""
        return Compiled.from_bytes(self.text)

    @property
    def public(self) -> bool:
        """Whether the article has a page on the site."""
        return "post" in self.front.editions and not self.front.draft and not self.hidden

    @property
    def page(self) -> str:
        """Where that page is inside the site."""
        return f"blog/{self.slug}.html"

    @property
    def whitepaper(self) -> str:
        """Where its whitepaper is inside the site; empty when it has none."""
        chosen = "whitepaper" in self.front.editions and not self.front.draft and not self.hidden
        return f"whitepapers/{self.slug}.html" if chosen else ""

    @property
    def whitepaper_pdf(self) -> str:
        """Where the PDF of that whitepaper is inside the site; empty when it has none."""
        return f"whitepapers/{self.slug}.pdf" if self.whitepaper else ""


@dataclass(frozen=True, slots=True)
class Checked(Generic[Value]):
    """A document without problems: its data as written, which recipes are given, and its typed value."""

    data: Mapping[str, Any]
    value: Value


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
    assumptions: Checked[Assumptions] | None
    factors: Checked[Factors] | None
    terms: Sets | None
    example: Record | None = None


def is_brand_file(path: str) -> bool:
    """Return whether a path is that of a brand's document, `_brand.yml`."""
    return stem(path).endswith("/_brand") and ending(path) == ".yml"


def with_references(article: Article, overrides: Iterable[Override]) -> Article:
    """Return the article with everything that a client's overrides refer to as well."""
    return replace(article, references=sum((override.text.references for override in overrides), article.references))


def linked_page(target: str, articles: Mapping[str, Article]) -> str | None:
    """Return the page of the site that a link in an article means; None when it leads nowhere.

    A link names the Markdown file of another article (`other.md#part`) or a page from the root (`/`).
    """
    name, mark, part = target.partition("#")
    if name in ("/", "/index.html"):
        return "index.html" + mark + part
    slug = name.removeprefix("/blog/").removesuffix(".html")
    slug = stem(name) if ending(name) == ".md" else slug
    likely = [articles[slug]] if slug in articles else []
    # most files are called like their page; one that has a slug of its own must be sought
    for article in chain(likely, articles.values() if ending(name) == ".md" else ()):
        if name in (f"/{article.page}", article.path.rpartition("/")[2]) and article.public:
            return article.page + mark + part
    return None
