"""The answer for one client on one page, for those who read no second one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from ...engine.blobs import Blobs
from ...engine.model import Target
from ...markdown import Override
from ..client import Client, SharedInputs, SiteSummary
from .brief import logo, printed, shown
from .comparison_data import data, folder

if TYPE_CHECKING:
    from ..site import Article, Site

SELECTABLE = True
NAME = "one-pager"


def shared_inputs(
    site: Site, blobs: Blobs, article: Article, brand: str, overrides: Collection[Override]
) -> SharedInputs:
    """Return what one-pagers are given alike, as briefs are."""
    page = blobs.tree(shown(site, blobs, article, brand, overrides, f"{NAME}.html"))
    return {NAME: page, "pdf": blobs.tree(printed(site, blobs, brand))}


def targets(client: Client, summary: SiteSummary, shared: SharedInputs, blobs: Blobs) -> Iterator[Target]:
    """Yield a page and its PDF."""
    page, source = folder(client, f"{NAME}.html"), client.record.path
    yield Target(page, NAME, {"/": shared[NAME]} | logo(client), {"comparison": data(client)}, source)
    yield Target(folder(client, f"{NAME}.pdf"), "pdf", {"/": shared["pdf"]}, {"page": page}, source)
