"""The way back of the figures on the answer page: formula, and what went into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .names import full_names, rival


def trail(comparison: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each figure of the answer page with its formula and the values in it; figures without one are left out."""
    known = comparison.get("figures") or {}
    return [_steps(known[name], comparison) for name in _names(comparison) if name in known]


def _names(comparison: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"year.{option}.total" for option in comparison["options"])
    yield f"difference.{rival(comparison)}.probability"
    yield "year.break_fix.person_hours_per_user"


def _steps(figure: Mapping[str, Any], comparison: Mapping[str, Any]) -> dict[str, Any]:
    """One figure, its formula with the names of its parts, and these parts."""
    known = {each["name"]: each for each in comparison["inputs"]} | dict(comparison["figures"])
    parts = [known[name] for name in figure["inputs"] if name in known]
    formula = str(figure["formula"])
    for name in sorted(figure["inputs"], key=len, reverse=True):
        if name in known:
            formula = formula.replace(name, f"“{full_names(known[name]['label'])}”")
    return {
        "label": full_names(figure["label"]),
        "value": figure["value"],
        "unit": figure["unit"],
        "formula": formula,
        "inputs": [{**part, "label": full_names(part["label"])} for part in parts],
    }
