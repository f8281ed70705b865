"""A source to the documents in it; an archive is read as the files that it holds."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

from . import formats
from .linking import Found
from .source import Source, open_source, refusal

TEXTS = (".md", ".markdown", ".mdx", ".qmd", ".html", ".htm")


def read_source(source: Source, name: str) -> list[Found]:
    """The documents, each with what reads the files beside it.  Raises ProblemError when the file cannot be read."""
    found = [
        replace(each, told=tuple(dict.fromkeys((*source.told, *each.told)))) for each in formats.read(source, name)
    ]
    for document in found:
        if not document.blocks:
            raise refusal(
                source.name, "no text was found in it", "open it and see whether it shows any; paste the text otherwise"
            )
    return [Found(each, source.beside) for each in found]


def members(source: Source) -> list[Source]:
    """The documents in an archive of several (an export of Notion); empty for other files."""
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
