"""Questions that readers of the document ask: the best alternative, the ranking, the largest bars, a close fit."""

from __future__ import annotations

import re

from ..options import Option
from ..quantity import Quantity
from .costs import Bar
from .model import Document, Figure, IncidentKind


def best_alternative(document: Document) -> Option:
    """Return the offer with the highest expected saving against break/fix; of two alike the one named cheaper."""
    savings, cheaper = document.difference, document.verdict.cheaper
    return max(savings, key=lambda option: (savings[option].expected, option == cheaper))


def ranked(document: Document) -> list[Option]:
    """Return the options, the one with the cheapest expected year first."""
    cheaper = document.verdict.cheaper
    return sorted(document.options, key=lambda option: (document.year[option].total, option != cheaper))


def bars_of(document: Document) -> tuple[Option, tuple[Bar, ...]]:
    """Return the best alternative with the bars of its tornado; managed IT with its own where the other has none."""
    option = best_alternative(document)
    bars = document.sensitivities[option]
    return (option, bars) if bars else ("managed", document.sensitivities["managed"])


def fit_is_close(document: Document) -> bool:
    """Return whether the lead on the four factors is below `score_gap` of content/factors.yml: no option fits best."""
    return any(reason.rule == "score_gap" for reason in document.verdict.reasons)


def figures_and_inputs(document: Document) -> dict[str, Quantity | Figure]:
    """Return everything that a formula can name, inputs first."""
    return {**{quantity.name: quantity for quantity in document.inputs}, **document.figures}


def incident_of(name: str, document: Document) -> IncidentKind | None:
    """Return the kind of incident to which an input or figure belongs: the second for `incidents[1].per_year`."""
    place = re.match(r"incidents\[(\d+)\]", name)
    return document.incidents[int(place[1])] if place else None
