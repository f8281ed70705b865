"""The document as JSON, from JSON, and its JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .model import Document

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def read(content: bytes) -> Document:
    """Return the document in the bytes of a comparison.json."""
    return _adapter().validate_json(content)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of comparison.json."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_adapter().json_schema()}


def to_json(value: Any) -> Any:
    """Return a document, or a part of one, as plain data for `json.dumps`, every number at 12 significant digits.

    What differs after 12 digits depends on the machine.  Whole numbers become integers, tuples become lists, a
    negative zero loses its sign, and an empty field that is marked `omitted_if_empty` is left out.
    """
    if is_dataclass(value):
        parts = ((field, getattr(value, field.name)) for field in fields(value))
        return {_key(each): to_json(part) for each, part in parts if not _is_absent(each, part)}
    if isinstance(value, Mapping):
        return {str(key): to_json(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(each) for each in value]
    if isinstance(value, float):
        short = float(f"{value:.12g}") + 0.0
        return int(short) if short == int(short) and abs(short) < 1e15 else short
    return value


def _key(field: Field[Any]) -> str:
    return str(field.metadata.get("alias", field.name))


def _is_absent(field: Field[Any], value: Any) -> bool:
    return value in (None, ()) and "omitted_if_empty" in field.metadata


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Document]:
    """Return pydantic's reader of the document; pydantic is imported when the first document is read."""
    from pydantic import TypeAdapter

    return TypeAdapter(Document)
