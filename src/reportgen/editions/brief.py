"""A client's private report: the comparison as data, as a page and as a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Digest, Held, OutputPath, Shelf, Target
from ..site import Client, Site
from . import article_roles, brand_folder, page_templates

CHOSEN = True


@dataclass(frozen=True, slots=True)
class Alike:
    """What the briefs of one article in one brand are handed alike: a tree for each of their files."""

    data: Digest
    page: Digest
    pdf: Digest


def folder(client: str) -> OutputPath:
    """The folder of a client inside the output."""
    return OutputPath("briefs", client)


def targets(site: Site, shelf: Shelf) -> Iterator[Target | Held]:
    """Three files per client; what they share is gathered once, however many there are.

    The figures are made for every client, the page and the PDF for those that are to have a brief.
    """

    kinds: dict[tuple[str, str, str], Alike] = {}
    for name, path in site.broken_clients.items():  # whom a table holds is not known while it is broken
        yield Held("briefs/" if path.endswith(".csv") else f"{folder(name)}/", path)
    for client in site.clients.values():
        where = folder(client.id)
        if because := broken(site, client):
            yield Held(f"{where}/", because)
            continue
        if client.kind not in kinds:
            kinds[client.kind] = _alike(site, shelf, client)
        yield from _brief(site, shelf, client, kinds[client.kind])


def _brief(site: Site, shelf: Shelf, client: Client, alike: Alike) -> Iterator[Target]:
    where, source = folder(client.id), client.record.path
    record = shelf.put_json({**client.record.data, "id": client.id})
    data, page = OutputPath(where, "comparison.json"), OutputPath(where, "index.html")
    told = {"/": alike.data, "client": record}
    if client.tickets is not None:
        told["tickets"] = shelf.put(client.tickets)
    yield Target(data, "comparison", told, {}, source, client.id)
    if "brief" not in client.editions:
        return
    yield Target(page, "brief", {"/": alike.page} | logo(shelf, client), {"comparison": data}, source, client.id)
    paper = OutputPath(where, site.settings.pdf_name(client.id, client.brand))
    inputs, needs = {"/": alike.pdf}, {"page": page}
    if site.settings.archive:
        inputs |= {"archive": shelf.put(site.settings.as_of.isoformat().encode()), "attached/inputs.json": record}
        needs |= {"attached/comparison.json": data}
    yield Target(paper, "pdf", inputs, needs, source, client.id)


def logo(shelf: Shelf, client: Client) -> dict[str, Digest]:
    """The client's own logo, for that client's pages alone: never part of what briefs share."""
    name, content = client.logo
    return {f"client-logo.{name.rpartition('.')[2]}": shelf.put(content)} if name else {}


def _alike(site: Site, shelf: Shelf, client: Client) -> Alike:
    roles = facts(site, shelf), shown(site, shelf, client, "brief.html"), printed(site, shelf, client.brand)
    return Alike(*map(shelf.tree, roles))


def facts(site: Site, shelf: Shelf) -> dict[str, Digest]:
    """What every comparison is handed beside the client's record."""
    assert site.assumptions and site.factors
    return {
        "assumptions": shelf.put_json(site.assumptions.data),
        "factors": shelf.put_json(site.factors.data),
        "as_of": shelf.put(site.settings.as_of.isoformat().encode()),
    }


def shown(site: Site, shelf: Shelf, client: Client, template: str) -> dict[str, Digest]:
    """What a page for one client is handed beside its figures: the article, the client's notes, brand and templates."""
    article = site.article_of(client)
    written = [
        {"heading": note.heading, "replaces": note.replaces, "compiled": note.compiled.to_bytes().decode()}
        for note in client.notes
    ]
    notes = {"notes": shelf.put_json(written)} if written else {}
    return (
        article_roles(site, shelf, article)
        | notes
        | {
            "brand/": brand_folder(site, shelf, client.brand, (".svg", ".woff2")),
            "templates/": page_templates(site, shelf, template, article, "styles/site.css"),
        }
    )


def printed(site: Site, shelf: Shelf, brand: str) -> dict[str, Digest]:
    """What every PDF in a brand is handed beside its page."""
    return {
        "brand/": brand_folder(site, shelf, brand, (".svg", ".ttf")),
        "templates/": page_templates(site, shelf, "styles/print.css"),
    }


def broken(site: Site, client: Client) -> str:
    """The file that keeps a client's brief from being planned; empty when nothing does."""
    article = site.articles.get(client.article)
    if not site.assumptions:
        return "content/assumptions.yml"
    if not site.factors:
        return "content/factors.yml"
    if client.brand not in site.brands:
        return f"content/brands/{client.brand}/_brand.yml"
    if not (article and article.compiled):
        return article.path if article else client.record.path
    return ""
