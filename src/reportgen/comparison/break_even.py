"""Break-even values: for each of several inputs, the value at which an option costs as much as break/fix."""

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
    """Return the break-even values of `option` against break/fix, all other inputs as they are.

    They are those of a steady year (one without onboarding), computed in closed form.
    """
    today, offer = years["break_fix"], years[option]
    plan = inputs.plan(option)
    assert plan is not None
    extra = offer.fixed - today.fixed  # of the option over break/fix a year; negative if its fixed cost is lower
    saved = today.of_incidents - offer.of_incidents  # a year; negative if incidents cost more under the option
    side = _side(extra, saved)
    multiplier = extra / saved if side else None
    user_months = 12 * inputs.profile.users.value
    fee = plan.per_user_month.value + (saved - extra) / user_months
    unprevented = fsum(incident.per_year * incident.mean_cost(option) for incident in classes)
    required = 1 - (today.of_incidents - extra) / unprevented if unprevented > 0 else None
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
    """Return `above` or `below`: where an option costs less, seen from its break-even number of incidents.

    An option whose fixed cost is the same or higher and whose incidents cost less is cheaper above that number.  One
    whose fixed cost is lower and whose incidents cost more (for example because of a longer wait) is cheaper below it.
    """
    if saved > 0 and extra >= 0:
        return "above"
    return "below" if saved < 0 and extra < 0 else None
