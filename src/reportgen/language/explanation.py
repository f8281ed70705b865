"""The explanation of a figure in words: as lines of text, and as data for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..comparison.document import Document, to_json
from ..comparison.document.model import Figure
from ..comparison.document.queries import figures_and_inputs
from ..comparison.provenance import Explanation
from ..comparison.quantity import Quantity
from .labels import label
from .localizer import Localizer
from .methods import exactly, method
from .sentences.notes import note


def listed(document: Document, localizer: Localizer) -> Iterator[str]:
    """Yield a line for each input and figure: name, value and label."""
    known = figures_and_inputs(document)
    width = max(map(len, known), default=0)
    for name, entry in known.items():
        yield f"{name:<{width}}  {_amount(entry)}  {label(name, document, localizer)}"


def lines(explanation: Explanation, document: Document, localizer: Localizer, depth: int = 0) -> Iterator[str]:
    """Yield the explanation of a figure as lines, what it is computed from indented below it."""
    indent, entry = "  " * depth, explanation.entry
    text = label(explanation.name, document, localizer)
    repeated = f"  ({localizer.message('explain.above')})" if explanation.repeated else ""
    yield f"{indent}{explanation.name} = {_amount(entry)}  {text}{repeated}"
    if isinstance(entry, Quantity):
        yield f"{indent}    {_origin(entry, localizer)}"
    elif not explanation.repeated:
        how = "=" if entry.formula else localizer.message("explain.how")
        yield f"{indent}    {how} {entry.formula or method(entry, localizer)}"
        for each in explanation.inputs:
            yield from lines(each, document, localizer, depth + 1)


def all_as_data(document: Document, localizer: Localizer) -> dict[str, Any]:
    """Return every figure by name as data: its label, and what comparison.json has of it."""
    return {
        name: {"label": label(name, document, localizer), **to_json(figure)}
        for name, figure in document.figures.items()
    }


def as_data(explanation: Explanation, document: Document, localizer: Localizer) -> dict[str, Any]:
    """Return the explanation as data: `name`, `label`, `value`, `unit`, then `formula` and `inputs`, or `origin`."""
    entry = explanation.entry
    data: dict[str, Any] = {"name": explanation.name, "label": label(explanation.name, document, localizer)}
    data |= {"value": entry.value, "unit": entry.unit}
    if isinstance(entry, Quantity):
        rest = to_json(entry)
        return data | {key: value for key, value in rest.items() if key not in data and value is not None}
    data |= {"method": entry.method, "formula": entry.formula or method(entry, localizer)}
    if explanation.repeated:
        return data | {"inputs": [], "explained": "above"}
    return data | {"inputs": [as_data(each, document, localizer) for each in explanation.inputs]}


def _origin(quantity: Quantity, localizer: Localizer) -> str:
    """Return where a value comes from, within which range, and where it was published."""
    text = localizer.message(f"explain.{quantity.origin}")
    if quantity.source:
        text += f": {quantity.source}"
    if quantity.year is not None and quantity.grade:
        text += localizer.message("explain.published", year=quantity.year, grade=quantity.grade)
    if quantity.low is not None or quantity.high is not None:
        low, high = (quantity.value if end is None else end for end in (quantity.low, quantity.high))
        text += "; " + localizer.message("explain.range", low=exactly(low), high=exactly(high))
    remarks = note(quantity, localizer)
    return f"{text}; {remarks}" if remarks else text


def _amount(entry: Quantity | Figure) -> str:
    """Return the value with its unit, exact enough to compute with."""
    return "none" if entry.value is None else f"{exactly(entry.value)} {entry.unit}".rstrip()
