"""Ways to publish, one file each: documents to targets.

An edition has `SELECTABLE` (whether an article asks for it in its front matter) and `targets`.  One for everybody is
given the site; one for a client is given the client, and the inputs that it shares with others (`shared_inputs`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Protocol

from ...engine.blobs import Blobs
from ...engine.model import Digest, Outdated, Target

if TYPE_CHECKING:  # the plan of a client is made without the site
    from ...markdown import Override
    from ..client import Client, SharedInputs, SiteSummary
    from ..site import Article, Site


class SiteEdition(Protocol):
    """What the module of an edition for everybody gives."""

    SELECTABLE: bool

    def targets(self, site: Site, blobs: Blobs) -> Iterator[Target | Outdated]:
        """Yield everything this edition would make of the site."""


class ClientEdition(Protocol):
    """What the module of an edition for one client gives."""

    SELECTABLE: bool

    def shared_inputs(
        self, site: Site, blobs: Blobs, article: Article, brand: str, overrides: Collection[Override]
    ) -> SharedInputs:
        """Return the inputs that clients with this article and brand share; those of one with overrides are its own."""

    def targets(self, client: Client, summary: SiteSummary, shared: SharedInputs, blobs: Blobs) -> Iterator[Target]:
        """Yield everything this edition would make for a client."""


EDITION_NAMES = tuple(sorted(module.name for module in iter_modules(__path__)))


@cache
def site_editions() -> tuple[SiteEdition, ...]:
    """Return the editions for everybody."""
    return tuple(module for module in _modules().values() if not hasattr(module, "shared_inputs"))


@cache
def client_editions() -> Mapping[str, ClientEdition]:
    """Return the editions for one client, by the name they are chosen by."""
    return {name: module for name, module in _modules().items() if hasattr(module, "shared_inputs")}


def selectable_editions() -> dict[str, bool]:
    """Return the editions an article can ask for, by name (`one-pager`), and whether they are for one client."""
    return {name: hasattr(module, "shared_inputs") for name, module in _modules().items() if module.SELECTABLE}


@cache
def _modules() -> dict[str, Any]:
    return {name.replace("_", "-"): import_module(f"{__name__}.{name}") for name in EDITION_NAMES}


# ---- what several editions hand over


def brand_folder(site: Site, blobs: Blobs, name: str, suffixes: tuple[str, ...]) -> Digest:
    """Return the tree of a brand: its values as `brand.json`, and its files that end in one of the suffixes."""
    files = blobs.folder(f"content/brands/{name}/")
    values = blobs.put_json(site.brands[name].model_dump(mode="json"))
    return blobs.tree({"brand.json": values} | {file: files[file] for file in files if file.endswith(suffixes)})


def article_roles(site: Site, blobs: Blobs, article: Article) -> dict[str, Digest]:
    """Return what a page around an article is given of it, whoever reads it."""
    from ..site import linked_page

    links = {target: linked_page(target, site.articles) for target, _ in article.references.links}
    images = article_images(blobs, article)
    return {
        "article": blobs.put(article.text),
        "front": blobs.put_json(described(site, article)),
        "links": blobs.put_json(links),
    } | ({"images/": blobs.tree(images)} if images else {})


def site_roles(site: Site, blobs: Blobs) -> dict[str, Digest]:
    """Return what a page around an article is given beside it, the same for all articles."""
    assert site.factors
    return {"factors": blobs.put_json(site.factors.data), "site": public_site(site, blobs)}


def article_images(blobs: Blobs, article: Article) -> dict[str, Digest]:
    """Return the images on an article's page, by the name it gives them."""
    from ..references import image_path

    paths = {name: image_path(name, blobs.files) for name, _ in article.references.images}
    return {name: blobs.file(path) for name, path in paths.items() if path}


def public_site(site: Site, blobs: Blobs) -> Digest:
    """Return what every page may know of the site."""
    settings = site.settings
    facts = {name: getattr(settings, name) for name in ("title", "description", "base_url", "language")}
    return blobs.put_json(facts | {"as_of": settings.as_of.isoformat()})


def described(site: Site, article: Article) -> dict[str, object]:
    """Return an article's front matter as pages see it, its authors with their names."""
    facts = article.front.model_dump(mode="json") | {"slug": article.slug, "whitepaper": article.whitepaper_pdf}
    authors = [name for name in article.front.authors if name in site.authors]
    return facts | {"authors": [{"id": name} | site.authors[name].model_dump(mode="json") for name in authors]}
