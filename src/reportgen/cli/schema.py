"""The JSON Schemas that `reportgen schema` prints: of each kind of document, and of comparison.json."""

from __future__ import annotations

from typing import Any

from ..project.schema import KINDS
from ..project.schema import json_schema as document_schema

COMPARISON = "comparison"
NAMES = sorted([*KINDS, COMPARISON])


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of one of NAMES."""
    if name == COMPARISON:
        from ..comparison import document

        return document.json_schema()
    return document_schema(name)
