"""The JSON Schemas that editors, and programs that read comparison.json, can ask for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELS = {
    "article": "project.schema.front_matter:FrontMatter",
    "brand": "project.schema.brand:BrandFile",
    "client": "project.schema.client:ClientFile",
    "site": "project.settings:Settings",
}
NAMES = (*sorted([*MODELS, "comparison"]),)


def json_schema(name: str) -> dict[str, Any]:
    """The schema of an article's front matter, of a brand, client or settings file, or of comparison.json."""
    if name == "comparison":
        from ..comparison import document

        return document.json_schema()
    module, _, model = MODELS[name].partition(":")
    found = getattr(import_module(f"reportgen.{module}"), model)
    return {"$schema": DIALECT, **found.model_json_schema()}
