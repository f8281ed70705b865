"""SQLite: each table of a database is a sheet."""

from __future__ import annotations

import sqlite3

from ..table import MAX_BYTES, MAX_ROWS, Row, Sheet, refusal, stored_number, too_many_rows

TABLES = "select name from sqlite_schema where type = 'table' order by name"


def sheets(raw: bytes, path: str, encoding: str = "") -> list[Sheet]:
    """Return the tables of a database, the one named `clients` first; the line of a row is its place in the table.

    The database is read from memory.  Raises ProblemError if it is too large, damaged, or has no table.
    """
    if len(raw) > MAX_BYTES:
        raise refusal(path, f"the file is larger than {MAX_BYTES:,} bytes", "split it")
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(raw)
        names = [
            name for (name,) in database.execute("select name from sqlite_schema where type = 'table' order by name")
        ]
        found = [_sheet(database, path, name) for name in names if not name.startswith("sqlite_")]
    except sqlite3.Error as error:
        raise refusal(path, f"the database cannot be read: {error}", "export it once more") from None
    finally:
        database.close()
    if not found:
        raise refusal(path, "the database has no table", "put the clients into a table named `clients`")
    return sorted(found, key=lambda sheet: sheet.name != "clients")


def _sheet(database: sqlite3.Connection, path: str, name: str) -> Sheet:
    quoted = '"' + name.replace('"', '""') + '"'
    cursor = database.execute(f"select * from {quoted}")
    rows = [Row(1, [column[0] for column in cursor.description])]
    for line, cells in enumerate(cursor, start=1):
        if line > MAX_ROWS:
            raise too_many_rows(path, line)
        rows.append(Row(line, [_text(cell) for cell in cells]))
    return Sheet(path, tuple(row for row in rows if any(row.cells)), name)


def _text(cell: object) -> str:
    if isinstance(cell, bytes):
        return ""
    return "" if cell is None else stored_number(repr(cell)) if isinstance(cell, float) else str(cell)
