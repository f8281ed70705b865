"""The logo of a client: a small SVG or PNG file in the client's own folder, checked before a report shows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace

from ....problems import Problem, ProblemError
from ...readers.record import Record
from ..brand.svg import svg_problems, xml_problems

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}\.(?:svg|png)")
MAX_BYTES, MAX_PIXELS = 200_000, 1200
PNG_SIGNATURE, PNG_HEADER, PNG_END = b"\x89PNG\r\n\x1a\n", b"\0\0\0\rIHDR", b"\0\0\0\0IEND\xaeB`\x82"


def logo_name(text: str) -> str:
    """Return the name of a logo.  Raises ValueError if no logo can have that name."""
    if NAME.fullmatch(text):
        return text
    raise ValueError(f"{text[:60]!r} is not the name of a logo; name an svg or png file in the client's own folder")


def read_logo(record: Record, folder: str, files: Collection[str], read: Callable[[str], bytes]) -> tuple[str, bytes]:
    """Return the name and the content of the logo that a record names in the client's folder; empty if it names none.

    Raises ProblemError if the file does not exist or cannot be shown.
    """
    name = record.data.get("logo")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        return "", b""  # the schema reports what is not a name
    if folder + name not in files:
        raise ProblemError([record.problem("logo", f"the file {name!r} is not there", f"put it into {folder}")])
    content = read(folder + name)
    if problems := logo_problems(name, content):
        raise ProblemError(problem.at(record.path, record.line("logo")) for problem in problems)
    return name, content


def logo_problems(name: str, content: bytes) -> list[Problem]:
    """Return why a file cannot be shown in a report; the field of each problem is `logo`."""
    if name.endswith(".svg"):
        problems = svg_problems(content, MAX_BYTES) or xml_problems(content)
    else:
        problems = _png_problems(content)
    return [replace(problem, field="logo", message=f"{name}: {problem.message}") for problem in problems]


def _png_problems(content: bytes) -> list[Problem]:
    smaller = "export it smaller, or as an SVG drawing"
    if len(content) > MAX_BYTES:
        return [Problem(message=f"the logo has {len(content)} bytes, at most {MAX_BYTES} are allowed", hint=smaller)]
    if not (content.startswith(PNG_SIGNATURE + PNG_HEADER) and content.endswith(PNG_END)):
        return [Problem(message="the logo is not a whole PNG file", hint="export it again as PNG or SVG")]
    width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
    if not 0 < max(width, height) <= MAX_PIXELS:
        message = f"the logo has {width} × {height} pixels, at most {MAX_PIXELS} a side are allowed"
        return [Problem(message=message, hint=smaller)]
    return []
