"""Word documents made of their XML, for tests."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
ROOT = f"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>"""
STYLES = f"""<?xml version="1.0"?><w:styles {WORD}>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="House"><w:name w:val="House style"/></w:style></w:styles>"""
NUMBERS = f"""<?xml version="1.0"?><w:numbering {WORD}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
NOTES = f"""<?xml version="1.0"?><w:footnotes {WORD}>
<w:footnote w:id="2"><w:p><w:r><w:t>Made up.</w:t></w:r></w:p></w:footnote></w:footnotes>"""
LINKED = f"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="s" Type="{RELATIONS}/styles" Target="styles.xml"/>
<Relationship Id="n" Type="{RELATIONS}/numbering" Target="numbering.xml"/>
<Relationship Id="f" Type="{RELATIONS}/footnotes" Target="footnotes.xml"/>
<Relationship Id="i" Type="{RELATIONS}/image" Target="media/image1.png"/>
<Relationship Id="l" Type="{RELATIONS}/hyperlink" Target="https://example.com/keys" TargetMode="External"/>
</Relationships>"""
CORE = """<?xml version="1.0"?><cp:coreProperties xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Vera Blum</dc:creator>
<dcterms:created>2026-02-20T10:00:00Z</dcterms:created></cp:coreProperties>"""


def paragraph(text: str, style: str = "", level: int | None = None, inside: str = "") -> str:
    """A paragraph's XML."""
    kind = f'<w:pStyle w:val="{style}"/>' if style else ""
    kind += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' if level is not None else ""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{kind}</w:pPr>{run}{inside}</w:p>"


def run(text: str, style: str = "") -> str:
    """A run's XML."""
    return f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def document(body: str, more: Mapping[str, bytes | str] | None = None) -> bytes:
    """A DOCX with that body."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": TYPES, "_rels/.rels": ROOT, "docProps/core.xml": CORE, "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERS, "word/footnotes.xml": NOTES, "word/_rels/document.xml.rels": LINKED,
        "word/document.xml": f'<?xml version="1.0"?><w:document {WORD} xmlns:r="{RELATIONS}">'
        f"<w:body>{body}</w:body></w:document>",
        **(more or {}),
    }  # fmt: skip
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def sample() -> bytes:
    """A document with headings, lists, a table, a footnote, a link, a picture and tracked changes."""
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Door", "Key"))
    more = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Front", "2"))
    body = (
        paragraph("Keys and who holds them", "Title")
        + paragraph("Every door has a key. ", inside=run("Somebody", "<w:b/>") + run(" holds it.")
                    + '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + paragraph("Doors", "H1")
        + paragraph("", inside='<w:hyperlink r:id="l"><w:r><w:t>The list</w:t></w:r></w:hyperlink>'
                    + run(" has ") + f'<w:ins w:id="1" w:author="x">{run("four")}</w:ins>'
                    + '<w:del w:id="2" w:author="x"><w:r><w:delText>three</w:delText></w:r></w:del>' + run(" doors."))
        + paragraph("front", level=0) + paragraph("main lock", level=1) + paragraph("back", level=0)
        + f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{more}</w:tr></w:tbl>"
        + paragraph("Who", "H2") + paragraph("In the style of the house.", "House")
    )  # fmt: skip
    return document(body, {"word/comments.xml": f'<w:comments {WORD}><w:comment w:id="1"/></w:comments>',
                           "word/header1.xml": f"<w:hdr {WORD}/>"})  # fmt: skip
