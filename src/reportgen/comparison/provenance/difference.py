"""The figures of the difference between two options."""

from __future__ import annotations

from ..compute import Comparison
from ..document.costs import DOTS, FIXED, Difference
from ..document.model import Method
from ..options import Option
from .entries import Provenance

Methods = tuple[Method, Method, Method]
PAIRED: Methods = ("paired", "paired_probability", "paired_first_year_probability")
PAIRED_OFFERS: Methods = ("paired_offers", "paired_offers_probability", "paired_offers_first_year_probability")


def add(comparison: Comparison, provenance: Provenance) -> None:
    """Add break/fix minus each offer, and one offer minus the other."""
    for option, difference in comparison.differences.items():
        _add_difference(f"difference.{option}", difference, ("break_fix", option), comparison, provenance)
        _add_over_horizon(comparison, provenance, option)
    if comparison.between_offers:
        _add_difference("between_offers", comparison.between_offers, ("managed", "co_managed"), comparison, provenance)


def _add_difference(
    place: str, difference: Difference, pair: tuple[Option, Option], comparison: Comparison, provenance: Provenance
) -> None:
    """Add what the first option costs more than the second, on the same incidents."""
    first, option = pair
    money, sources = provenance.money("/year"), _sources(comparison, pair)
    method, probability, first_year = PAIRED if first == "break_fix" else PAIRED_OFFERS
    formula = f"year.{first}.total - year.{option}.total"
    provenance.add_formula(f"{place}.expected", difference.expected, money, formula)
    for name in ("sd", "p10", "p50", "p90"):
        provenance.add_described(f"{place}.{name}", getattr(difference, name), money, method, sources)
    provenance.add_described(f"{place}.probability", difference.probability, "probability", probability, sources)
    provenance.add_described(
        f"{place}.first_year_probability",
        difference.first_year_probability,
        "probability",
        first_year,
        [*sources, *(f"first_year.{each}.onboarding" for each in pair)],
    )
    for at, value in enumerate(difference.dots):
        share = (2 * at + 1) / (2 * DOTS)
        provenance.add_described(
            f"{place}.dots[{at}]", value, money, "quantile_of_difference", [f"{place}.sd"], probability=share
        )


def _sources(comparison: Comparison, pair: tuple[Option, Option]) -> list[str]:
    """Return the figures that the distribution of a difference depends on."""
    names = []
    for at in range(len(comparison.classes)):
        place = f"incidents[{at}]"
        names += [f"{place}.cost.{option}" for option in pair]
        names += [f"{place}.per_year", *(f"{place}.prevented.{each}" for each in pair if each != "break_fix")]
    names += [f"year.{option}.{part}" for option in pair for part in FIXED]
    return names + (["rate_size"] if comparison.inputs.rate_size else [])


def _add_over_horizon(comparison: Comparison, provenance: Provenance, option: Option) -> None:
    """Add the saving over the whole horizon, as paid and as present value."""
    today, offer = comparison.totals["break_fix"], comparison.totals[option]
    for place, name, value in (
        ("difference", "total", today.total - offer.total),
        ("npv_difference", "npv", today.npv - offer.npv),
    ):
        formula = f"horizon.options.break_fix.{name} - horizon.options.{option}.{name}"
        provenance.add_formula(f"horizon.{place}.{option}", value, provenance.money(), formula)
