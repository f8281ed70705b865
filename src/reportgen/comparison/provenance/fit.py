"""The way back of the score on the four factors."""

from __future__ import annotations

from ..compute import Comparison
from ..inputs import WORDS
from .ledger import Ledger, plus


def fit_figures(comparison: Comparison, book: Ledger) -> None:
    """Enters weights, points, contributions, flip weights, scores and weightings won."""
    fit, options = comparison.fit, comparison.inputs.options
    names = [each.factor.id for each in fit.factors]
    total = plus([f"factors.{name}.weight" for name in names])
    for each, name in zip(fit.factors, names, strict=True):
        label = f"Weight of {each.factor.name}, of all"
        formula = f"100 * factors.{name}.weight / ({total})"
        book.sum(f"fit.{name}.weight", label, each.weight, "percent", formula)
        for option in options:
            words = f"the points table, answer {each.factor.answer}: {each.factor.answer_text}"
            place = f"fit.{name}.points.{option}"
            label = f"{each.factor.name}: points of {WORDS[option]}"
            book.told(place, label, each.points[option], "points", words, [])
            label = f"{each.factor.name}: part of the score of {WORDS[option]}"
            formula = f"fit.{name}.weight / 100 * {place}"
            value = each.contribution[option]
            book.sum(f"fit.{name}.contribution.{option}", label, value, "points", formula)
    sources = [f"fit.{name}.weight" for name in names]
    sources += [f"fit.{name}.points.{option}" for name in names for option in options]
    for each, name in zip(fit.factors, names, strict=True):
        label = f"Weight of {each.factor.name} at which another option leads"
        words = "the weight nearest to the present one, the others in proportion, at which two options share the lead"
        book.told(f"fit.{name}.flip_weight", label, each.flip_weight, "percent", words, sources)
    for option in options:
        formula = plus([f"fit.{name}.contribution.{option}" for name in names])
        label = f"Score of {WORDS[option]} on the four factors"
        book.sum(f"fit.scores.{option}", label, fit.scores[option], "points", formula)
        words = "share of the 1,771 weightings in steps of 5 % in which it has the highest score, ties split"
        points = [f"fit.{name}.points.{each}" for name in names for each in options]
        label = f"Weightings in which {WORDS[option]} leads"
        value = fit.weightings_won[option]
        book.told(f"fit.weightings_won.{option}", label, value, "fraction", words, points)
