"""A client's comparison as data: made for every client, whatever else is to be published."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from ...engine.blobs import Blobs
from ...engine.model import Digest, OutputPath, Target, digest
from ...markdown import Override
from ...project.readers.record import Record, Value
from ..client import Client, SharedInputs, SiteSummary

if TYPE_CHECKING:
    from ..site import Article, Site

SELECTABLE = False


def shared_inputs(
    site: Site, blobs: Blobs, article: Article, brand: str, overrides: Collection[Override]
) -> SharedInputs:
    """Return what every comparison is given beside the client's record."""
    return {"comparison": blobs.tree(facts(site, blobs))}


def facts(site: Site, blobs: Blobs) -> dict[str, Digest]:
    """Return what numbers rest on that no client gave."""
    assert site.assumptions and site.factors
    return {
        "assumptions": blobs.put_json(site.assumptions.data),
        "factors": blobs.put_json(site.factors.data),
        "as_of": blobs.put(site.settings.as_of.isoformat().encode()),
    }


def targets(client: Client, summary: SiteSummary, shared: SharedInputs, blobs: Blobs) -> Iterator[Target]:
    """Yield one file, from the record and the tickets."""
    inputs = {"/": shared["comparison"]} | record_roles({**client.record.data, "id": client.id}, client.record, blobs)
    if client.tickets is not None:
        inputs["tickets"] = digest(client.tickets)  # a file of the project: nobody need keep it
    yield Target(data(client), "comparison", inputs, {}, client.record.path)


def data(client: Client) -> OutputPath:
    """Return the path of a client's figures."""
    return folder(client, "comparison.json")


def folder(client: Client, name: str) -> OutputPath:
    """Return a file in the client's folder of the output."""
    return OutputPath("briefs", client.id, name)


def record_roles(data: Mapping[str, Value], record: Record, blobs: Blobs) -> dict[str, Digest]:
    """Return the data of a record, and which set of terms each field came from that the record did not have."""
    terms = {field: origin.terms for field, origin in record.inherited.items()}
    return {"client": blobs.put_json(data)} | ({"terms": blobs.put_json(terms)} if terms else {})


def record(client: Client, blobs: Blobs) -> Digest:
    """Return the client's record as recipes are given it."""
    return blobs.put_json({**client.record.data, "id": client.id})
