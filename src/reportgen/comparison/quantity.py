"""A number with its unit and its origin; the quantities inside a value, and a value with one changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Literal, TypeAlias

Origin: TypeAlias = Literal["client", "measured", "quote", "estimate", "assumption"]
"""Who says a value: the client, their tickets, our offer, our own estimate, or an assumption."""
GUESSES: tuple[Origin, ...] = ("estimate", "assumption")
"""The origins of values that nobody who knows them has told."""


@dataclass(frozen=True, slots=True)
class Remark:
    """How a measured value was found: the name of a sentence, and the numbers in it."""

    name: Literal["counted", "mean_of_observed", "mean_interval", "capped"]
    numbers: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, where it came from, and the range in which it may lie."""

    name: str
    """Its place in the client file: `incidents[0].per_year`."""
    value: float
    unit: str = ""
    origin: Origin = "client"
    note: str | None = None
    """What the client file says about it."""
    source: str | None = None
    """Where an assumption was published, or which set of our terms has the value."""
    year: int | None = None
    grade: str | None = None
    """How far to trust the source: A official statistics, B one vendor's data, C folklore."""
    low: float | None = None
    high: float | None = None
    remarks: tuple[Remark, ...] = field(default=(), metadata={"omitted_if_empty": True})
    """How it was measured; absent where it was not."""


def quantities(thing: Any) -> Iterator[Quantity]:
    """Yield every quantity inside a value, in the order of its fields."""
    if isinstance(thing, Quantity):
        yield thing
    elif isinstance(thing, tuple):
        for item in thing:
            yield from quantities(item)
    elif is_dataclass(thing):
        for part in fields(thing):
            yield from quantities(getattr(thing, part.name))


def changed(thing: Any, name: str, value: float) -> Any:
    """Return a value with one quantity changed; parts that do not hold it are shared, not copied."""
    if isinstance(thing, Quantity):
        return replace(thing, value=value) if thing.name == name else thing
    if isinstance(thing, tuple):
        items = tuple(changed(item, name, value) for item in thing)
        return thing if all(a is b for a, b in zip(items, thing, strict=True)) else items
    if is_dataclass(thing) and not isinstance(thing, type):
        changes = {
            part.name: new
            for part in fields(thing)
            if (new := changed(old := getattr(thing, part.name), name, value)) is not old
        }
        return replace(thing, **changes) if changes else thing
    return thing
