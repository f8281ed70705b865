"""Everything that a report says about its numbers in sentences, by the names that templates use."""

from __future__ import annotations

from typing import Any

from ...comparison.document import Document
from ...comparison.document.queries import best_alternative
from ..labels import label
from ..localizer import Localizer
from . import answer, headings
from . import what_would_change as change
from .notes import note
from .provenance import answer_figures
from .reasons import reasons


def sentences(document: Document, localizer: Localizer) -> dict[str, Any]:
    """Return the sentences of one report."""
    return {
        "answer": answer.answer(document, localizer),
        "strength": answer.strength(document, localizer),
        "reasons": reasons(document, localizer),
        "change": change.change(document, localizer),
        "prevention": change.prevention(document, localizer),
        "unknown": change.unknown(document, localizer),
        "heaviest": change.heaviest(document, localizer),
        "flips": change.flips(document, localizer),
        "heading": {
            "models": headings.models(document, localizer),
            "cost": headings.cost(document, localizer),
            "risk": headings.risk(document, localizer),
            "fit": headings.fit(document, localizer),
            "change": headings.change(document, localizer),
        },
        "best_alternative": best_alternative(document),
        "labels": labels(document, localizer),
        "notes": {quantity.name: note(quantity, localizer) for quantity in document.inputs},
        "provenance": answer_figures(document, localizer),
    }


def labels(document: Document, localizer: Localizer) -> dict[str, str]:
    """Return the labels of all inputs by name."""
    return {quantity.name: label(quantity.name, document, localizer) for quantity in document.inputs}
