"""Headings that state the result of a section."""

from __future__ import annotations

from ...comparison.document import Document
from ...comparison.document.queries import best_alternative, fit_is_close
from ..localizer import Localizer
from .answer import better


def models(document: Document, localizer: Localizer) -> str:
    """Return the heading of the models, by how many there are."""
    return localizer.message("sentences.heading.three" if len(document.options) > 2 else "sentences.heading.two")


def cost(document: Document, localizer: Localizer) -> str:
    """Return which part of a failure's cost is on an invoice."""
    today = document.year["break_fix"]
    lost, billed = today.productivity + today.revenue, today.invoices
    if lost + billed <= 0:
        return localizer.message("sentences.heading.no_failures")
    if lost > billed:
        return localizer.message("sentences.heading.no_invoice", share=localizer.percent(lost / (lost + billed)))
    return localizer.message("sentences.heading.invoice", share=localizer.percent(billed / (lost + billed)))


def risk(document: Document, localizer: Localizer) -> str:
    """Return what the bad year costs; without incidents no year is worse than another."""
    if not document.year["break_fix"].incidents:
        return localizer.message("sentences.heading.no_bad_year")
    other = best_alternative(document)
    today, offer = (localizer.money(document.year[option].p95) for option in ("break_fix", other))
    return localizer.message(
        "sentences.heading.bad_year", today=today, offer=offer, option=localizer.option_in_text(other)
    )


def fit(document: Document, localizer: Localizer) -> str:
    """Return which option suits the answers, in points of 100."""
    scores = document.fit.scores
    best, second = sorted(document.options, key=lambda option: -scores[option])[:2]
    parts = {
        "option": localizer.option_in_text(best),
        "points": localizer.number(scores[best]),
        "other_points": localizer.number(scores[second]),
    }
    if fit_is_close(document):
        return localizer.message("sentences.heading.fit_close", **parts, other=localizer.option_in_text(second))
    return localizer.message("sentences.heading.fit", **parts, better=better(document, localizer))


def change(document: Document, localizer: Localizer) -> str:
    """Return what would have to be different, by verdict."""
    keys = {"too_close": "change_open", "trade_off": "change_trade_off"}
    return localizer.message(f"sentences.heading.{keys.get(document.verdict.outcome, 'change')}")
