"""The scale of money: an amount is compared with what an hour of the client's own work costs, whatever the currency."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from ....comparison.definitions import meaning
from ....problems import Problem
from ...readers.record import Record
from ..number import Input, Number
from .file import ClientFile

DEAREST_HOUR = 25
"""The most that an hour of work costs, in hours of the break/fix provider; a yearly or monthly salary is above it."""


def out_of_scale(file: ClientFile, record: Record) -> list[Problem]:
    """Return a problem for each amount that is too large beside the client's wages, and for wages that are too large.

    Amounts in one file have one currency, so that the same limits hold for dollars, dinars and rupiah.
    """
    key = "loaded_hourly_cost" if file.profile.loaded_hourly_cost else "hourly_wage"
    wage, rate = getattr(file.profile, key), file.break_fix.hourly_rate
    if wage is None:
        return []
    if 0 < rate.value * DEAREST_HOUR < wage.value:
        message = f"is more than {DEAREST_HOUR} times `break_fix.hourly_rate:`"
        return [record.problem(f"profile.{key}", message, "give the cost of one hour, in the currency of the client")]
    return [
        record.problem(
            field,
            f"is more than {limits.hours:,g} times `profile.{key}:`",
            f"check both; the unit is {limits.unit.format(currency=file.currency)}",
        )
        for field, name, number in _numbers(file)
        if not (limits := meaning(name)).allows(number.high or number.value, wage.value)
    ]


def _numbers(section: BaseModel, place: str = "") -> Iterator[tuple[str, str, Number]]:
    """Yield the field, the name of the input, and the number for each single number of a file."""
    for key, field in type(section).model_fields.items():
        value = getattr(section, key)
        parts = enumerate(value) if isinstance(value, list) else ()
        if isinstance(value, BaseModel):
            yield from _numbers(value, f"{place}{key}.")
        elif isinstance(value, Number):
            yield from ((f"{place}{key}", each.name, value) for each in _inputs(field.metadata, field.annotation))
        for at, part in parts:
            if isinstance(part, BaseModel):
                yield from _numbers(part, f"{place}{key}[{at}].")


def _inputs(metadata: list[object], annotation: object) -> list[Input]:
    """Return what annotates a field; `Annotated[Number, Input(...)] | None` has it in the first part of the union."""
    inside = [each for part in getattr(annotation, "__args__", ()) for each in getattr(part, "__metadata__", ())]
    return [each for each in [*metadata, *inside] if isinstance(each, Input)]
