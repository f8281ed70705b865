"""A client's own logo: a small SVG or PNG file, checked before it stands in that client's report."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from xml.etree import ElementTree

from ....problems import Problem, ProblemError
from ...readers.record import Record
from ..brand import check_logo

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}\.(?:svg|png)")
LIMIT, SIDE = 200_000, 1200
SIGNATURE, HEAD, END = b"\x89PNG\r\n\x1a\n", b"\0\0\0\rIHDR", b"\0\0\0\0IEND\xaeB`\x82"


def logo_name(text: str) -> str:
    """The name of the file, once it can be one."""
    if NAME.fullmatch(text):
        return text
    raise ValueError(f"{text[:60]!r} is not the name of a logo; name an svg or png file in the client's own folder")


def read_logo(record: Record, folder: str, files: Collection[str], read: Callable[[str], bytes]) -> tuple[str, bytes]:
    """The name and the content of the logo that a record names, out of the client's folder; empty when it names none.

    Raises ProblemError when the file is not there or not fit to be shown.
    """
    named = record.data.get("logo")
    if not isinstance(named, str) or not NAME.fullmatch(named):
        return "", b""  # what is no name is told when the record is read as a whole
    content = read(folder + named) if folder + named in files else None
    if content is None:
        found = [Problem(message=f"the file {named!r} is not there", field="logo", hint=f"put it into {folder}")]
    else:
        found = logo_problems(named, content)
    if content is None or found:
        raise ProblemError([each.at(record.path, record.line("logo")) for each in found])
    return named, content


def logo_problems(name: str, content: bytes) -> list[Problem]:
    """What makes a file unfit to stand in a report; the field of each is `logo`."""
    found = _drawing(name, content) if name.endswith(".svg") else _picture(content)
    return [replace(each, path="", field="logo", message=f"{name}: {each.message}") for each in found]


def _drawing(name: str, content: bytes) -> list[Problem]:
    if found := check_logo(name, content, LIMIT):
        return found
    try:
        ElementTree.fromstring(content)  # document types and entities were refused above
    except (ElementTree.ParseError, ValueError, LookupError):
        return [Problem(message="the logo cannot be read as XML", hint="export it again as SVG")]
    return []


def _picture(content: bytes) -> list[Problem]:
    if len(content) > LIMIT:
        message = f"the logo has {len(content)} bytes, at most {LIMIT} are allowed"
        return [Problem(message=message, hint="export it smaller, or as an SVG drawing")]
    if not (content.startswith(SIGNATURE + HEAD) and content.endswith(END)):
        return [Problem(message="the logo is not a whole PNG file", hint="export it again as PNG or SVG")]
    width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
    if not 0 < max(width, height) <= SIDE:
        message = f"the logo has {width} × {height} pixels, at most {SIDE} a side are allowed"
        return [Problem(message=message, hint="export it smaller, or as an SVG drawing")]
    return []
