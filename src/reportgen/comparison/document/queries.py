"""What a reader concludes from comparison.json: nothing here computes a figure anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum
from typing import Any

FIXED = ("fees", "out_of_scope", "internal")  # the parts of a year's cost that come without any incident
LOSSES = ("invoices", "productivity", "revenue")  # the parts that incidents cause


def fit_is_close(comparison: Mapping[str, Any]) -> bool:
    """Whether the lead on the four factors is too small to name a best option: `score_gap` of content/factors.yml."""
    return any(reason["rule"] == "score_gap" for reason in comparison["verdict"]["reasons"])


def rival(comparison: Mapping[str, Any]) -> str:
    """Of the options with a provider, the one that is expected to save the most, or cost the least more."""
    found = comparison.get("difference") or {}
    offers = [option for option in comparison["options"] if option in found]
    return max(offers, key=lambda option: found[option]["expected"], default="managed")


def bars_of(comparison: Mapping[str, Any]) -> tuple[str, list[Mapping[str, Any]]]:
    """The rival of break/fix with the bars of its sensitivity; managed IT with its own where they are all there is."""
    other = rival(comparison)
    own = (comparison.get("sensitivities") or {}).get(other)
    return (other, list(own)) if own else ("managed", list(comparison.get("sensitivity") or []))


def ranked(comparison: Mapping[str, Any]) -> list[str]:
    """The options, the one with the cheapest expected year first."""
    return sorted(comparison["options"], key=lambda option: float(comparison["year"][option]["total"]))


def in_part(year: Mapping[str, Any], parts: Sequence[str]) -> float:
    """What these parts of a year's cost come to."""
    return fsum(float(year.get(part) or 0) for part in parts)
