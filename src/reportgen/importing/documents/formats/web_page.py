"""A page saved from a browser: its main content, without menus, footers and the like."""

from __future__ import annotations

import re

from ..model import Document
from ..page import read_page
from ..source import Source

_MARK = re.compile(r"<(!doctype html|html|head|body|article|div|p|h1)[\s>]", re.I)


def recognise(source: Source) -> tuple[int, str]:
    """Return the certainty, from 0 to 100, that this is an HTML page, and why."""
    if source.text.lstrip("\ufeff \n\t").startswith("<") and _MARK.search(source.text[:20_000]):
        return 40, "it begins with an HTML tag"
    return 0, ""


def read(source: Source) -> list[Document]:
    """Return the page as one document."""
    whole = bool(re.search(r"<(nav|header|footer|aside|script)[\s>]", source.text, re.I))
    return [read_page(source.text, source.name, find_main=whole)]
