"""Formats with one record in each row, one module a format: NAME.py defines `sheets(raw, path, encoding)`.

`sheets` returns the sheets of a .NAME file with every cell as text; a format without sheets returns one.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from ..table import Sheet, Table, refusal, table_of

SUFFIXES = tuple(sorted(f".{module.name}" for module in iter_modules(__path__)))
REFUSED = {
    ".xls": ("is in the format of Excel 97 to 2003", "open it in a spreadsheet and save it as .xlsx"),
    ".xlsb": ("is a binary workbook", "open it in a spreadsheet and save it as .xlsx"),
    ".xlsm": ("is a workbook with macros, which are never run", "save it as .xlsx, without the macros"),
    ".numbers": ("is a document of Numbers", "export it as .xlsx or .csv"),
}
"""The endings of spreadsheets that cannot be read: what each is, and what to do."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KINDS = {
    b"\x89PNG\r\n\x1a\n": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"%PDF": "a PDF",
}


def table(raw: bytes, path: str, encoding: str = "") -> Table:
    """Return the rows of the first sheet of a file.  Raises ProblemError with every row that does not fit."""
    return table_of(sheets(raw, path, encoding)[0])


def sheets(raw: bytes, path: str, encoding: str = "") -> list[Sheet]:
    """Return the sheets of a file; what its bytes show counts for more than its ending, else it is read as CSV.

    Raises ProblemError if it is empty, locked, no table, or the reader refuses it.
    """
    if not raw.strip():
        raise refusal(path, "the file is empty", "save or export the table once more")
    found: list[Sheet] = import_module(f"{__name__}.{_format(raw, path)}").sheets(raw, path, encoding)
    return found


def is_table(path: str) -> bool:
    """Return whether the ending of a path, in any letter case, is that of a table."""
    return path.lower().endswith(SUFFIXES)


def _format(raw: bytes, path: str) -> str:
    ending = "." + path.lower().rpartition(".")[2]
    if raw.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise refusal(path, "the file is locked with a password", "save it without a password")
        raise refusal(path, "the file " + REFUSED[".xls"][0], REFUSED[".xls"][1])
    if raw.startswith(b"PK\x03\x04"):
        return "ods" if b"opendocument.spreadsheet" in raw[:200] else "xlsx"
    if raw.startswith(b"SQLite format 3\0"):
        return "sqlite"
    if kind := next((kind for magic, kind in KINDS.items() if raw.startswith(magic)), ""):
        raise refusal(path, f"the file is {kind}, not a table", "export the table itself")
    if ending in (".xlsx", ".ods", ".sqlite"):
        raise refusal(path, f"the file is not what its ending {ending} says", "save or export the table once more")
    return ending.removeprefix(".") if ending in SUFFIXES else "csv"
