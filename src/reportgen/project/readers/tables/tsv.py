"""TSV: cells separated by tabs."""

from __future__ import annotations

from ..table import Sheet
from . import csv


def sheets(raw: bytes, path: str, encoding: str = "") -> list[Sheet]:
    """Return the rows of a file as one sheet.  Raises ProblemError as the reader of CSV does."""
    return csv.sheets(raw, path, encoding, "\t")
