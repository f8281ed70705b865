"""What a reader concludes from comparison.json: nothing here computes a figure anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def fit_is_close(comparison: Mapping[str, Any]) -> bool:
    """Whether the lead on the four factors is too small to name a best option: `score_gap` of content/factors.yml."""
    return any(reason["rule"] == "score_gap" for reason in comparison["verdict"]["reasons"])
