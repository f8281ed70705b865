"""An article for everybody as a PDF, with the method shown on an example that was made up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...engine.blobs import Blobs
from ...engine.model import Digest, Outdated, OutputPath, Target
from ...project.terms import TERMS
from ..client import EXAMPLE
from ..page_templates import page_templates
from . import article_roles, brand_folder, site_roles
from .brief import printed
from .comparison_data import facts, record_roles

if TYPE_CHECKING:
    from ..site import Article, Site

SELECTABLE = True
FOLDER = OutputPath("site", "whitepapers")
DATA = OutputPath(FOLDER, "example.json")


def targets(site: Site, blobs: Blobs) -> Iterator[Target | Outdated]:
    """Yield a page and its PDF for each article, and the figures of the example they share."""
    wanted = [article for article in site.articles.values() if article.whitepaper]
    if not wanted:
        return
    if because := _broken(site):
        yield Outdated(f"{FOLDER}/", because)
        return
    assert site.example
    roles = record_roles({**site.example.data, "id": "example"}, site.example, blobs)
    yield Target(DATA, "comparison", {"/": blobs.tree(facts(site, blobs)), **roles}, source=EXAMPLE)
    for path in site.broken_articles:
        yield Outdated(f"{FOLDER}/", path)
    for article in wanted:
        page = OutputPath("site", article.whitepaper)
        if not article.text:
            yield Outdated(page.removesuffix("html"), article.path)
            continue
        yield Target(page, "whitepaper", _shown(site, blobs, article), {"comparison": DATA}, article.path)
        roles = {"/": blobs.tree(printed(site, blobs, site.settings.brand))}
        paper = OutputPath("site", article.whitepaper_pdf)
        yield Target(paper, "pdf", roles, {"page": page}, article.path)


def _shown(site: Site, blobs: Blobs, article: Article) -> dict[str, Digest]:
    return (
        article_roles(site, blobs, article)
        | site_roles(site, blobs)
        | {
            "brand/": brand_folder(site, blobs, site.settings.brand, (".svg",)),
            "templates/": page_templates(site, blobs, "whitepaper.html", article),
        }
    )


def _broken(site: Site) -> str:
    """Return the file that keeps every whitepaper from being planned; empty when nothing does."""
    if not site.assumptions or not site.factors:
        return "content/assumptions.yml" if not site.assumptions else "content/factors.yml"
    if site.terms is None:
        return TERMS
    if site.settings.brand not in site.brands:
        return f"content/brands/{site.settings.brand}/_brand.yml"
    return "" if site.example else EXAMPLE
