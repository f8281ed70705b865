"""One file for each kind of document that can be read, found by listing this folder.

A format is a module with `recognise(source)`, which gives a certainty (0 to 100) and the reason, and `read(source)`,
which gives the documents.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Any

from ....problems import did_you_mean
from ..model import Document
from ..source import Source, refusal


def names() -> list[str]:
    """Return the formats there are: `google-docs`, `hugo`, ..."""
    return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__))


def recognise(source: Source) -> tuple[str, str]:
    """Return the name of the format that a file is in, and why.  Raises ProblemError when no format recognises it."""
    found = [(*_module(name).recognise(source), name) for name in names()]
    sure, reason, name = max(found, key=lambda each: (each[0], each[2]))
    if not sure:
        hint = "hand in text, Markdown, HTML, DOCX or a WordPress export"
        raise refusal(source.name, "an archive that is no document", hint)
    return name, reason


def read(source: Source, name: str) -> list[Document]:
    """Return the documents of a file in the format of that name.  Raises ProblemError when there is no such format."""
    if name not in names():
        raise refusal(source.name, f"there is no format {name!r}", did_you_mean(name, names()))
    found: list[Document] = _module(name).read(source)
    return found


def _module(name: str) -> Any:
    return import_module(f"{__name__}.{name.replace('-', '_')}")
