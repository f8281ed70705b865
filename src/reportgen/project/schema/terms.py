"""The file content/terms.yml: named sets of what is the same for many clients; any key of a client may stand in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from re import sub
from typing import Annotated, Any

from pydantic import BaseModel, Field, RootModel, create_model

from ...comparison.definitions import MEANINGS
from ...problems import Problem, ProblemCollector, ProblemError
from ..identifiers import identifier_fault
from ..readers.record import Record
from ..terms import Sets, sets_of
from .client.file import (
    CLASSES,
    BreakFixFile,
    ClientFile,
    CoManagedFile,
    FactorsFile,
    HorizonFile,
    IncidentFile,
    ManagedFile,
    PreventedFile,
    ProfileFile,
    ServiceHoursFile,
    WaitHoursFile,
)
from .text import ShortText
from .validation import Strict, texts, validate

ONE_CLIENT = ("id", "name", "terms", "tickets", "logo", "as_of")
"""Keys of a client's file that hold for that client alone."""


def _optional(model: type[BaseModel], parts: dict[str, Any]) -> type[BaseModel]:
    """Return the model with every field optional; `parts` are the types of fields that are models themselves."""
    fields: dict[str, Any] = {
        name: ((parts.get(name) or _annotated(field)) | None, None) for name, field in model.model_fields.items()
    }
    return create_model(f"{model.__name__}InTerms", __base__=model, __doc__=model.__doc__, **fields)


def _annotated(field: Any) -> Any:
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


_incident = _optional(
    IncidentFile, {"wait_hours": _optional(WaitHoursFile, {}), "prevented": _optional(PreventedFile, {})}
)
_kind = create_model("NamedIncidentInTerms", __base__=_incident, name=(ShortText, ...))
_sections: dict[str, Any] = {
    "profile": _optional(ProfileFile, {}),
    "incidents": Annotated[list[_kind], Field(min_length=1, max_length=CLASSES)],  # type: ignore[valid-type]
    "break_fix": _optional(BreakFixFile, {}),
    "managed": _optional(ManagedFile, {}),
    "co_managed": _optional(CoManagedFile, {}),
    "horizon": _optional(HorizonFile, {}),
    "service_hours": _optional(ServiceHoursFile, {}),
    "factors": _optional(FactorsFile, {}),
}
_fields: dict[str, Any] = {
    name: ((_sections.get(name) or _annotated(field)) | None, None)
    for name, field in ClientFile.model_fields.items()
    if name not in ONE_CLIENT
}
TermsSet: type[Strict] = create_model(
    "TermsSet",
    __base__=Strict,
    __doc__="A set of terms; `every_incident` holds for each incident class of a client.",
    **{**_fields, "every_incident": (_incident | None, None)},
)


class Terms(RootModel[dict[str, TermsSet]]):  # type: ignore[valid-type]
    """Sets of terms by name; the set `standard` holds for every client, the others for those that name them."""


def read_terms(record: Record) -> Sets:
    """Return the sets in the record of content/terms.yml.  Raises ProblemError with every problem of every set."""
    collector = ProblemCollector()
    sets = sets_of(record)
    for name in record.data:
        if fault := identifier_fault(name):
            message, _, hint = fault.partition("; ")
            collector.problems.append(record.problem(name, message, hint))
        elif name not in sets:
            collector.problems.append(record.problem(name, "is no set of terms", "write the keys of a client below it"))
        else:
            collector.problems += [replace(each, field=f"{name}.{each.field}") for each in _faults(sets[name])]
    if collector.problems:
        raise ProblemError(collector.problems)
    return sets


def _faults(terms: Record) -> Sequence[Problem]:
    """Return every problem of one set."""
    try:
        validate(TermsSet, terms)
    except ProblemError as error:
        return error.problems
    return () if terms.data.get("currency") else _amounts(terms)


def _amounts(terms: Record) -> list[Problem]:
    """Return a problem for the first amount of a set that does not say its currency."""
    hint = "add `currency:` to the set, so that no client in another currency takes them"
    for field, text in texts(terms.data):
        known = MEANINGS.get(sub(r"\[\d+\]|\.(value|low|high)$", "", field.replace("every_incident", "incidents")))
        if known and known.unit.startswith("{currency}") and text.strip("0. "):
            return [terms.problem(field, "is an amount, and the set does not say in which currency", hint)]
    return []
