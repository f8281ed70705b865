"""The tornado: how far the yearly saving moves when one input at a time goes from its low to its high value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .cost import expected
from .incidents import incidents
from .inputs import Inputs, Option, Origin, Quantity, quantities, with_value


@dataclass(frozen=True, slots=True)
class Bar:
    """One input's reach: its range, and the expected yearly saving at either end."""

    input: str
    label: str
    unit: str
    origin: Origin
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def swing(self) -> float:
        """Length of the bar."""
        return abs(self.at_high - self.at_low)


def saving(inputs: Inputs, option: Option, against: Option = "break_fix") -> float:
    """What an option is expected to save in a steady year, compared with another."""
    classes = incidents(inputs)
    return expected(against, classes, inputs) - expected(option, classes, inputs)


def sensitivity(
    inputs: Inputs, option: Option = "managed", against: Option = "break_fix", origin: Origin | None = None
) -> tuple[Bar, ...]:
    """Every input that has a range (and the origin asked for), the longest bar first.

    Inputs that move nothing are left out.
    """
    asked = (each for each in uncertain(inputs) if origin in (None, each.origin))
    bars = (_bar(inputs, quantity, option, against) for quantity in asked)
    return tuple(sorted((bar for bar in bars if bar.swing > 0), key=lambda bar: (-bar.swing, bar.input)))


def uncertain(inputs: Inputs) -> Iterable[Quantity]:
    """The inputs of which a range is known."""
    return (each for each in quantities(inputs) if each.low is not None or each.high is not None)


def _bar(inputs: Inputs, quantity: Quantity, option: Option, against: Option) -> Bar:
    low = quantity.value if quantity.low is None else quantity.low
    high = quantity.value if quantity.high is None else quantity.high
    at_low, at_high = (saving(with_value(inputs, quantity.name, value), option, against) for value in (low, high))
    label = quantity.label
    if quantity.name.startswith("incidents["):
        index = int(quantity.name[len("incidents[") : quantity.name.index("]")])
        label = f"{label}: {inputs.incidents[index].name}"
    return Bar(quantity.name, label, quantity.unit, quantity.origin, low, high, at_low, at_high)
