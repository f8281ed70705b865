"""The figures of the score on the four factors."""

from __future__ import annotations

from ..compute import Comparison
from .entries import Provenance, plus


def add(comparison: Comparison, provenance: Provenance) -> None:
    """Add weights, points, contributions, flip weights, scores and weightings won."""
    fit, options = comparison.fit, comparison.inputs.options
    names = [factor.id for factor in fit.factors]
    total = plus(f"factors.{name}.weight" for name in names)
    for factor in fit.factors:
        place = f"fit.{factor.id}"
        formula = f"100 * factors.{factor.id}.weight / ({total})"
        provenance.add_formula(f"{place}.weight", factor.weight, "percent", formula)
        for option in options:
            points = provenance.add_described(
                f"{place}.points.{option}",
                factor.points[option],
                "points",
                "points_table",
                [],
                answer=factor.answer,
                answer_text=factor.answer_text,
            )
            formula = f"{place}.weight / 100 * {points}"
            provenance.add_formula(f"{place}.contribution.{option}", factor.contribution[option], "points", formula)
    sources = [f"fit.{name}.weight" for name in names]
    sources += [f"fit.{name}.points.{option}" for name in names for option in options]
    for factor in fit.factors:
        place = f"fit.{factor.id}.flip_weight"
        provenance.add_described(place, factor.flip_weight, "percent", "flip_weight", sources)
    points_of_all = [f"fit.{name}.points.{option}" for name in names for option in options]
    for option in options:
        formula = plus(f"fit.{name}.contribution.{option}" for name in names)
        provenance.add_formula(f"fit.scores.{option}", fit.scores[option], "points", formula)
        won = fit.weightings_won[option]
        provenance.add_described(f"fit.weightings_won.{option}", won, "fraction", "weightings_won", points_of_all)
