"""The document comparison.json as types, its JSON and JSON Schema, and the questions that readers ask of it.

For pages, charts and sentences.  Nothing here may compute a figure; importing it loads neither numpy nor pydantic.
"""

from .coding import json_schema, read, to_json
from .model import Document

__all__ = ["Document", "json_schema", "read", "to_json"]
