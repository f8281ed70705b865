"""A client's private report: the comparison as data, as a page and as a PDF."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Held, OutputPath, Shelf, Target
from ..site import Client, Site
from . import article_roles, brand_folder, page_templates

CHOSEN = True


def folder(client: str) -> OutputPath:
    """The folder of a client inside the output."""
    return OutputPath("briefs", client)


def targets(site: Site, shelf: Shelf) -> Iterator[Target | Held]:
    """Three files per client."""
    for name in site.broken_clients:
        yield Held(f"{folder(name)}/", f"content/clients/{name}.yml")
    for client in site.clients.values():
        yield from _brief(site, shelf, client)


def _brief(site: Site, shelf: Shelf, client: Client) -> Iterator[Target | Held]:
    where, source = folder(client.id), client.record.path
    article = site.articles.get(client.article)
    if because := _broken(site, client):
        yield Held(f"{where}/", because)
        return
    assert article and site.assumptions and site.factors
    data, page = OutputPath(where, "comparison.json"), OutputPath(where, "index.html")
    facts = {
        "path": shelf.put(source.encode()),
        "client": shelf.put_json(client.record.data),
        "assumptions": shelf.put_json(site.assumptions.data),
        "factors": shelf.put_json(site.factors.data),
        "as_of": shelf.put(site.settings.as_of.isoformat().encode()),
    }
    shown = article_roles(site, shelf, article) | {
        "brand/": brand_folder(site, shelf, client.brand, (".svg", ".woff2")),
        "templates/": page_templates(site, shelf, "brief.html", article, "styles/site.css"),
    }
    printed = {
        "brand/": brand_folder(site, shelf, client.brand, (".svg", ".ttf")),
        "templates/": page_templates(site, shelf, "styles/print.css"),
    }
    yield Target(data, "comparison", facts, {}, source, client.id)
    yield Target(page, "brief", shown, {"comparison": data}, source, client.id)
    yield Target(OutputPath(where, f"{client.id}.pdf"), "pdf", printed, {"page": page}, source, client.id)


def _broken(site: Site, client: Client) -> str:
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
