"""How amounts are rounded for display: one step for all that are compared, and parts that add up to their total."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from itertools import combinations
from typing import TypeVar

DIGITS = 3
"""The significant digits of the largest amount, and of each difference."""
SMALLEST_DIGITS = 2
"""The significant digits of the smallest amount."""
MOST_DIGITS = 4
"""The significant digits of the largest amount at most, however small a difference is."""


Key = TypeVar("Key", bound=str)


def rounding_step(*groups: Collection[float]) -> float:
    """Return the power of ten, 1 or more, to whose multiples amounts are rounded that a reader compares.

    The largest amount of each group keeps three significant digits or more, the smallest two, and the difference of
    any two three: so it is within half a unit of its second digit of the exact difference.  Only a difference below
    a hundredth of the largest amount may keep fewer, because no amount needs more than five digits.
    """
    steps = [step for amounts in groups for step in _steps([abs(amount) for amount in amounts if amount])]
    return max(1.0, min(steps, default=1.0))


def rounded(amount: float, step: float) -> float:
    """Return the multiple of the step nearest to an amount; half a step is rounded away from zero."""
    return math.copysign(_steps_below(abs(amount) / step + 0.5) * step, amount) + 0.0


def rounded_with_sign(amount: float, step: float) -> float:
    """Return the same, but one step where an amount above or below zero would become zero."""
    return rounded(amount, step) or (math.copysign(step, amount) if amount else 0.0)


def apportioned(
    amounts: Mapping[Key, float], total: float, step: float, known: Collection[Key] = ()
) -> dict[Key, float]:
    """Return amounts as multiples of the step that add up to a total, by the method of the largest remainder.

    `total` is the sum of the amounts, rounded.  Each amount becomes the multiple below or above it, and 0 stays 0.
    Amounts that are `known` from elsewhere are rounded to the nearest multiple as far as the others can make up for it.
    """
    below = {name: _steps_below(amount / step) for name, amount in amounts.items()}
    remainder = {name: max(amount / step - below[name], 0.0) for name, amount in amounts.items()}

    def order(name: Key) -> tuple[int, float]:
        rest = remainder[name]
        return (3 if rest < 1e-9 else 1 if name not in known else 0 if rest >= 0.5 else 2), -rest

    missing = round(total / step) - sum(below.values())
    above = sorted(amounts, key=order)[:missing]
    return {name: (count + (name in above)) * step for name, count in below.items()}


def _steps(amounts: Collection[float]) -> Iterator[float]:
    """Yield the largest step that each amount and each difference can bear."""
    if not amounts:
        return
    largest = max(amounts)
    yield _unit(largest, DIGITS)
    yield _unit(min(amounts), SMALLEST_DIGITS)
    finest = _unit(largest, MOST_DIGITS)
    yield from (max(_unit(abs(a - b), DIGITS), finest) for a, b in combinations(amounts, 2) if a != b)


def _unit(amount: float, digits: int) -> float:
    """Return the unit of the last of so many significant digits: 100 for three digits of 33,333."""
    return 10.0 ** (Decimal(amount).adjusted() - digits + 1)


def _steps_below(count: float) -> int:
    """Return the whole number at or below; what is short of one by an error of floating point counts as one."""
    return math.floor(count + 1e-9)
