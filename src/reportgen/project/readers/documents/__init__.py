"""Formats with one record in each file, one module a format: NAME.py defines `read(raw, path)` for .NAME files."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from ...endings import ending
from ..record import Record

SUFFIXES = tuple(sorted(f".{module.name}" for module in iter_modules(__path__)))


def read(raw: bytes, path: str) -> Record:
    """Return the record in a file whose suffix is one of SUFFIXES.  Raises ProblemError as the reader does."""
    suffix = ending(path).removeprefix(".")
    record: Record = import_module(f"{__name__}.{suffix}").read(raw, path)  # loaded here: PyYAML takes 8 ms
    return record
