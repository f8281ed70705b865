"""Numbers as decimals, rounded half up (away from zero)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Final

LARGEST: Final = Decimal("1e15")


def exact(value: Any) -> Decimal:
    """Return the number as a person writes it (0.1 is 0.1).  Raises ValueError for what is no finite number."""
    if value is None or isinstance(value, (bool, str)):
        raise ValueError(f"not a number: {value!r}; numbers alone can be worded")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"not a number: {value!r}; numbers alone can be worded") from None
    if not number.is_finite() or abs(number) >= LARGEST:
        raise ValueError(f"not a number to put in words: {value!r}")
    return number


def probability(value: Any) -> Decimal:
    """Return a number between 0 and 1; rounding errors of sums beyond either end are removed."""
    share = exact(value)
    if not Decimal("-1e-9") <= share <= Decimal("1.000000001"):
        raise ValueError(f"not a probability: {value!r}; it is between 0 and 1")
    return min(max(share, Decimal(0)), Decimal(1))


def plain(value: Any) -> Decimal:
    """Return the number as in prose: one decimal, but two significant digits below 1 (and three decimals)."""
    number = exact(value)
    return significant(number, 2, 3) if abs(number) < 1 else rounded(number, 1)


def rounded(value: Decimal, digits: int) -> Decimal:
    """Return the value rounded half up (away from zero), and never minus zero."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + Decimal(0)


def significant(value: Decimal, digits: int = 3, decimals: int = 2) -> Decimal:
    """Return the value rounded to so many significant digits, and to no more than so many decimals."""
    return rounded(value, min(digits - 1 - value.adjusted(), decimals)) if value else Decimal(0)


def in_prose(value: Any, step: float) -> Decimal:
    """Return an amount with three significant digits, or to the step of a report (0: none), whichever is finer."""
    amount = exact(value)
    digits = max(amount.adjusted() - 2, -2) if amount else 0
    return rounded(amount, -min(digits, exact(step).adjusted() if step else digits))
