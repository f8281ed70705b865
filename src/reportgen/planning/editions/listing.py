"""The home page: what the site is and every article on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...engine.blobs import Blobs
from ...engine.model import Outdated, OutputPath, Target
from ..page_templates import page_templates
from . import brand_folder, described, public_site
from .post import published

if TYPE_CHECKING:
    from ..site import Site

SELECTABLE = False


def targets(site: Site, blobs: Blobs) -> Iterator[Target | Outdated]:
    """Yield one page, from the list of public articles."""
    path = OutputPath("site", "index.html")
    if site.broken_articles or site.settings.brand not in site.brands:
        yield Outdated(path, next(iter(site.broken_articles), f"content/brands/{site.settings.brand}"))
        return
    posts = [described(site, article) | {"page": article.page} for article in published(site)]
    yield Target(
        path=path,
        recipe="listing",
        inputs={
            "posts": blobs.put_json(posts),
            "site": public_site(site, blobs),
            "brand/": brand_folder(site, blobs, site.settings.brand, (".svg",)),
            "templates/": page_templates(site, blobs, "listing.html"),
        },
        source="reportgen.toml",
    )
