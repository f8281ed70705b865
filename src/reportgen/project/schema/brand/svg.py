"""SVG drawings that a page may contain: checked for size, scripts and references to other files."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from ....problems import Problem


def svg_problems(content: bytes, limit: int = 100_000) -> list[Problem]:
    """Return why an SVG logo cannot be put into a page: its size, a script, a reference to another file."""
    if len(content) > limit:
        message = f"the logo has {len(content)} bytes, at most {limit} are allowed"
        return [Problem(message=message, hint="export it without embedded pictures")]
    text = content.decode("utf-8", errors="replace").lower()
    refused = {
        "is not an SVG drawing": not re.search(r"<svg[\s>]", text),
        "contains a document type or entities": "<!doctype" in text or "<!entity" in text,
        "contains a script": bool(re.search(r"<\s*(?:\w+:)?script|\son\w+\s*=|javascript:", text)),
        "contains foreign elements or pictures": bool(
            re.search(r"<\s*(?:\w+:)?(?:foreignobject|image|iframe|use|style|animate\w*|set)\b", text)
        ),
        "refers to something outside itself": bool(
            re.search(r"(?:href|src)\s*=\s*[\"']?\s*[^#\"'\s]|url\(\s*[\"']?\s*[^#\"'\s)]|@import", text)
        ),
    }
    return [
        Problem(message=f"the logo {fault}", hint="export it as plain paths")
        for fault, found in refused.items()
        if found
    ]


def xml_problems(content: bytes) -> list[Problem]:
    """Return why a drawing without problems of its own cannot be parsed: it is not well-formed XML."""
    try:
        ElementTree.fromstring(content)  # `svg_problems` refuses document types and entities
    except (ElementTree.ParseError, ValueError, LookupError):
        return [Problem(message="the logo cannot be read as XML", hint="export it again as SVG")]
    return []
