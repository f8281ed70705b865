"""ODS: the spreadsheets of LibreOffice and of programs that write OpenDocument."""

from __future__ import annotations

from ..table import Sheet
from ..workbook import workbook_sheets


def sheets(raw: bytes, path: str, encoding: str = "") -> list[Sheet]:
    """Return the visible sheets of a workbook.  Raises ProblemError if it is too large, locked or damaged."""
    return workbook_sheets(raw, path)
