"""A page of Notion, exported as Markdown: an id in the name, properties under the title, call-outs as aside."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

from ..markdown import call_out, read_markdown
from ..model import Block, Document, Paragraph, Picture
from ..source import Source
from ..walk import plain

_ID = re.compile(r"[ %]?(?:20)?([0-9a-f]{32})(?=\.|/|$|\))")
_PROPERTY = re.compile(r"^([A-Z][\w /&()-]{0,40}): (.+)$")
KNOWN = {"author", "authors", "tags", "date", "created", "created time", "published", "status", "last edited time",
         "description", "summary", "slug", "created by", "category", "categories"}  # fmt: skip


def recognise(source: Source) -> tuple[int, str]:
    """Return the certainty, from 0 to 100, that this is a page of Notion, and why."""
    if re.search(r" [0-9a-f]{32}$", source.stem) and source.text.lstrip().startswith("# "):
        return 90, "its name ends with an id of Notion"
    if "<aside>" in source.text and re.search(r"%20[0-9a-f]{32}", source.text):
        return 70, "it has call-outs and links of Notion"
    return 0, ""


def read(source: Source) -> list[Document]:
    """Return the page as one document."""
    title, fields, body, notices = _properties(source.text)
    if "created by" in fields and not fields.keys() & {"author", "authors"}:
        fields["author"] = fields["created by"]
    document = read_markdown(source, fields, body, prepare, title=title)
    status = fields.get("status", "").lower()
    draft = document.draft or status in ("draft", "in progress", "idea", "not started")
    return [
        replace(document, draft=draft, notices=(*document.notices, *notices), blocks=_without_twins(document.blocks))
    ]


def _properties(text: str) -> tuple[str, dict[str, str], str, tuple[str, ...]]:
    """Return the title, the properties below it, the rest, and which properties have no place here."""
    lines = text.lstrip("\ufeff\n").split("\n")
    title = lines.pop(0).removeprefix("# ").strip() if lines[0].startswith("# ") else ""
    while lines and not lines[0].strip():
        lines.pop(0)
    fields: dict[str, str] = {}
    while lines and (found := _PROPERTY.match(lines[0])):
        fields[found[1].lower()] = found[2].strip()
        lines.pop(0)
    unknown = sorted(fields.keys() - KNOWN)
    if fields and not fields.keys() & KNOWN:  # a first line such as "Note: ..." is text
        return title, {}, "\n".join([*(f"{key.capitalize()}: {value}" for key, value in fields.items()), *lines]), ()
    return title, fields, "\n".join(lines), (f"left out the properties {', '.join(unknown)}",) if unknown else ()


def prepare(text: str) -> str:
    """Return the text with Notion's marks as Markdown and elements."""
    return re.sub(r"<aside>\s*(.*?)\s*</aside>", lambda found: call_out(*_aside(found[1])), text, flags=re.S)


def _aside(text: str) -> tuple[str, str]:
    """Return the title and the text of a call-out, without the sign before it."""
    text = re.sub(r"\A(?:<img[^>]*>|[^\w\s<*\[(“\"]{1,4})\s*", "", text)
    return "", text


def _without_twins(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks without the lines that repeat a picture's caption."""
    found: list[Block] = []
    caption = ""
    for block in blocks:
        if isinstance(block, Paragraph) and caption and plain(block.content).strip() == caption:
            caption = ""
            continue
        picture = block.content[0] if isinstance(block, Paragraph) and len(block.content) == 1 else None
        caption = ""
        if isinstance(picture, Picture):
            caption = picture.alternative.strip()
            if unquote(picture.target).endswith(caption):
                caption = ""
        found.append(block)
    return tuple(found)


def without_id(name: str) -> str:
    """Return a file's name without the id that Notion adds."""
    return re.sub(r"(?: |%20|-)[0-9a-f]{32}(?=\.|$)", "", name)
