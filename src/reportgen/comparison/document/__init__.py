"""What comparison.json holds, as types: a document, from JSON and to JSON, and what a reader concludes from it.

For pages, charts and sentences, and for programs that read comparison.json.  Nothing here computes a figure, and
importing it loads neither numpy nor pydantic.
"""

from .coding import json_schema, read, to_json
from .model import Document

__all__ = ["Document", "json_schema", "read", "to_json"]
