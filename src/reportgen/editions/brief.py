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
    where = folder(client.id)
    article = site.articles.get(client.article)
    if not (site.assumptions and site.factors):
        yield Held(f"{where}/", "content/assumptions.yml" if not site.assumptions else "content/factors.yml")
        return
    if client.brand not in site.brands:
        yield Held(f"{where}/", f"content/brands/{client.brand}/_brand.yml")
        return
    if not (article and article.compiled):
        yield Held(f"{where}/", article.path if article else client.record.path)
        return
    data, page = OutputPath(where, "comparison.json"), OutputPath(where, "index.html")
    about = {"source": client.record.path, "client": client.id}
    yield Target(
        path=data,
        recipe="comparison",
        inputs={
            "path": shelf.put(client.record.path.encode()),
            "client": shelf.put_json(client.record.data),
            "assumptions": shelf.put_json(site.assumptions.data),
            "factors": shelf.put_json(site.factors.data),
            "as_of": shelf.put(site.settings.as_of.isoformat().encode()),
        },
        **about,
    )
    yield Target(
        path=page,
        recipe="brief",
        inputs={
            **article_roles(site, shelf, article),
            "brand/": brand_folder(site, shelf, client.brand, (".svg", ".woff2")),
            "templates/": page_templates(site, shelf, "brief.html", article, "styles/site.css"),
        },
        needs={"comparison": data},
        **about,
    )
    yield Target(
        path=OutputPath(where, f"{client.id}.pdf"),
        recipe="pdf",
        inputs={
            "brand/": brand_folder(site, shelf, client.brand, (".svg", ".ttf")),
            "templates/": page_templates(site, shelf, "styles/print.css"),
        },
        needs={"page": page},
        **about,
    )
