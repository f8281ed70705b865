"""A client's private report: as a page and as a PDF."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from ...engine.blobs import Blobs
from ...engine.model import Digest, Target, digest
from ...markdown import Override
from ..client import Client, SharedInputs, SiteSummary
from ..page_templates import page_templates
from . import article_roles, brand_folder, site_roles
from .comparison_data import data, folder, record

if TYPE_CHECKING:
    from ..site import Article, Site

SELECTABLE = True


def shared_inputs(
    site: Site, blobs: Blobs, article: Article, brand: str, overrides: Collection[Override]
) -> SharedInputs:
    """Return what the briefs of one article in one brand are given alike: a tree for the page, one for the PDF."""
    page = blobs.tree(shown(site, blobs, article, brand, overrides, "brief.html"))
    return {"brief": page, "pdf": blobs.tree(printed(site, blobs, brand))}


def targets(client: Client, summary: SiteSummary, shared: SharedInputs, blobs: Blobs) -> Iterator[Target]:
    """Yield the page, and the PDF that is made from it; one to be kept for good has the figures inside."""
    page, source = folder(client, "index.html"), client.record.path
    yield Target(page, "brief", {"/": shared["brief"]} | logo(client), {"comparison": data(client)}, source)
    inputs, needs = {"/": shared["pdf"]}, {"page": page}
    if summary.archive:
        inputs |= {"archive": blobs.put(summary.as_of.encode()), "attached/inputs.json": record(client, blobs)}
        needs |= {"attached/comparison.json": data(client)}
    yield Target(folder(client, summary.pdf_name(client)), "pdf", inputs, needs, source)


def logo(client: Client) -> dict[str, Digest]:
    """Return the client's own logo, for that client's pages alone: never part of what briefs share."""
    name, content = client.logo
    return {f"client-logo.{name.rpartition('.')[2]}": digest(content)} if name else {}


def shown(
    site: Site, blobs: Blobs, article: Article, brand: str, overrides: Collection[Override], template: str
) -> dict[str, Digest]:
    """Return what a page for one client is given beside its figures: the article, overrides, brand and templates."""
    written = [
        {"heading": override.heading, "replaces": override.replaces, "text": override.text.to_bytes().decode()}
        for override in overrides
    ]
    return (
        article_roles(site, blobs, article)
        | site_roles(site, blobs)
        | ({"overrides": blobs.put_json(written)} if written else {})
        | {
            "brand/": brand_folder(site, blobs, brand, (".svg", ".woff2")),
            "templates/": page_templates(site, blobs, template, article, "styles/site.css"),
        }
    )


def printed(site: Site, blobs: Blobs, brand: str) -> dict[str, Digest]:
    """Return what every PDF in a brand is given beside its page."""
    return {
        "brand/": brand_folder(site, blobs, brand, (".svg", ".ttf")),
        "templates/": page_templates(site, blobs, "styles/print.css"),
    }
