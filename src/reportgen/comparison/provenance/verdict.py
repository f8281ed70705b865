"""The way back of the numbers behind a verdict, and of the limits they were held against."""

from __future__ import annotations

from ..compute import Comparison
from ..inputs import WORDS
from ..verdict import Reason
from .ledger import Ledger

LIMITS = "a limit that content/factors.yml states and explains"


def verdict_figures(comparison: Comparison, book: Ledger) -> None:
    """Enters the numbers of every reason of the verdict."""
    for at, reason in enumerate(comparison.verdict.reasons):
        place = f"verdict.reasons[{at}]"
        _money(place, reason, book)
        _fit(place, reason, comparison, book)
        _limits(place, reason, book)


def _money(place: str, reason: Reason, book: Ledger) -> None:
    """The difference of two options, its share of the cheaper one, and how often it is one."""
    if reason.option is None or reason.other is None:
        return
    first, second = WORDS[reason.option], WORDS[reason.other]
    cost = f"year.{reason.option}.total"
    if reason.amount is not None:
        label = f"Expected cost of a year, {second} beyond {first}"
        book.sum(f"{place}.amount", label, reason.amount, book.money("/year"), f"year.{reason.other}.total - {cost}")
        if reason.share is not None:
            formula = f"{place}.amount / {cost}" if reason.amount else "0"
            book.sum(f"{place}.share", f"The same as a share of the cost of {first}", reason.share, "fraction", formula)
    if reason.probability is not None:
        source = "between_offers" if reason.option == "managed" else f"difference.{reason.other}"
        label = f"Chance that {first} costs more than {second} in a year"
        book.sum(f"{place}.probability", label, reason.probability, "probability", f"{source}.probability")


def _fit(place: str, reason: Reason, comparison: Comparison, book: Ledger) -> None:
    """The lead on the four factors, and the weightings won."""
    scores = comparison.fit.scores
    if reason.gap is not None:
        first, second = sorted(scores, key=lambda option: -scores[option])[:2]
        formula = f"fit.scores.{first} - fit.scores.{second}"
        book.sum(f"{place}.gap", "Points between the best and the second-best score", reason.gap, "points", formula)
    if reason.rule == "weightings" and reason.option:
        label = f"Weightings in which {WORDS[reason.option]} leads"
        book.sum(f"{place}.share", label, reason.share, "fraction", f"fit.weightings_won.{reason.option}")


def _limits(place: str, reason: Reason, book: Ledger) -> None:
    """The limits of the rule."""
    unit = "points" if reason.rule == "score_gap" else "fraction"
    for name, value, label in (
        ("limit", reason.limit, "Below it a case is too close to call"),
        ("low", reason.low, "From this chance on a case is too close to call"),
        ("high", reason.high, "Up to this chance a case is too close to call"),
    ):
        if value is not None:
            book.told(f"{place}.{name}", label, value, unit, LIMITS, [])
