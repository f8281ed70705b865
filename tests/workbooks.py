"""XLSX and ODS files for tests, written part by part, so that a test can put in what programs leave there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"
HIDDEN, UNSEEN = ' hidden="1"', ' state="hidden"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """An archive with these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def letters(position: int) -> str:
    """The name of a column, from 0: A, B, ..., Z, AA."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell(at: str, value: object) -> str:
    """A cell of a sheet: a number, or a text."""
    if isinstance(value, (int, float)):
        return f'<c r="{at}"><v>{value}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def sheet_xml(rows: Sequence[Sequence[object]], hidden: Sequence[int] = (), below: str = "") -> str:
    """A sheet; `below` follows its rows."""
    found = []
    for number, values in enumerate(rows, 1):
        cells = "".join(cell(f"{letters(at)}{number}", value) for at, value in enumerate(values) if value != "")
        found.append(
            f'<row r="{number}"{" hidden=" + chr(34) + "1" + chr(34) if number in hidden else ""}>{cells}</row>'
        )
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{"".join(found)}</sheetData>{below}</worksheet>'


def xlsx(sheets: Mapping[str, str], hidden: Sequence[str] = (), more: Mapping[str, bytes] = {}) -> bytes:
    """A workbook with these sheets, each as XML."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="r{at}"{UNSEEN if name in hidden else ""}/>'
        for at, name in enumerate(sheets, 1)
    )
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    types = '<Default Extension="xml" ContentType="application/xml"/>'
    start = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{start}</Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
            **{f"xl/worksheets/sheet{at}.xml": xml for at, xml in enumerate(sheets.values(), 1)},
            **more,
        }
    )


def ods(rows: Sequence[Sequence[object]], repeated: str = "") -> bytes:
    """A spreadsheet of OpenDocument with one sheet; `repeated` is an attribute of every cell."""

    def one(value: object) -> str:
        if isinstance(value, (int, float)):
            return f'<table:table-cell office:value-type="float" office:value="{value}" {repeated}/>'
        if value == "":
            return "<table:table-cell/>"
        text = f"<text:p>{escape(str(value))}</text:p>"
        return f'<table:table-cell office:value-type="string" {repeated}>{text}</table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(one, row))}</table:table-row>" for row in rows)
    names = "".join(f' xmlns:{short}="{OPEN}:{short}:1.0"' for short in ("office", "table", "text"))
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{OPEN}:manifest:1.0"/>',
            "content.xml": f"<office:document-content{names}><office:body><office:spreadsheet>"
            f'<table:table table:name="Clients">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )
