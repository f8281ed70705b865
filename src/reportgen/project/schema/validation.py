"""Validation of a record against a schema: the typed value, or a problem for each fault with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, TypeVar, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo

from ...problems import Problem, ProblemError, did_you_mean
from ..identifiers import identifier_fault
from ..readers.record import Record
from .faults import Details, missing, sentence

UNFILLED: Final = re.compile(r"\{\{|\{%")
Model = TypeVar("Model", bound=BaseModel)


def _identifier(text: str) -> str:
    if fault := identifier_fault(text):
        raise ValueError(fault)
    return text


Identifier = Annotated[str, AfterValidator(_identifier)]
Text = Annotated[str, Field(min_length=1, max_length=300)]


class Strict(BaseModel):
    """The base of every schema: it is frozen, refuses unknown keys and infinities, and strips text."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, str_strip_whitespace=True)


def validate(model: type[Model], record: Record, private: bool = False) -> Model:
    """Return the record as a value of the model.  Raises ProblemError with every problem, each on its line.

    Messages do not repeat the values of a `private` record, because they are written to logs.
    """
    unfilled = placeholders(record)
    try:
        value = model.model_validate(record.data)
    except ValidationError as error:
        found = sorted([*problems(model, record, error, private), *unfilled], key=_place)
        raise ProblemError(found) from None
    if unfilled:
        raise ProblemError(unfilled)
    return value


def placeholders(record: Record) -> list[Problem]:
    """Return a problem for each text that holds `{{` or `{%`: only Markdown is filled in, these would be published."""
    message = "holds an expression in braces, which is filled in only in Markdown"
    hint = "write the text itself"
    return [record.problem(field, message, hint) for field, text in texts(record.data) if UNFILLED.search(text)]


def texts(value: object, field: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text in a value, with its field."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from texts(part, f"{field}.{name}" if field else str(name))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from texts(part, f"{field}[{index}]")


def problems(model: type[BaseModel], record: Record, error: ValidationError, private: bool = False) -> list[Problem]:
    """Return the errors that Pydantic found as problems: the field, its line, what is wrong, what to do."""
    found = []
    for item in error.errors(include_url=False):
        location = item["loc"]
        field = _dotted(location)
        hint = ""
        if item["type"] == "extra_forbidden":
            message = "unknown key"
            hint = did_you_mean(str(location[-1]), _keys(model, location[:-1]))
        elif item["type"] == "missing":
            message, hint = "is missing", missing(record.path, str(location[-1]), _example(model, location))
        elif item["type"] in ("value_error", "assertion_error"):
            message, _, hint = str(item["ctx"]["error"]).partition("; ")
        else:
            keys = _keys(model, location)
            message, hint = sentence(cast("Details", item), record.path, field, keys, _example(model, location))
            if not private and not isinstance(item["input"], (dict, list)):
                message += f", not {_shown(item['input'])}"
        found.append(record.problem(field, message, hint))
    return sorted(found, key=_place)


def _place(problem: Problem) -> tuple[int, str]:
    return problem.line, problem.field


def _dotted(location: tuple[int | str, ...]) -> str:
    """Return `("incidents", 0, "name")` as `incidents[0].name`."""
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def _keys(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """Return the keys that the mapping at a location may have."""
    current: Any = model
    for part in location:
        if isinstance(part, int):
            continue
        info = _field(current, part)
        current = next((arg for arg in _arguments(info.annotation) if _is_model(arg)), None) if info else None
    return [info.alias or name for name, info in current.model_fields.items()] if _is_model(current) else []


def _arguments(annotation: Any) -> list[Any]:
    """Return an annotation and the types inside it."""
    inner = getattr(annotation, "__args__", ())
    return [annotation, *(found for argument in inner for found in _arguments(argument))]


def _is_model(thing: Any) -> bool:
    return isinstance(thing, type) and issubclass(thing, BaseModel)


def _example(model: type[BaseModel], location: tuple[int | str, ...]) -> str:
    """Return the example that the schema gives for a field; empty when it gives none."""
    names = [part for part in location if isinstance(part, str)]
    current: Any = model
    for name in names:
        info = _field(current, name)
        if info is None:
            return ""
        if name == names[-1]:
            return str(info.examples[0]) if info.examples else ""
        current = next((arg for arg in _arguments(info.annotation) if _is_model(arg)), None)
    return ""


def _field(model: Any, name: str) -> FieldInfo | None:
    """Return the field of a model that has a name or an alias."""
    fields = model.model_fields.items() if _is_model(model) else ()
    return next((info for known, info in fields if name in (known, info.alias)), None)


def _shown(value: object) -> str:
    """Return a value as at most 60 characters, as it is written in a file."""
    text = "nothing" if value is None else {True: "yes", False: "no"}[value] if isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
