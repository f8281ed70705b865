"""Inputs that arithmetic must not use: what is not a number, out of bounds, or missing."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from ..problems import Problem, ProblemError
from .definitions import meaning
from .inputs import IncidentClass, Inputs, Lognormal
from .quantity import Quantity, quantities

DERIVED = (".median", ".p90")  # estimates and the usual spread may be outside what a person would write


def check(inputs: Inputs) -> None:
    """Raise ProblemError with every input that cannot be meant; a client file was checked before, line by line."""
    problems = [*_values(inputs), *_out_of_scale(inputs), *_between(inputs)]
    if problems:
        raise ProblemError(problems)


def _values(inputs: Inputs) -> Iterator[Problem]:
    """Yield a problem for each value outside its limits; NaN is outside all limits."""
    for quantity in quantities(inputs):
        limits, value = meaning(quantity.name), quantity.value
        if quantity.name.endswith(DERIVED) or quantity.origin == "measured":
            fits = isfinite(value) and (value > 0 if limits.minimum else value >= 0)
        else:
            fits = limits.minimum <= value <= limits.maximum
        if not fits:
            message = f"must be between {limits.minimum:,g} and {limits.maximum:,.10g}"
            yield Problem(message=message, field=quantity.name, hint=f"the unit is {quantity.unit or 'none'}")
    if inputs.horizon.months.value not in (12, 36, 60):
        yield Problem(message="must be 12, 36 or 60", field="horizon.months")
    if inputs.rate_size is not None and not 0 < inputs.rate_size < 1e9:
        yield Problem(message="must be above 0", field="rate_size")


def _out_of_scale(inputs: Inputs) -> Iterator[Problem]:
    """Yield a problem for each amount that is too large beside what an hour of the client's work costs."""
    wage = inputs.profile.loaded_hourly_cost or inputs.profile.hourly_wage
    for quantity in quantities(inputs) if wage else ():
        limits = meaning(quantity.name)
        if quantity.origin != "measured" and not limits.allows(quantity.value, wage.value if wage else 0):
            message = f"is more than {limits.hours:,g} hours of the client's own work cost"
            yield Problem(message=message, field=quantity.name, hint=f"the unit is {quantity.unit}")


def _between(inputs: Inputs) -> Iterator[Problem]:
    """Yield a problem for what several inputs must agree on: an order, a sum, a value for every option on offer."""
    if not sum(factor.weight.value for factor in inputs.factors):
        yield Problem(message="the weights add up to 0", field="factors")
    if not inputs.incidents:
        yield Problem(message="there are no incident classes", field="incidents")
    for at, kind in enumerate(inputs.incidents):
        hours, place = kind.repair_hours, f"incidents[{at}]"
        if isinstance(hours, Lognormal) and hours.p90.value < hours.median.value:
            yield Problem(message="p90 is below the median", field=f"{place}.repair_hours")
        for name, quantity in _needed(kind, co_managed=inputs.co_managed is not None).items():
            if quantity is None:
                yield Problem(message="is missing", field=f"{place}.{name}")


def _needed(kind: IncidentClass, co_managed: bool) -> dict[str, Quantity | None]:
    """Return the values that an incident class needs for the options on offer."""
    needed = {"wait_hours.break_fix": kind.wait_hours.break_fix}
    if co_managed:
        needed |= {
            "wait_hours.co_managed": kind.wait_hours.co_managed,
            "prevented.co_managed": kind.prevented.co_managed,
        }
    return needed
