"""The JSON Schemas that editors, and programs that read comparison.json, can ask for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELS = {
    "article": "schema.article:FrontMatter",
    "brand": "schema.brand:BrandFile",
    "client": "schema.client:ClientFile",
    "site": "project:Settings",
}
NAMES = (*sorted([*MODELS, "comparison"]),)


def json_schema(name: str) -> dict[str, Any]:
    """The schema of an article's front matter, of a brand, client or settings file, or of comparison.json."""
    if name == "comparison":
        from .comparison.schema import document_schema

        return document_schema()
    module, _, model = MODELS[name].partition(":")
    found = getattr(import_module(f".{module}", __package__), model)
    return {"$schema": DIALECT, **found.model_json_schema()}
