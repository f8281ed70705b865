"""What a validator of types finds, in our own words: what is wrong with a value, and an example of a right one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from ...problems import did_you_mean
from ..endings import ending
from ..readers import tables

Details = Mapping[str, Any]
"""The details of one error of Pydantic: its type, its context and its input."""


def _at_least(details: Details) -> str:
    return f"must have at least {_items(details['ctx']['min_length'])}"


def _at_most(details: Details) -> str:
    return f"must have at most {_items(details['ctx']['max_length'])}"


def _items(number: int) -> str:
    return f"{number} item" + "s" * (number != 1)


def _characters(number: int) -> str:
    return f"{number} character" + "s" * (number != 1)


def _choice(details: Details) -> str:
    return f"must be {details['ctx']['expected']}"


MESSAGES: Final[Mapping[str, Callable[[Details], str]]] = {
    "string_type": lambda details: "must be text",
    "string_too_short": lambda details: "must not be empty",
    "string_too_long": lambda details: f"must have at most {_characters(details['ctx']['max_length'])}",
    "string_pattern_mismatch": lambda details: "is not written as this field wants it",
    "bool_type": lambda details: "must be yes or no",
    "bool_parsing": lambda details: "must be yes or no",
    "int_type": lambda details: "must be a whole number",
    "int_parsing": lambda details: "must be a whole number",
    "int_parsing_size": lambda details: "must be a whole number of fewer digits",
    "int_from_float": lambda details: "must be a whole number",
    "float_type": lambda details: "must be a number",
    "float_parsing": lambda details: "must be a number",
    "finite_number": lambda details: "must be finite",
    "greater_than": lambda details: f"must be more than {details['ctx']['gt']}",
    "greater_than_equal": lambda details: f"must be at least {details['ctx']['ge']}",
    "less_than": lambda details: f"must be less than {details['ctx']['lt']}",
    "less_than_equal": lambda details: f"must be at most {details['ctx']['le']}",
    "date_type": lambda details: "must be a date",
    "date_parsing": lambda details: "must be a date",
    "date_from_datetime_parsing": lambda details: "must be a date",
    "date_from_datetime_inexact": lambda details: "must be a date without a time",
    "list_type": lambda details: "must be a list",
    "tuple_type": lambda details: "must be a list",
    "set_type": lambda details: "must be a list",
    "frozen_set_type": lambda details: "must be a list",
    "too_short": _at_least,
    "too_long": _at_most,
    "literal_error": _choice,
    "enum": _choice,
    "dict_type": lambda details: "must have names and values of its own",
    "mapping_type": lambda details: "must have names and values of its own",
    "model_type": lambda details: "must have names and values of its own",
    "model_attributes_type": lambda details: "must have names and values of its own",
}
"""The message for each kind of error of Pydantic that our schemas can give, by its type."""

LISTS: Final = frozenset({"list_type", "tuple_type", "set_type", "frozen_set_type", "too_short"})
PARTS: Final = frozenset({"dict_type", "mapping_type", "model_type", "model_attributes_type"})
PLAIN: Final[Mapping[str, str]] = {"bool": "yes", "int": "12", "float": "12.5", "date": "2026-11-02", "string": "text"}
"""An example of a value of each type, by the first word of the type of the error."""


def sentence(details: Details, path: str, field: str, keys: Collection[str], example: str) -> tuple[str, str]:
    """Return what is wrong with a field, and what to do, with an example in the format of the file.

    `details` are those of an error of Pydantic, `keys` what the value may hold if it is to have names and values,
    `example` is one of the field's own, or empty.  Raises KeyError for an error that is not in MESSAGES.
    """
    kind = details["type"]
    message = MESSAGES[kind](details)
    name = field.rpartition(".")[2].partition("[")[0]
    if kind in PARTS:
        return message, f"write them {_below(path)}: {', '.join(sorted(keys)[:4])}" if keys else ""
    if kind in LISTS:
        return message, f"write it like {setting(path, name, _listed(path, example or 'one', 'two'))}"
    if kind in ("literal_error", "enum"):
        known = [part.strip(" '") for part in details["ctx"]["expected"].replace(" or ", ",").split(",")]
        near = did_you_mean(str(details["input"]), known)
        return message, near if near.startswith("did") else ""
    if "less" in kind or "greater" in kind or kind in ("too_long", "string_too_long"):
        return message, ""
    plain = example or PLAIN.get(kind.partition("_")[0], "")
    return message, f"write it like {setting(path, name, plain)}" if plain else ""


def missing(path: str, name: str, example: str) -> str:
    """Return what to do about a field that is missing, in the format of the file."""
    if tables.is_table(path):
        return f"add a column `{name}`"
    return f"add `{name} = {_quoted(path, example or '...')}`" if ending(path) == ".toml" else f"add `{name}:`"


def setting(path: str, name: str, value: str) -> str:
    """Return a field with a value, as it is written in a file of this format."""
    if tables.is_table(path):
        return f"`{value}`"
    return f"`{name} = {_quoted(path, value)}`" if ending(path) == ".toml" else f"`{name}: {value}`"


def _quoted(path: str, value: str) -> str:
    """Return a value as a file of this format takes it: TOML wants text between quotation marks."""
    if ending(path) != ".toml":
        return value
    value = {"yes": "true", "no": "false"}.get(value, value)
    bare = value.startswith("[") or value[:1].isdigit() or value in ("true", "false", "...")
    return value if bare else f'"{value}"'


def _listed(path: str, *values: str) -> str:
    quoted = [f'"{value}"' if ending(path) == ".toml" else value for value in values]
    return f"[{', '.join(quoted)}]"


def _below(path: str) -> str:
    if tables.is_table(path):
        return "in columns of their own, with a point before each name"
    return "in a table `[name]`" if ending(path) == ".toml" else "below it, indented, one a line"
