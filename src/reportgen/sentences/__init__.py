"""Everything a report says in sentences that depend on numbers, by name: what templates see as `said`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import answer, change, headings
from .names import Words, full_names, rival
from .reasons import reasons
from .trail import trail


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
            "models": headings.models(comparison),
            "cost": headings.cost(comparison, words),
            "risk": headings.risk(comparison, words),
            "fit": headings.fit(comparison, words),
            "change": headings.change(comparison),
        },
        "rival": rival(comparison),
        "labels": {each["label"]: full_names(each["label"]) for each in comparison["inputs"]},
        "trail": trail(comparison),
    }
