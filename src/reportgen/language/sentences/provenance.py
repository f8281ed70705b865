"""The way back of the figures on the answer page: formula, and what went into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...comparison.document.queries import rival
from ..labels import labelled
from ..localizer import Words


def trail(comparison: Mapping[str, Any], words: Words) -> list[dict[str, Any]]:
    """Each figure of the answer page with its formula and the values in it; figures without one are left out."""
    known = comparison.get("figures") or {}
    return [_steps(known[name], comparison, words) for name in _names(comparison) if name in known]


def _names(comparison: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"year.{option}.total" for option in comparison["options"])
    yield f"difference.{rival(comparison)}.probability"
    yield "year.break_fix.person_hours_per_user"


def _steps(figure: Mapping[str, Any], comparison: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """One figure, its formula with the names of its parts, and these parts."""
    known = {each["name"]: each for each in comparison["inputs"]} | dict(comparison["figures"])
    parts = [known[name] for name in figure["inputs"] if name in known]
    formula = words.label(figure["formula"]) or str(figure["formula"])
    for name in sorted(figure["inputs"], key=len, reverse=True):
        if name in known:
            formula = formula.replace(name, f"“{labelled(known[name]['label'], words)}”")
    return {
        "label": labelled(figure["label"], words),
        "value": figure["value"],
        "unit": figure["unit"],
        "formula": formula,
        "inputs": [{**part, "label": labelled(part["label"], words)} for part in parts],
    }
