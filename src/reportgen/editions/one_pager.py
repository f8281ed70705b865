"""The answer for one client on one page, for those who read no second one."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Digest, Held, OutputPath, Roles, Shelf, Target
from ..site import Client, Site
from .brief import broken, folder, logo, printed, shown

CHOSEN = True
NAME = "one-pager"


def targets(site: Site, shelf: Shelf) -> Iterator[Target | Held]:
    """A page and its PDF for each client that is to have one; what holds the client's brief holds them too."""
    kinds: dict[tuple[str, str, str], tuple[Digest, Digest]] = {}
    for client in site.clients.values():
        if NAME not in client.editions or broken(site, client):
            continue
        if client.kind not in kinds:
            page = shelf.tree(shown(site, shelf, client, f"{NAME}.html"))
            kinds[client.kind] = page, shelf.tree(printed(site, shelf, client.brand))
        page, paper = kinds[client.kind]
        yield from _one_pager(client, {"/": page} | logo(shelf, client), paper)


def _one_pager(client: Client, shown: Roles, printed: Digest) -> Iterator[Target]:
    where, source = folder(client.id), client.record.path
    page, data = OutputPath(where, f"{NAME}.html"), OutputPath(where, "comparison.json")
    yield Target(page, NAME, shown, {"comparison": data}, source, client.id)
    yield Target(OutputPath(where, f"{NAME}.pdf"), "pdf", {"/": printed}, {"page": page}, source, client.id)
