"""The break-evens: the value of one input at which an option costs as much as break/fix."""

from __future__ import annotations

from math import fsum

from .cost import YearCost
from .document.costs import BreakEven, Side
from .incidents import Incident
from .inputs import Inputs
from .options import Option


def break_even(
    option: Option, years: dict[Option, YearCost], classes: tuple[Incident, ...], inputs: Inputs
) -> BreakEven:
    """Return the break-evens of a steady year, in closed form."""
    today, offer = years["break_fix"], years[option]
    plan = inputs.plan(option)
    assert plan is not None
    extra = offer.fixed - today.fixed  # what the option costs before any incident, beyond break/fix
    saved = today.of_incidents - offer.of_incidents
    side = _side(extra, saved)
    multiplier = extra / saved if side else None
    user_years = 12 * inputs.profile.users.value
    fee = plan.per_user_month.value + (saved - extra) / user_years
    full = fsum(kind.per_year * kind.mean_cost(option) for kind in classes)
    required = 1 - (today.of_incidents - extra) / full if full > 0 else None
    return BreakEven(
        incident_multiplier=multiplier,
        incidents_per_year=None if multiplier is None else multiplier * today.incidents,
        fee_per_user_month=fee if fee >= 0 else None,
        prevented_fraction=required if required is not None and 0 <= required <= 1 else None,
        required_prevention=required,
        costs_less=side,
        perfect_prevention_pays=today.of_incidents >= extra,
        pays_without_prevention=required is not None and required <= 0,
    )


def _side(extra: float, saved: float) -> Side | None:
    """Return on which side of the break-even number of incidents an option costs less; None without such a number.

    An option with higher fixed cost and cheaper incidents pays from many incidents on; one with lower fixed cost and
    dearer incidents (after a long wait, for example) pays as long as there are few.
    """
    if saved > 0 and extra >= 0:
        return "above"
    return "below" if saved < 0 and extra < 0 else None
