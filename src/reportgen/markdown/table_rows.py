"""Rows of a table that have more or fewer cells than its head: what is too much would be dropped without a word."""

from __future__ import annotations

from typing import Final

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, table

from .jinja_tags import MARK
from .state import Session, session

_BREAKS: Final = "write \\| for a bar inside a cell, in code as well; a blank line ends the table"


def checked_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table as GitHub does, and notes each row that does not have the cells of its head."""
    if not table(state, start, end, silent):
        return False
    if not silent:
        heads = len(_cells(state, start))
        for line in range(start + 2, state.line):
            cells = _cells(state, line)
            if len(cells) != heads and not _is_statement(cells[0] if cells else "", session(state.env)):
                _note(state, line, len(cells), heads)
    return True


def _is_statement(cell: str, found: Session) -> bool:
    """Whether a cell is nothing but statements and comments: `tree` looks at its row."""
    tags = found.tags.of(cell)
    return bool(tags) and not MARK.sub("", cell).strip() and all(tag.kind in ("statement", "comment") for tag in tags)


def _cells(state: StateBlock, line: int) -> list[str]:
    """Return the cells of a row, as the rule for tables splits it."""
    cells = escapedSplit(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip())
    return cells[cells[:1] == [""] : len(cells) - (len(cells) > 1 and cells[-1] == "")]


def _note(state: StateBlock, line: int, cells: int, heads: int) -> None:
    found = session(state.env)
    message = f"the row has {_counted(cells)}, the head of its table {_counted(heads)}"
    found.problem(message, found.line(line), _BREAKS)


def _counted(cells: int) -> str:
    return f"{cells} cell" + ("" if cells == 1 else "s")
