"""From the numbers of a client's file to quantities: values with unit, range and origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ....comparison.definitions import meaning
from ....comparison.quantity import Origin, Quantity
from ..assumptions import Assumption, Assumptions, Name
from ..number import Number
from .file import ClientFile


@dataclass(frozen=True)
class QuantityReader:
    """Reads quantities from a client's file, and from the assumptions where the file has none.

    `name` is the name of an input, as `comparison.definitions` lists them.
    """

    file: ClientFile
    assumptions: Assumptions
    terms: Mapping[str, str] = field(default_factory=dict)
    """The set of terms that each field was taken from which the client's own file does not have."""

    def given(self, name: str, number: Number, origin: Origin = "client") -> Quantity:
        """Return the number of the file; `origin` applies if the number does not state its own.

        What comes from our terms was not told by the client: it is part of our offer, or our own estimate.
        """
        terms = self.terms.get(name)
        ours = "estimate" if terms and origin == "client" else origin
        return self._quantity(
            name,
            number.value,
            low=number.low,
            high=number.high,
            note=number.note,
            origin=number.origin or ours,
            source=f"our terms, set {terms}" if terms else None,
        )

    def given_or_none(self, name: str, number: Number | None, origin: Origin = "client") -> Quantity | None:
        """Return the number of the file, or None if it has none."""
        return self.given(name, number, origin) if number else None

    def given_or_zero(self, name: str, number: Number | None, origin: Origin, note: str) -> Quantity:
        """Return the number of the file, or 0 with a note that gives the reason."""
        return self.given(name, number, origin) if number else self._quantity(name, 0.0, origin=origin, note=note)

    def given_or_assumed(self, name: str, number: Number | None, key: Name) -> Quantity:
        """Return the number of the file, or a default that the assumptions have in every currency."""
        quantity = self.given_or_default(name, number, key)
        assert quantity is not None, f"{key} is not among assumptions.NEEDED"
        return quantity

    def given_or_default(self, name: str, number: Number | None, key: Name) -> Quantity | None:
        """Return the number of the file, or the default; None if the assumptions have none in this currency."""
        if number:
            return self.given(name, number)
        default = self.assumptions.find(key, self.file.currency)
        return self.assumed(name, default) if default else None

    def claimed(self, name: str, number: Number | None) -> Quantity | None:
        """Return what an option is claimed to do, with its origin.

        The client knows the wait of today; the waits under the other options are part of the quote, and the share of
        incidents they prevent is our own estimate.  To call it the client's would give it a weight it does not have.
        """
        if number is None or name.endswith(".break_fix"):
            return self.given_or_none(name, number)
        if ".wait_hours." in name:
            return self.given(name, number, "quote")
        return self.given(name, number, "estimate")

    def assumed(self, name: str, default: Assumption) -> Quantity:
        """Return a default with its source."""
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
        unit = known.unit.replace("{currency}", self.file.currency)
        return Quantity(name=name, value=value, unit=unit, **rest)
