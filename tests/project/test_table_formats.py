"""The formats of tables: the same records from each, and an exact message for each file that cannot be used."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportgen.problems import ProblemError
from reportgen.project.readers.tables import is_table, sheets, table
from workbooks import ods, sheet_xml, xlsx

ROWS = (("id", "name", "profile.users"), ("alder", "Alder & Söhne", "7"), ("birch", "Birch", "12"))
TEXT = "\n".join(",".join(row) for row in ROWS) + "\n"
CELL = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\ufeff\ufffe\uffff"), max_size=12
)
WORD = CELL.map(lambda text: text.strip()).filter(lambda text: not text.startswith("#"))
TABLES = st.lists(WORD.filter(bool), min_size=2, max_size=5, unique=True).flatmap(
    lambda head: st.tuples(
        st.just(head),
        st.lists(
            st.lists(WORD, min_size=len(head), max_size=len(head)).filter(lambda row: sum(map(bool, row)) > 0),
            min_size=1,
            max_size=6,
        ),
    )
)


def as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue().encode()


def as_sqlite(rows: list[list[str]]) -> bytes:
    database = sqlite3.connect(":memory:")
    database.execute(f"create table clients ({', '.join(f'c{at}' for at in range(len(rows[0])))})")
    for at, name in enumerate(rows[0]):
        quoted = '"' + name.replace('"', '""') + '"'
        database.execute(f"alter table clients rename column c{at} to {quoted}")
    marks = ", ".join("?" for _ in rows[0])
    database.executemany(f"insert into clients values ({marks})", rows[1:])
    database.commit()
    return database.serialize()


def written(rows: list[list[str]]) -> dict[str, bytes]:
    """A table in every format."""
    objects = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    return {
        "t.csv": as_csv(rows),
        "t.tsv": as_csv(rows).replace(b'","', b'"\t"'),
        "t.json": json.dumps(objects).encode(),
        "t.jsonl": "".join(json.dumps(each) + "\n" for each in objects).encode(),
        "t.xlsx": xlsx({"Clients": sheet_xml(rows)}),
        "t.ods": ods(rows),
        "t.sqlite": as_sqlite(rows),
    }


def test_every_format_gives_the_same_records() -> None:
    wanted = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    for path, raw in written([list(row) for row in ROWS]).items():
        assert [dict(record.data) for record in table(raw, path).records()] == wanted, path
        assert is_table(path.upper())


def test_what_stands_in_quotation_marks_separates_nothing() -> None:
    (record,) = table(b'"id","name"\r\n"alder","Alder; Birch; Cedar; Co"\r\n', "clients.csv").records()
    assert record.data == {"id": "alder", "name": "Alder; Birch; Cedar; Co"}


@settings(max_examples=60, deadline=None)
@given(TABLES)
@example((["0", "1"], [[";", ";"]]))
def test_a_table_that_was_written_is_read_back(made: tuple[list[str], list[list[str]]]) -> None:
    head, body = made
    wanted = [{name: cell for name, cell in zip(head, row, strict=True) if cell} for row in body]
    for path, raw in {
        "t.csv": as_csv([head, *body]),
        "t.xlsx": xlsx({"Clients": sheet_xml([head, *body])}),
        "t.ods": ods([head, *body]),
        **({"t.sqlite": as_sqlite([head, *body])} if len({name.lower() for name in head}) == len(head) else {}),
    }.items():
        found = [dict(record.data) for record in table(raw, path).records()]
        assert found == wanted, path


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_first_bytes_show_the_encoding(encoding: str) -> None:
    assert table(TEXT.replace(",", "\t").encode(encoding), "t.csv").records()[0].data["name"] == "Alder & Söhne"


def test_another_encoding_is_named() -> None:
    assert table(TEXT.encode("cp1252"), "t.csv", "cp1252").records()[0].data["name"] == "Alder & Söhne"


def test_a_title_above_the_names_and_the_line_of_the_separator_are_passed_over() -> None:
    text = "sep=;\nProspects of May;;\n;;\n" + TEXT.replace(",", ";")
    found = table(text.encode(), "t.csv")
    assert found.header == ROWS[0]
    assert [row.line for row in found.rows] == [5, 6]


def test_numbers_of_a_workbook_are_written_plainly() -> None:
    rows = [["id", "a", "b", "c"], ["alder", 12, 0.1, 1200000]]
    for path, raw in {"t.xlsx": xlsx({"S": sheet_xml(rows)}), "t.ods": ods(rows)}.items():
        assert table(raw, path).rows[0].cells == ["alder", "12", "0.1", "1200000"], path


def test_what_is_hidden_is_left_out_and_told() -> None:
    rows = [["id", "name"], ["alder", "Alder"], ["birch", "Birch"]]
    raw = xlsx(
        {"Clients": sheet_xml(rows, hidden=[3]), "Old": sheet_xml(rows)},
        hidden=["Old"],
        more={"xl/vbaProject.bin": b""},
    )
    (sheet,) = sheets(raw, "t.xlsx")
    assert [row.line for row in sheet.rows] == [1, 2]
    assert sheet.notices == (
        "the macros of the file were not run",
        "hidden sheets were left out: Old",
        "hidden rows were left out: 3",
    )


def far(at: str) -> bytes:
    return xlsx({"S": f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
                 f'<row><c r="A1" t="inlineStr"><is><t>id</t></is></c></row><row><c r="{at}"><v>1</v></c></row>'
                 "</sheetData></worksheet>"})  # fmt: skip


FORMULA = sheet_xml([["id", "users"]], below="").replace(
    "</sheetData>",
    '<row r="2"><c r="A2" t="inlineStr"><is><t>alder</t></is></c><c r="B2"><f>1+1</f></c></row></sheetData>',
)
ERROR = FORMULA.replace('<c r="B2"><f>1+1</f></c>', '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
MERGED = sheet_xml(
    [["id", "users"], ["alder", 4], ["birch", ""]], below='<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PASSWORD = OLE + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("path", "raw", "message"),
    [
        ("t.csv", b"", "t.csv: the file is empty\n    save or export the table once more"),
        (
            "t.csv",
            b"\x89PNG\r\n\x1a\n...",
            "t.csv: the file is a picture (PNG), not a table\n    export the table itself",
        ),
        ("t.csv", b"id,name\na,\xff\n", "t.csv:2: not UTF-8 text\n    save the file as UTF-8"),
        ("t.csv", b"id,name\na,b,c\n", "t.csv:2: the row has 3 cells, the header 2"),
        ("t.csv", b"id,name,name\n", "t.csv:1: the column 'name' appears twice"),
        ("t.csv", b"id,,name\n", "t.csv:1: column 2 has no name"),
        (
            "t.csv",
            b'id,name\na,"' + b"x" * 200_000,
            "t.csv:2: a cell is longer than 10,000 characters; a quotation mark may not be closed",
        ),
        ("t.csv", b"id,name\na," + b"x" * 10_001, "t.csv:2: the cell 'name' is longer than 10,000 characters"),
        (
            "t.xlsx",
            OLE,
            "t.xlsx: the file is in the format of Excel 97 to 2003\n    open it in a spreadsheet and save it as .xlsx",
        ),
        ("t.xlsx", PASSWORD, "t.xlsx: the file is locked with a password\n    save it without a password"),
        (
            "t.xlsx",
            b"id,name",
            "t.xlsx: the file is not what its ending .xlsx says\n    save or export the table once more",
        ),
        (
            "t.xlsx",
            b"PK\x03\x04rest",
            "t.xlsx: the workbook is damaged\n    open it in a spreadsheet and save it once more",
        ),
        (
            "t.xlsx",
            far("XFD1048576"),
            "t.xlsx: the cell XFD1048576 is far out\n    delete it; at most 200,000 rows and 1,000 columns are read",
        ),
        (
            "t.xlsx",
            xlsx({"S": FORMULA}),
            "t.xlsx:2: the cell 'users' holds a formula that was never computed\n"
            "    open the file in a spreadsheet and save it",
        ),
        (
            "t.xlsx",
            xlsx({"S": ERROR}),
            "t.xlsx:2: the cell 'users' holds the error #DIV/0!\n    correct the formula, or write the value",
        ),
        (
            "t.xlsx",
            xlsx({"S": MERGED}),
            "t.xlsx:3: the cell 'users' is merged with another\n    split the cell, and write the value in each row",
        ),
        (
            "t.xlsx",
            xlsx({"S": sheet_xml([["id"]])}, more={"xl/media/a": b"\0" * 30_000_000}),
            "t.xlsx: the file of .* bytes would unpack to .*, far more than a table holds\n"
            "    copy the cells into a new workbook",
        ),
        (
            "t.ods",
            ods([["id", "a"], ["x", "y"]], 'table:number-columns-repeated="16000"'),
            "t.ods: a filled cell is repeated 16,000 times\n    delete the repeated cells",
        ),
        (
            "t.json",
            b'{"id": 1}',
            't.json: not a list of objects\n    write it like [{"id": "harbor-dental"}]',
        ),
        ("t.json", b'[{"id": 1,}]', "t.json:1: not JSON: .*\n    write it like .*"),
        ("t.json", b'[{"id": 1, "id": 2}]', "t.json: the name 'id' appears twice\n    write it like .*"),
        ("t.jsonl", b'{"id": 1}\n\n7\n', "t.jsonl:3: not a JSON object\n    write it like .*"),
        ("t.sqlite", b"SQLite format 3\0nothing", "t.sqlite: the database cannot be read: .*\n    export it once more"),
    ],
)
def test_bad_files(path: str, raw: bytes, message: str) -> None:
    with pytest.raises(ProblemError) as caught:
        table(raw, path)
    pattern = re.escape(message).replace(r"\.\*", ".*")
    assert re.fullmatch(pattern, str(caught.value)), str(caught.value)
