"""HTML's tables to tables of inline text; one that only lays out a page is taken apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal
from xml.etree.ElementTree import Element

from .html_tree import tag, text_of
from .model import Block, Blocks, Heading, Inlines, LineBreak, Listing, Paragraph, Remark, Span, Table, Text
from .walk import plain, walk

Align = Literal["", "left", "center", "right"]
Cell = tuple[Element | None, Blocks]
MOST_COLUMNS = 60
MERGED = Remark("unsure", "a table had merged cells", "the text is in the first of each; look it over")
JOINED = Remark("unsure", "cells of a table held paragraphs or lists", "they are joined by semicolons; look it over")
HEADLESS = Remark("unsure", "a table had no head", "its first row became the head; write the heads of the columns")


def table(element: Element, read: Callable[[Element], Blocks]) -> Blocks:
    """Return a table as blocks; `read` gives the blocks of a cell."""
    rows = _rows(element)
    caption = next((each for each in element if tag(each) == "caption"), None)
    notices: list[Block] = list(read(caption)) if caption is not None else []
    grid, merged = _grid(rows, read)
    width = max((len(row) for row in grid), default=0)
    if not any(text_of(each).strip() or list(each.iter("img")) for row in rows for each in row):
        return tuple(notices)
    if width < 2 or _lays_out(element, grid):
        return (*notices, *(block for row in grid for _, cell in row for block in cell))
    if merged:
        notices.append(MERGED)
    if any(_is_more_than_text(cell) for row in grid for _, cell in row):
        notices.append(JOINED)
    notices += [each for row in grid for _, cell in row for each in walk(cell) if isinstance(each, Remark)]
    lines = [tuple(flat(cell) for _, cell in row) + ((),) * (width - len(row)) for row in grid]
    headed = bool(rows) and (all(tag(cell) == "th" for cell in rows[0]) or _in_head(element, rows[0]))
    if not headed and _is_bold(lines[0]):
        headed = True
        lines[0] = tuple(_unbold(cell) for cell in lines[0])
    if not headed:
        notices.append(HEADLESS)
    return (*notices, Table(lines[0], tuple(lines[1:]), _align(grid, width)))


def flat(cell: Blocks) -> Inlines:
    """Return the blocks of a cell as one run of inline text."""
    found: Inlines = ()
    for block in walk(cell):
        if isinstance(block, Paragraph | Heading):
            run = tuple(Text(" ") if isinstance(each, LineBreak) else each for each in block.content)
            found = (*found, *((Text("; "),) if found else ()), *run)
    return found


def _rows(element: Element) -> list[list[Element]]:
    rows = []
    for child in element:
        if tag(child) == "tr":
            rows.append([cell for cell in child if tag(cell) in ("td", "th")])
        elif tag(child) in ("thead", "tbody", "tfoot"):
            rows += _rows(child)
    return [row for row in rows if row]


def _in_head(element: Element, row: list[Element]) -> bool:
    head = next((each for each in element if tag(each) == "thead"), None)
    return head is not None and any(cell in list(line) for line in head for cell in row)


def _grid(rows: list[list[Element]], read: Callable[[Element], Blocks]) -> tuple[list[list[Cell]], bool]:
    """Return the cells in their places, merged ones as one cell and empty ones; whether there were such."""
    grid: list[dict[int, Cell]] = [{} for _ in rows]
    merged = False
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in grid[number]:
                column += 1
            wide, high = _count(cell, "colspan"), _count(cell, "rowspan")
            merged = merged or wide > 1 or high > 1
            for down in range(min(high, len(rows) - number)):
                for right in range(wide):
                    grid[number + down][column + right] = (cell, read(cell)) if not down and not right else (None, ())
            column += wide
    return [[row.get(column, (None, ())) for column in range(max(row, default=-1) + 1)] for row in grid], merged


def _count(cell: Element, name: str) -> int:
    text = cell.get(name, "1").strip()
    return max(1, min(int(text), MOST_COLUMNS)) if text.isdecimal() else 1


def _lays_out(element: Element, grid: list[list[Cell]]) -> bool:
    """Whether a table is there for the layout: it holds tables or headings, or is marked so."""
    inside = any(each is not element and tag(each) == "table" for each in element.iter())
    headings = any(isinstance(block, Heading) for row in grid for _, cell in row for block in walk(cell))
    return inside or headings or element.get("role") == "presentation"


def _is_more_than_text(cell: Blocks) -> bool:
    texts = [block for block in cell if not isinstance(block, Remark)]
    return len(texts) > 1 or any(isinstance(block, Listing) for block in cell)


def _is_bold(row: tuple[Inlines, ...]) -> bool:
    """Whether every cell of a row is bold, as people write heads."""
    return any(plain(cell).strip() for cell in row) and all(
        all(isinstance(each, Span) and each.style == "strong" for each in cell if plain([each]).strip()) for cell in row
    )


def _unbold(cell: Inlines) -> Inlines:
    return tuple(inner for each in cell for inner in (each.content if isinstance(each, Span) else (each,)))


def _align(grid: list[list[Cell]], width: int) -> tuple[Align, ...]:
    """Return how most cells of each column stand."""
    found: list[Align] = []
    for column in range(width):
        seen = [_cell_align(row[column][0]) for row in grid if column < len(row) and row[column][0] is not None]
        found.append(max(("", "left", "center", "right"), key=lambda each: (seen.count(each), each == "")))
    return tuple(found)


def _cell_align(cell: Element | None) -> Align:
    rules = (cell.get("style", "") if cell is not None else "").replace(" ", "").lower()
    written = (cell.get("align", "") if cell is not None else "").lower()
    for each in ("left", "center", "right"):
        if f"text-align:{each}" in rules or written == each:
            return each
    return ""
