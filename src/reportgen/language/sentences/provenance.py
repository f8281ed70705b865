"""Where the figures on the answer page come from: each with its formula and the values in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...comparison.document import Document
from ...comparison.document.model import Figure
from ...comparison.document.queries import best_alternative, figures_and_inputs
from ...comparison.quantity import Quantity
from ..labels import label
from ..localizer import Localizer
from ..methods import method


def answer_figures(document: Document, localizer: Localizer) -> list[dict[str, Any]]:
    """Return each figure of the answer page with its formula and the values in it."""
    known = figures_and_inputs(document)
    return [_with_parts(name, known, document, localizer) for name in _names(document)]


def _names(document: Document) -> Iterator[str]:
    yield from (f"year.{option}.total" for option in document.options)
    yield f"difference.{best_alternative(document)}.probability"
    yield "year.break_fix.person_hours_per_user"


def _with_parts(
    name: str, known: Mapping[str, Quantity | Figure], document: Document, localizer: Localizer
) -> dict[str, Any]:
    """Return one figure, its formula with labels in place of names, and the figures and inputs in it."""
    figure = document.figures[name]
    labels = {part: label(part, document, localizer) for part in figure.inputs}
    formula = figure.formula or method(figure, localizer)
    for part in sorted(labels, key=len, reverse=True):
        formula = formula.replace(part, f"“{labels[part]}”")
    return {
        "label": label(name, document, localizer),
        "value": figure.value,
        "unit": figure.unit,
        "formula": formula,
        "inputs": [
            {"label": text, "value": known[part].value, "unit": known[part].unit} for part, text in labels.items()
        ],
    }
