"""The document comparison.json as types, its JSON and JSON Schema, and the questions that readers ask of it.

For pages, charts and sentences, which read the document as it is `displayed`.  Nothing here may compute a figure
except to round it; importing it loads neither numpy nor pydantic.
"""

from .coding import json_schema, read, to_json
from .displayed import displayed
from .model import Document

__all__ = ["Document", "displayed", "json_schema", "read", "to_json"]
