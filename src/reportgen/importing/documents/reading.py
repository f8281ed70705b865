"""A source to the documents in it; an archive is read as the files that it holds."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

from . import formats
from .linking import Found
from .model import Document
from .source import Source, open_source, refusal

TEXTS = (".md", ".markdown", ".mdx", ".qmd", ".html", ".htm")


def read_source(source: Source, name: str) -> list[Found]:
    """Return the documents, each with what reads the files beside it.  Raises ProblemError if it cannot be read."""
    try:
        documents = formats.read(source, name)
    except RecursionError:
        raise refusal(source.name, "nested too deeply to read", "save it anew, or paste its text") from None
    found = [
        _dated(replace(each, notices=tuple(dict.fromkeys((*source.notices, *each.notices)))), source)
        for each in documents
    ]
    for document in found:
        if not document.blocks:
            raise refusal(
                source.name, "no text was found in it", "open it and see whether it shows any; paste the text otherwise"
            )
    return [Found(each, source.beside) for each in found]


def _dated(document: Document, source: Source) -> Document:
    """Return the document, with the day on which its file was changed where it names no date."""
    if document.date or not source.modified:
        return document
    reason = f"the source has {document.unsure['date']}" if "date" in document.unsure else "the document names none"
    unsure = {**document.unsure, "date": f"{reason}; this is the day on which the file was changed"}
    return replace(document, date=source.modified, unsure=unsure)


def members(source: Source) -> list[Source]:
    """Return the documents in an archive of several (an export of Notion); empty for other files."""
    if not source.files or "word/document.xml" in source.files:
        return []
    found = []
    for name in sorted(source.files):
        if name.lower().endswith(TEXTS) and not name.startswith(("__MACOSX", ".")):
            found.append(open_source(name, source.files[name](), _inside(source, name), modified=source.modified))
    return found


def _inside(source: Source, name: str) -> Callable[[str], bytes | None]:
    folder = posixpath.dirname(name)

    def find(target: str) -> bytes | None:
        path = posixpath.normpath(posixpath.join(folder, unquote(target)))
        return source.files[path]() if path in source.files else None

    return find
