"""The building blocks of a JSON Schema."""

from __future__ import annotations

from typing import Any

from ..inputs import OPTIONS

Schema = dict[str, Any]

NUMBER: Schema = {"type": "number"}
TEXT: Schema = {"type": "string"}
MAYBE_NUMBER: Schema = {"type": ["number", "null"]}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
OPTION: Schema = {"enum": list(OPTIONS)}
MAYBE_OPTION: Schema = {"enum": [*OPTIONS, None]}


def record(properties: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    """An object with exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def several(items: Schema, count: int | None = None) -> Schema:
    """An array of one kind of item, of a fixed length where one is given."""
    return {"type": "array", "items": items, **({"minItems": count, "maxItems": count} if count else {})}


def by_option(of: Schema, required: tuple[str, ...] = ("break_fix", "managed")) -> Schema:
    """An object with one entry for each option; co-managed may be absent."""
    names = [option for option in OPTIONS if option in required or option == "co_managed"]
    return record(dict.fromkeys(names, of), optional=("co_managed",))


def described(fields: dict[str, str], of: Schema) -> Schema:
    """An object whose fields share a type, each with its description."""
    return record({name: {**of, "description": words} for name, words in fields.items()})
