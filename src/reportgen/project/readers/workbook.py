"""The sheets of a workbook (XLSX, ODS), after a look at its parts for what is hidden or too large."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import date, datetime, time, timedelta

from .table import MAX_BYTES, MAX_ROWS, Fault, Row, Sheet, refusal, stored_number

MAX_UNPACKED = 400_000_000
MAX_RATIO = 200
RATIO_FROM = 20_000_000
"""Unpacked bytes below which a high ratio is harmless: text packs well."""
MAX_COLUMNS = 1_000
MAX_CELLS = 6_000_000
REFERENCE = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
HIDDEN_ROW = re.compile(rb'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
FORMULA = re.compile(
    rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
ERROR = re.compile(rb'<c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>.*?<v>([^<]*)</v>')
REPEATED = re.compile(rb'<table:table-cell\b(?=[^>]*value-type)[^>]*number-columns-repeated="(\d{4,})"')
REPEATED_ROW = re.compile(
    rb'<table:table-row\b[^>]*number-rows-repeated="(\d{4,})"[^>]*>(?:(?!</table:table-row>).)*?value-type', re.S
)
MERGED = Fault("is merged with another", "split the cell, and write the value in each row")


def workbook_sheets(raw: bytes, path: str) -> list[Sheet]:
    """Return the visible sheets that are not empty.  Raises ProblemError if it is too large, locked, or damaged.

    Whole numbers are written without decimals, times as ISO writes them.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum, XmlError, ZipError

    parts, notices = _parts(raw, path)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        hidden = [sheet.name for sheet in book.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible]
        found = []
        for at, name in enumerate(book.sheet_names):
            if name in hidden:
                continue
            sheet = book.get_sheet_by_name(name)
            xml = parts[at] if at < len(parts) else b""
            rows = [[_text(cell) for cell in cells] for cells in sheet.iter_rows()]
            merged = [each for each in sheet.merged_cell_ranges or [] if each[0] != each[1]]
            found.append(_sheet(path, name, rows, xml, merged))
    except PasswordError:
        raise refusal(path, "the file is locked with a password", "save it without a password") from None
    except (CalamineError, XmlError, ZipError, ValueError):
        raise refusal(path, "the workbook is damaged", "open it in a spreadsheet and save it once more") from None
    found = [sheet for sheet in found if sheet.rows]
    if not found:
        raise refusal(path, "the workbook has no visible sheet with rows", "show the sheet, or fill it in")
    if hidden:
        notices = (*notices, f"hidden sheets were left out: {', '.join(hidden)}")
    return [Sheet(path, each.rows, each.name, (*notices, *each.notices), each.faults) for each in found]


def _sheet(
    path: str, name: str, rows: list[list[str]], xml: bytes, merged: list[tuple[tuple[int, int], tuple[int, int]]]
) -> Sheet:
    """Return one sheet; hidden rows are left out, cells without a usable value are noted."""
    hidden = {int(number) for number in HIDDEN_ROW.findall(xml)}
    numbered = [Row(number, cells) for number, cells in enumerate(rows, start=1) if any(map(str.strip, cells))]
    notices = [f"hidden rows were left out: {_listed(sorted(hidden))}"] if hidden else []
    if merged:
        notices.append(f"{len(merged)} merged cells: only the first cell of each has the value")
    faults = {}
    for column, number in FORMULA.findall(xml):
        fault = Fault("holds a formula that was never computed", "open the file in a spreadsheet and save it")
        faults[int(number), _position(column)] = fault
    for column, number, error in ERROR.findall(xml):
        fault = Fault(f"holds the error {error.decode()}", "correct the formula, or write the value")
        faults[int(number), _position(column)] = fault
    for (top, left), (bottom, right) in merged:
        for line in range(top + 1, bottom + 2):
            for at in range(left, right + 1):
                if (line, at) != (top + 1, left) and bottom > top:
                    faults[line, at] = Fault(
                        "is merged with another", "split the cell, and write the value in each row"
                    )
    kept = tuple(row for row in numbered if row.line not in hidden)
    return Sheet(path, kept, name, tuple(notices), faults)


def _parts(raw: bytes, path: str) -> tuple[list[bytes], tuple[str, ...]]:
    """Return the XML of each sheet of an XLSX file, in order, and what is to be told.

    Raises ProblemError if the file unpacks to too much, is locked, or a cell is far out.
    """
    if len(raw) > MAX_BYTES:
        raise refusal(path, f"the file is larger than {MAX_BYTES:,} bytes", "split it")
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        entries = archive.infolist()
        total = sum(entry.file_size for entry in entries)
        if total > MAX_UNPACKED or (total > RATIO_FROM and total > MAX_RATIO * len(raw)):
            message = f"the file of {len(raw):,} bytes would unpack to {total:,}, far more than a table holds"
            raise refusal(path, message, "copy the cells into a new workbook")
        if any(entry.flag_bits & 1 for entry in entries):
            raise refusal(path, "the file is locked with a password", "save it without a password")
        names = [entry.filename for entry in entries]
        macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        order = sorted((name for name in names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)), key=_number)
        parts = [archive.read(name) for name in order]
        for xml in parts:
            _refuse_far_cells(xml, path)
        if "content.xml" in names:
            _refuse_repeats(archive.read("content.xml"), path)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, zlib.error):
        raise refusal(path, "the workbook is damaged", "open it in a spreadsheet and save it once more") from None
    return parts, ("the macros of the file were not run",) if macros else ()


def _refuse_far_cells(xml: bytes, path: str) -> None:
    """Raise ProblemError if the sheet would need far more cells than are filled."""
    rows = columns = 0
    farthest = ""
    for found in REFERENCE.finditer(xml):
        column, row = _position(found[1]) + 1, int(found[2])
        if row > rows or column > columns:
            rows, columns = max(rows, row), max(columns, column)
            farthest = (found[1] + found[2]).decode()
    if rows > MAX_ROWS + 1 or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        hint = f"delete it; at most {MAX_ROWS:,} rows and {MAX_COLUMNS:,} columns are read"
        raise refusal(path, f"the cell {farthest} is far out", hint)


def _refuse_repeats(xml: bytes, path: str) -> None:
    """Raise ProblemError if an OpenDocument sheet repeats a filled cell or row very often."""
    counts = [int(number) for number in (*REPEATED.findall(xml), *REPEATED_ROW.findall(xml))]
    if counts and max(counts) > MAX_COLUMNS:
        raise refusal(path, f"a filled cell is repeated {max(counts):,} times", "delete the repeated cells")


def _number(name: str) -> int:
    return int(re.sub(r"\D", "", name))


def _position(column: bytes) -> int:
    """Return the position of a column such as AB, from 0."""
    position = 0
    for letter in column:
        position = position * 26 + letter - 64
    return position - 1


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:5]))
    return shown + (f" and {len(numbers) - 5} more" if len(numbers) > 5 else "")


def _text(cell: object) -> str:
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else stored_number(repr(cell))
        case datetime():
            return cell.isoformat(" ") if cell.time() != time.min else cell.date().isoformat()
        case date() | time():
            return cell.isoformat()
        case timedelta():
            seconds = int(cell.total_seconds())
            return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return str(cell)
