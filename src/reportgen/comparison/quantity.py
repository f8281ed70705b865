"""A number with its unit and its origin; the quantities inside a value, and a value with one changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal, TypeAlias

Origin: TypeAlias = Literal["client", "measured", "quote", "assumption"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, where it came from, and the range in which it may lie.

    `name` is its place in the client file (`incidents[0].per_year`).  `source`, `year` and `grade` say where
    an assumption was published and how far to trust it (A official statistics, B one vendor's data, C folklore).
    """

    name: str
    value: float
    unit: str = ""
    label: str = ""
    origin: Origin = "client"
    note: str | None = None
    source: str | None = None
    year: int | None = None
    grade: str | None = None
    low: float | None = None
    high: float | None = None


def quantities(thing: Any) -> Iterator[Quantity]:
    """Every quantity inside, in the order in which it stands."""
    if isinstance(thing, Quantity):
        yield thing
    elif isinstance(thing, tuple):
        for item in thing:
            yield from quantities(item)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from quantities(getattr(thing, field.name))


def changed(thing: Any, name: str, value: float) -> Any:
    """The same thing with the value of one quantity changed; parts that do not hold it are shared, not copied."""
    if isinstance(thing, Quantity):
        return replace(thing, value=value) if thing.name == name else thing
    if isinstance(thing, tuple):
        items = tuple(changed(item, name, value) for item in thing)
        return thing if all(a is b for a, b in zip(items, thing, strict=True)) else items
    if is_dataclass(thing) and not isinstance(thing, type):
        changes = {
            field.name: new
            for field in fields(thing)
            if (new := changed(old := getattr(thing, field.name), name, value)) is not old
        }
        return replace(thing, **changes) if changes else thing
    return thing
