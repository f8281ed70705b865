"""Formats with one record in each row, one module a format: NAME.py defines `table(raw, path)` for .NAME files."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from ..table import Table

SUFFIXES = tuple(sorted(f".{module.name}" for module in iter_modules(__path__)))


def table(raw: bytes, path: str) -> Table:
    """Return the rows of a file; an unknown suffix is read as CSV.  Raises ProblemError as the reader does."""
    suffix = path.rpartition(".")[2] if path.endswith(SUFFIXES) else "csv"
    found: Table = import_module(f"{__name__}.{suffix}").table(raw, path)
    return found
