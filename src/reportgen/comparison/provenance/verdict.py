"""The figures behind a verdict, and the limits they were compared with."""

from __future__ import annotations

from ..compute import Comparison
from ..document.conclusions import Reason
from .entries import Provenance


def add(comparison: Comparison, provenance: Provenance) -> None:
    """Add the numbers of every reason of the verdict."""
    for at, reason in enumerate(comparison.verdict.reasons):
        place = f"verdict.reasons[{at}]"
        _add_money(place, reason, provenance)
        _add_fit(place, reason, comparison, provenance)
        _add_limits(place, reason, provenance)


def _add_money(place: str, reason: Reason, provenance: Provenance) -> None:
    """Add the difference of two options, its share of the cheaper one, and the probability that it is one."""
    if reason.option is None or reason.other is None:
        return
    cost = f"year.{reason.option}.total"
    if reason.amount is not None:
        formula = f"year.{reason.other}.total - {cost}"
        provenance.add_formula(f"{place}.amount", reason.amount, provenance.money("/year"), formula)
        if reason.share is not None:
            formula = f"{place}.amount / {cost}" if reason.amount else "0"
            provenance.add_formula(f"{place}.share", reason.share, "fraction", formula)
    if reason.probability is not None:
        source = "between_offers" if reason.option == "managed" else f"difference.{reason.other}"
        formula = f"{source}.probability"
        provenance.add_formula(f"{place}.probability", reason.probability, "probability", formula)


def _add_fit(place: str, reason: Reason, comparison: Comparison, provenance: Provenance) -> None:
    """Add the lead on the four factors, and the weightings won."""
    scores = comparison.fit.scores
    if reason.gap is not None:
        first, second = sorted(scores, key=lambda option: -scores[option])[:2]
        formula = f"fit.scores.{first} - fit.scores.{second}"
        provenance.add_formula(f"{place}.gap", reason.gap, "points", formula)
    if reason.rule == "weightings" and reason.option:
        formula = f"fit.weightings_won.{reason.option}"
        provenance.add_formula(f"{place}.share", reason.share, "fraction", formula)


def _add_limits(place: str, reason: Reason, provenance: Provenance) -> None:
    """Add the limits of the rule."""
    unit = "points" if reason.rule == "score_gap" else "fraction"
    for name, value in (("limit", reason.limit), ("low", reason.low), ("high", reason.high)):
        if value is not None:
            provenance.add_described(f"{place}.{name}", value, unit, "factors_file_limit", [])
