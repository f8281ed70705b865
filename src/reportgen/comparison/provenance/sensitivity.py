"""The figures of how far one input moves the saving of an offer."""

from __future__ import annotations

from ..compute import Comparison
from ..options import Option
from .entries import Provenance


def add(comparison: Comparison, provenance: Provenance) -> None:
    """Add both ends of every bar of each offer's tornado, and its length."""
    for option in comparison.sensitivities:
        _add_bars(comparison, provenance, option)


def _add_bars(comparison: Comparison, provenance: Provenance, option: Option) -> None:
    saving, money = f"difference.{option}.expected", provenance.money("/year")
    for at, bar in enumerate(comparison.sensitivities[option]):
        place = f"sensitivities.{option}[{at}]"
        for end, value, result in (("low", bar.low, bar.at_low), ("high", bar.high, bar.at_high)):
            inputs = [saving, bar.input]
            provenance.add_described(f"{place}.at_{end}", result, money, "recomputed", inputs, given=value)
        ends = f"{place}.at_low, {place}.at_high"
        provenance.add_formula(f"{place}.swing", bar.swing, money, f"max({ends}) - min({ends})")
