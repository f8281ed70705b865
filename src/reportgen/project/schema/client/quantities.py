"""A number from a client file as a quantity: with its unit, its limits and the one who says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ....comparison.definitions import meaning
from ....comparison.quantity import Origin, Quantity
from ..assumptions import Assumption, Name
from ..number import Number
from .file import Told


@dataclass(frozen=True)
class Reading:
    """A client being turned into quantities."""

    client: Told

    def given(self, name: str, number: Number, origin: Origin) -> Quantity:
        """What the file says; its own word on the origin counts more than the default of its section."""
        return self._quantity(
            name,
            value=number.value,
            low=number.low,
            high=number.high,
            note=number.note,
            origin=number.origin or origin,
        )

    def maybe(self, name: str, number: Number | None, origin: Origin) -> Quantity | None:
        """The same, or nothing."""
        return self.given(name, number, origin) if number else None

    def claimed(self, name: str, number: Number | None) -> Quantity | None:
        """What an option is said to do, by the one who says so unless the file names somebody else.

        The client knows how long they wait today; how fast we answer is part of our quote, and what we prevent is
        our own estimate: calling it theirs would lend it a weight that it does not have.
        """
        if number is None or name.endswith(".break_fix"):
            return self.maybe(name, number, "client")
        if ".wait_hours." in name:
            return self.given(name, number, "quote")
        claim = self.given(name, number, "assumption")
        return claim if number.origin else replace(claim, source="our own estimate")

    def or_zero(self, name: str, number: Number | None, origin: Origin, note: str) -> Quantity:
        """The same, or 0 with a note that says why."""
        return self.given(name, number, origin) if number else self._quantity(name, 0.0, origin=origin, note=note)

    def or_assumed(self, name: str, number: Number | None, origin: Origin, key: Name) -> Quantity | None:
        """The same, or the default from the assumptions; None where there is no honest one."""
        if number:
            return self.given(name, number, origin)
        default = self.client.assumptions.find(key, self.client.file.currency)
        return self.assumed(name, default) if default else None

    def assumed(self, name: str, default: Assumption) -> Quantity:
        """A default with its source."""
        return self._quantity(
            name,
            default.value,
            origin="assumption",
            source=default.source,
            year=default.year,
            grade=default.grade,
            low=default.low,
            high=default.high,
        )

    def _quantity(self, name: str, value: float, **rest: Any) -> Quantity:
        known = meaning(name)
        unit = known.unit.replace("{currency}", self.client.file.currency)
        return Quantity(name=name, value=value, unit=unit, **rest)
