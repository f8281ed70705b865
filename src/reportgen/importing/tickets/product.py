"""The product that exported a table, recognised by heads that only it has, or by its numbers of tickets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules

from ...problems import Problem, ProblemError
from ...project.readers.table import Sheet
from ..tables.columns import head_row, plain_head
from ..tables.durations import Unit
from . import products

FIELDS = (
    "id", "opened", "resolved", "priority", "type", "status", "resolution",
    "source", "tags", "parent", "board", "company", "worked",
)  # fmt: skip
"""What a column of an export can mean here."""
MANY = 50  # rows in which the numbers of tickets are looked at


@dataclass(frozen=True, slots=True)
class Product:
    """A product: its name, the heads under which it exports each field, the unit of its worked time.

    `signs` are groups of heads that only it has; one whole group is enough.  `numbers` is what its ticket numbers
    look like, where no head is a sign.
    """

    name: str
    columns: Mapping[str, tuple[str, ...]]
    signs: tuple[tuple[str, ...], ...] = ()
    numbers: str = ""
    unit: Unit = "hours"
    parents: frozenset[str] = field(default_factory=frozenset)
    """The texts in the column of the parent that make a ticket a child; empty: any text does."""


def all_products() -> list[Product]:
    """Return every product there is a file for."""
    names = sorted(module.name for module in iter_modules(products.__path__))
    return [import_module(f"{products.__name__}.{name}").PRODUCT for name in names]


def recognised(sheet: Sheet) -> tuple[Product, str] | None:
    """Return the product that exported a table, and why it is taken for that; None when no product is recognised."""
    for product in all_products():
        at = head_row(sheet, [head for heads in product.columns.values() for head in heads])
        heads = {plain_head(cell): place for place, cell in enumerate(sheet.rows[at].cells)}
        for group in product.signs:
            if all(plain_head(head) in heads for head in group):
                return product, "it has the columns " + " and ".join(group)
        place = next((heads[plain] for head in product.columns["id"] if (plain := plain_head(head)) in heads), None)
        if product.numbers and place is not None:
            rows = [row for row in sheet.rows[at + 1 :][:MANY] if len(row.cells) > place]
            numbers = [text for row in rows if (text := row.cells[place].strip())]
            if numbers and all(re.fullmatch(product.numbers, number) for number in numbers):
                return product, f"its tickets have numbers such as {numbers[0]}"
    return None


def product_of(sheet: Sheet, has_map: bool) -> tuple[Product, str]:
    """Return the product, or one whose columns a map names.  Raises ProblemError when there is neither."""
    if found := recognised(sheet):
        return found
    if has_map:
        return Product("another product", {name: (name,) for name in FIELDS}), "its columns are named by the map"
    heads = ", ".join(cell.strip() for cell in sheet.rows[0].cells if cell.strip())
    hint = f"name them in a file for --map, such as `columns: {{opened: Created, priority: Priority}}`; it has: {heads}"
    raise ProblemError([Problem(message="the product is not recognised by its columns", path=sheet.path, hint=hint)])
