"""The public page of an article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...engine.blobs import Shelf
from ...engine.model import Digest, Held, OutputPath, Target
from . import article_roles, brand_folder, page_templates, site_roles

if TYPE_CHECKING:
    from ..site import Article, Site

CHOSEN = True


def published(site: Site) -> list[Article]:
    """The articles that have a public page: by weight, the newest first."""
    articles = (each for each in site.articles.values() if each.public)
    return sorted(articles, key=lambda each: (each.front.weight, -each.front.date.toordinal(), each.slug))


def targets(site: Site, shelf: Shelf) -> Iterator[Target | Held]:
    """A page per published article, and the images on it."""
    for path in site.broken_articles:
        yield Held(f"{OutputPath('site', 'blog')}/", path)
    usable = site.settings.brand in site.brands and site.factors
    brand = brand_folder(site, shelf, site.settings.brand, (".svg",)) if usable else ""
    alike: dict[tuple[tuple[str, ...], ...], Digest] = {}  # most articles name no templates of their own
    for article in published(site):
        path = OutputPath("site", article.page)
        if not article.text or not usable:
            yield Held(path, article.path)
            continue
        named = article.references.directives, article.references.templates
        if named not in alike:
            templates = page_templates(site, shelf, "post.html", article)
            alike[named] = shelf.tree(site_roles(site, shelf) | {"brand/": brand, "templates/": templates})
        yield Target(path, "post", article_roles(site, shelf, article) | {"/": alike[named]}, source=article.path)
