"""Markdown of no particular product, with or without front matter."""

from __future__ import annotations

from ..markdown import MARKDOWN, read_markdown, split
from ..model import Document
from ..source import Source


def recognise(source: Source) -> tuple[int, str]:
    """Return the certainty, from 0 to 100, that this is Markdown, and why."""
    if source.text.lstrip("\ufeff \n").startswith("---\n") and "\n---" in source.text[4:]:
        return 30, "it begins with front matter"
    marks = len(MARKDOWN.findall(source.text))
    ending = source.name.lower().endswith((".md", ".markdown", ".mdx"))
    if ending or (marks > 2 and ("\n#" in source.text or source.text.startswith("#"))):
        return 20, "its name ends like Markdown" if ending else f"it has {marks} marks of Markdown"
    return 0, ""


def read(source: Source) -> list[Document]:
    """Return the file as one document."""
    fields, body = split(source)
    return [read_markdown(source, fields, body)]
