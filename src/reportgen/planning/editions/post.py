"""The public page of an article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...engine.blobs import Blobs
from ...engine.model import Digest, Outdated, OutputPath, Target
from ..page_templates import page_templates
from . import article_roles, brand_folder, site_roles

if TYPE_CHECKING:
    from ..site import Article, Site

SELECTABLE = True


def published(site: Site) -> list[Article]:
    """Return the articles that have a public page: by weight, the newest first."""
    articles = (article for article in site.articles.values() if article.public)
    return sorted(articles, key=lambda each: (each.front.weight, -each.front.date.toordinal(), each.slug))


def targets(site: Site, blobs: Blobs) -> Iterator[Target | Outdated]:
    """Yield a page per published article, and the images on it."""
    for path in site.broken_articles:
        yield Outdated(f"{OutputPath('site', 'blog')}/", path)
    usable = site.settings.brand in site.brands and site.factors
    brand = brand_folder(site, blobs, site.settings.brand, (".svg",)) if usable else ""
    alike: dict[tuple[tuple[str, ...], ...], Digest] = {}  # most articles name no templates of their own
    for article in published(site):
        path = OutputPath("site", article.page)
        if not article.text or not usable:
            yield Outdated(path, article.path)
            continue
        named = article.references.directives, article.references.templates
        if named not in alike:
            templates = page_templates(site, blobs, "post.html", article)
            alike[named] = blobs.tree(site_roles(site, blobs) | {"brand/": brand, "templates/": templates})
        yield Target(path, "post", article_roles(site, blobs, article) | {"/": alike[named]}, source=article.path)
