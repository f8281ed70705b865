"""Inputs that no arithmetic should touch: what is not a number, out of bounds, or missing."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from ..problems import Problem, ProblemError
from .definitions import meaning
from .inputs import Inputs, Lognormal
from .quantity import Quantity, quantities

DERIVED = (".median", ".p90")  # estimates and the usual spread may lead beyond what somebody would write


def check(inputs: Inputs) -> None:
    """Raises ProblemError with every input that cannot be meant; a client file was checked before, line by line."""
    found = [*_values(inputs), *_between(inputs)]
    if found:
        raise ProblemError(found)


def _values(inputs: Inputs) -> Iterator[Problem]:
    """Values outside their limits; NaN is outside all limits."""
    for each in quantities(inputs):
        limits = meaning(each.name)
        if each.name.endswith(DERIVED) or each.origin == "measured":
            fits = isfinite(each.value) and (each.value > 0 if limits.minimum else each.value >= 0)
        else:
            fits = limits.minimum <= each.value <= limits.maximum
        if not fits:
            message = f"must be between {limits.minimum:,g} and {limits.maximum:,.10g}"
            yield Problem(message=message, field=each.name, hint=f"the unit is {each.unit or 'none'}")
    if inputs.horizon.months.value not in (12, 36, 60):
        yield Problem(message="must be 12, 36 or 60", field="horizon.months")
    if inputs.rate_size is not None and not 0 < inputs.rate_size < 1e9:
        yield Problem(message="must be above 0", field="rate_size")


def _between(inputs: Inputs) -> Iterator[Problem]:
    """What lies between inputs: an order, a sum, a value for every option on offer."""
    if not sum(each.weight.value for each in inputs.factors):
        yield Problem(message="the weights add up to 0", field="factors")
    if not inputs.incidents:
        yield Problem(message="there are no incident classes", field="incidents")
    for at, each in enumerate(inputs.incidents):
        hours = each.repair_hours
        if isinstance(hours, Lognormal) and hours.p90.value < hours.median.value:
            yield Problem(message="p90 is below the median", field=f"incidents[{at}].repair_hours")
        needed: dict[str, Quantity | None] = {"wait_hours.break_fix": each.wait_hours.break_fix}
        if inputs.co_managed:
            needed["wait_hours.co_managed"] = each.wait_hours.co_managed
            needed["prevented.co_managed"] = each.prevented.co_managed
        for key, quantity in needed.items():
            if quantity is None:
                yield Problem(message="is missing", field=f"incidents[{at}].{key}")
