"""Markdown of MkDocs and its Material theme: admonitions, tabs, snippets, icons, keys."""

from __future__ import annotations

import re
from textwrap import dedent

from ..markdown import call_out, read_markdown, remark, split
from ..model import Document
from ..source import Source

_BLOCK = re.compile(
    r"^(?P<indent>[ \t]*)(?P<mark>!!!|\?\?\?\+?|===\+?!?)[ \t]+(?P<kind>[\w -]*?)[ \t]*(?P<title>\"[^\"\n]*\")?[ \t]*\n"
    r"(?P<body>(?:(?P=indent)(?:    |\t)[^\n]*(?:\n|\Z)|[ \t]*\n)*)",
    re.M,
)


def recognise(source: Source) -> tuple[int, str]:
    """Return the certainty, from 0 to 100, that this is of MkDocs, and why."""
    if re.search(r"^(!!!|\?\?\?\+?) \w|^=== \"", source.text, re.M):
        return 75, "it has admonitions (!!!) or tabs (===)"
    if re.search(r"^--8<-- |:(material|fontawesome|octicons)-[\w-]+:", source.text, re.M):
        return 70, "it has snippets or icons of Material for MkDocs"
    return 0, ""


def read(source: Source) -> list[Document]:
    """Return the page as one document."""
    fields, body = split(source)
    return [read_markdown(source, fields, body, prepare)]


def prepare(text: str) -> str:
    """Return the marks of MkDocs as Markdown and elements."""
    text = re.sub(r"<!--.*?-->|^\[TOC\][ \t]*$", "", text, flags=re.S | re.M)
    text = re.sub(
        r"^--8<--[ \t]+\"?([^\"\n]+)\"?.*$",
        lambda found: remark("left out", f"the file {found[1]}", "import it too"),
        text,
        flags=re.M,
    )
    text = re.sub(r":(?:material|fontawesome|octicons|simple)-[\w-]+:(?:\{[^}\n]*\})?", "", text)
    text = re.sub(
        r"\+\+(\w[\w-]{0,30}(?:\+\w[\w-]{0,30}){0,4})\+\+",
        lambda found: "+".join(f"`{part.capitalize()}`" for part in found[1].split("+")),
        text,
    )
    text = re.sub(r"==([^=\n]{1,500})==", r"**\1**", text)
    while (changed := _BLOCK.sub(_block, text)) != text:
        text = changed
    return re.sub(r"^\*\[[^\]]+\]:.*$", "", text, flags=re.M)


def _block(found: re.Match[str]) -> str:
    body = dedent(found["body"].expandtabs(4))
    title = (found["title"] or "").strip('"')
    if found["mark"].startswith("==="):
        return f"\n\n**{title}**\n\n{body}\n\n"
    kind = found["kind"].split(" ")[0]
    return call_out(title or ("" if found["title"] else kind.capitalize()), body)
