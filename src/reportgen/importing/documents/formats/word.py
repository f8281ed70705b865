"""A document of Word (DOCX), read by mammoth: styles become headings, lists, tables and notes."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

from ..dates import read_date
from ..extras import optional
from ..html_body import read_tree
from ..html_tree import tree
from ..model import Document
from ..page import without_title
from ..source import Source, picture_kind, refusal

STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Code'] => pre:separator('\\n')
r[style-name='Code'] => code
b => strong
strike => s
comment-reference => !
"""
CORE = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "author": "{http://purl.org/dc/elements/1.1/}creator",
    "description": "{http://purl.org/dc/elements/1.1/}description",
    "created": "{http://purl.org/dc/terms/}created",
    "language": "{http://purl.org/dc/elements/1.1/}language",
}
PARTS = {
    "word/vbaProject.bin": "left out the macros",
    "word/charts/chart1.xml": "left out charts: draw them anew, or save them as pictures",
    "word/diagrams/data1.xml": "left out drawings (SmartArt): save them as pictures",
}


def recognise(source: Source) -> tuple[int, str]:
    """Return the certainty, from 0 to 100, that this is a Word document, and why."""
    return (100, "the archive holds word/document.xml") if "word/document.xml" in source.files else (0, "")


def read(source: Source) -> list[Document]:
    """Return the document as Word shows it with all tracked changes accepted."""
    xml = source.files["word/document.xml"]()
    if b"<!DOCTYPE" in xml[:2000] or b"<!ENTITY" in xml[:2000]:
        raise refusal(source.name, "the document declares entities, which Word never does", "save it once more in Word")
    mammoth = optional("mammoth", "to read Word documents")
    pictures: dict[str, bytes] = {}

    def keep(image: Any) -> dict[str, str]:
        with image.open() as file:
            content = file.read()
        name = f"picture-{len(pictures) + 1}{picture_kind(content) or '.' + image.content_type.rpartition('/')[2]}"
        pictures[name] = content
        return {"src": name}

    try:
        result = mammoth.convert_to_html(
            BytesIO(source.content), style_map=STYLES, convert_image=mammoth.images.img_element(keep)
        )
    except (KeyError, ValueError, ElementTree.ParseError, AttributeError, OSError) as error:
        raise refusal(
            source.name, f"the document cannot be read: {error}", "open it in Word and save it once more"
        ) from None
    except Exception as error:  # mammoth reads with expat, whose error is of no public type
        if type(error).__module__.startswith(("xml", "mammoth")):
            raise refusal(source.name, f"the document cannot be read: {error}", "save it once more in Word") from None
        raise
    found, notes = read_tree(tree(result.value))
    document = Document(name=source.name, title="", blocks=found, notes=notes, pictures=pictures)
    return [without_title(_described(document, source, xml, result.messages))]


def _described(document: Document, source: Source, xml: bytes, messages: list[Any]) -> Document:
    """Return the document with its properties, and what of it was not taken over."""
    core = _core(source)
    notices = [text for part, text in PARTS.items() if part in source.files]
    inserted, deleted = len(re.findall(rb"<w:ins[ >]", xml)), len(re.findall(rb"<w:del[ >]", xml))
    if inserted or deleted:
        notices.append(f"accepted the tracked changes: {inserted} insertions, {deleted} deletions")
    if comments := len(
        re.findall(
            rb"<w:comment[ >]", source.files["word/comments.xml"]() if "word/comments.xml" in source.files else b""
        )
    ):
        notices.append(f"left out the comments of reviewers ({comments})")
    if any(re.fullmatch(r"word/(header|footer)\d+\.xml", name) for name in source.files):
        notices.append("left out headers and footers of the pages")
    unknown = sorted({name for message in messages if (name := _style(str(message.message)))})
    if unknown:
        notices.append(f"read these styles of Word as plain text: {', '.join(unknown)}")
    date = read_date(core.get("created", ""))
    unsure = {"date": "the day on which the Word document was created"} if date else {}
    author = core.get("author", "")
    return replace(
        document,
        title=core.get("title", ""),
        description=core.get("description", ""),
        authors=(author,) if author else (),
        date=date,
        language=core.get("language", ""),
        notices=tuple(notices),
        unsure=unsure,
    )


def _style(message: str) -> str:
    found = re.match(r"Unrecognised (?:paragraph|run) style: '?(.*?)'? \(Style ID", message)
    return found[1] if found else ""


def _core(source: Source) -> dict[str, str]:
    """Return what the properties of the document say."""
    if "docProps/core.xml" not in source.files:
        return {}
    raw = source.files["docProps/core.xml"]()
    if b"<!" in raw:
        return {}
    try:
        root = ElementTree.fromstring(raw)
    except ElementTree.ParseError:
        return {}
    return {name: (root.findtext(path) or "").strip() for name, path in CORE.items()}
