"""The kinds of document in a project, one module each: what a document may hold, and a function that reads it.

Such a function takes a record and returns a checked value, or raises ProblemError with every problem and its line.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS: Mapping[str, str] = {
    "article": "schema.front_matter:FrontMatter",
    "assumptions": "schema.assumptions:Assumptions",
    "authors": "schema.authors:Authors",
    "brand": "schema.brand:BrandFile",
    "client": "schema.client:ClientFile",
    "factors": "schema.factors:Factors",
    "override": "schema.override:OverrideFront",
    "site": "settings:Settings",
    "terms": "schema.terms:Terms",
}
"""The class that describes each kind of document, as `module:class` of this room; it is loaded only for its schema."""


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of document."""
    module, _, name = KINDS[kind].partition(":")
    model = getattr(import_module(f"reportgen.project.{module}"), name)
    return {"$schema": DIALECT, **model.model_json_schema()}
