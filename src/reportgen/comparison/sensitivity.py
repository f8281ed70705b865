"""The tornado: how far the yearly saving moves when one input at a time goes from its low to its high value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from .cost import expected
from .document.costs import Bar
from .incidents import incidents
from .inputs import Inputs, with_value
from .options import Option
from .quantity import Quantity, quantities

Costs: TypeAlias = Mapping[Option, float]


@dataclass(frozen=True, slots=True)
class Reach:
    """The cost of a steady year under each option, with one input at the low and at the high end of its range."""

    quantity: Quantity
    low: float
    high: float
    at_low: Costs
    at_high: Costs

    def bar(self, option: Option, against: Option) -> Bar:
        """Return the same as the saving of one option against another."""
        at_low, at_high = (costs[against] - costs[option] for costs in (self.at_low, self.at_high))
        return Bar(
            input=self.quantity.name,
            unit=self.quantity.unit,
            origin=self.quantity.origin,
            low=self.low,
            high=self.high,
            at_low=at_low,
            at_high=at_high,
            swing=abs(at_high - at_low),
        )


def sensitivity(reaches: Iterable[Reach], option: Option, against: Option = "break_fix") -> tuple[Bar, ...]:
    """Return the bars of one option against another, the longest first.  Inputs that move nothing are left out."""
    bars = (reach.bar(option, against) for reach in reaches)
    return tuple(sorted((bar for bar in bars if bar.swing > 0), key=lambda bar: (-bar.swing, bar.input)))


def reaches(inputs: Inputs) -> tuple[Reach, ...]:
    """Return every input of which a range is known, with the costs of all options at either end of it."""
    return tuple(_reach(inputs, quantity) for quantity in uncertain(inputs))


def uncertain(inputs: Inputs) -> Iterable[Quantity]:
    """Return the inputs of which a range is known."""
    return (quantity for quantity in quantities(inputs) if quantity.low is not None or quantity.high is not None)


def _costs(inputs: Inputs) -> Costs:
    classes = incidents(inputs)
    return {option: expected(option, classes, inputs) for option in inputs.options}


def _reach(inputs: Inputs, quantity: Quantity) -> Reach:
    low = quantity.value if quantity.low is None else quantity.low
    high = quantity.value if quantity.high is None else quantity.high
    at_low, at_high = (_costs(with_value(inputs, quantity.name, value)) for value in (low, high))
    return Reach(quantity, low, high, at_low, at_high)
