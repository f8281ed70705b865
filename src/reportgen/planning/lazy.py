"""A value that is computed when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Lazy(Generic[Value]):
    """A value by the function that computes it: calling this gives the value; it is computed at the first call."""

    def __init__(self, compute: Callable[[], Value]) -> None:
        self._compute = cache(compute)

    def __call__(self) -> Value:
        """Return the value.  Raises what computing it raises, each time."""
        return self._compute()
