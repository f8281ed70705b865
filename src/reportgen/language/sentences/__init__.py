"""Everything a report says in sentences that depend on numbers, by name: what templates see as `said`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...comparison.document.queries import rival
from ..labels import labelled
from ..localizer import Words
from . import answer, headings
from . import what_would_change as change
from .provenance import trail
from .reasons import reasons


def said(comparison: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """The sentences of one report."""
    return {
        "answer": answer.answer(comparison, words),
        "strength": answer.strength(comparison, words),
        "reasons": reasons(comparison, words),
        "change": change.change(comparison, words),
        "prevention": change.prevention(comparison, words),
        "unknown": change.unknown(comparison, words),
        "heaviest": change.heaviest(comparison, words),
        "flips": change.flips(comparison, words),
        "heading": {
            "models": headings.models(comparison, words),
            "cost": headings.cost(comparison, words),
            "risk": headings.risk(comparison, words),
            "fit": headings.fit(comparison, words),
            "change": headings.change(comparison, words),
        },
        "rival": rival(comparison),
        "labels": labels(comparison, words),
        "trail": trail(comparison, words),
    }


def labels(comparison: Mapping[str, Any], words: Words) -> dict[str, str]:
    """The labels of all inputs as a reader sees them, by what the model calls them."""
    return {each["label"]: labelled(each["label"], words) for each in comparison["inputs"]}
