"""reportgen.toml to settings: the site, its defaults, and the only clock a build knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from .files import SETTINGS
from .readers import toml
from .readers.record import Record
from .schema.validation import Identifier, Strict, Text, validate


def _base_url(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", text):
        raise ValueError("must be a web address; write it like https://www.example.com/")
    return text.rstrip("/") + "/"


def _file_name(template: str) -> str:
    plain = template
    for name in LONGEST:
        plain = plain.replace(f"{{{name}}}", "")
    unknown = re.findall(r"{(.*?)}", plain)
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in LONGEST)
        raise ValueError(f"does not know {{{unknown[0]}}}; use {known}")
    if not template.endswith(".pdf"):
        raise ValueError("must end in .pdf; write it like {client}.pdf")
    if "{" in plain or "}" in plain or not re.fullmatch(NAME, longest := template.format_map(LONGEST)):
        raise ValueError("may hold letters, digits, dots, hyphens and underscores; write it like {client}-{date}.pdf")
    if len(longest) > 100:
        raise ValueError(f"could grow to {len(longest)} characters; at most 100, so leave something out")
    return template


NAME = r"[A-Za-z0-9_][A-Za-z0-9._-]*"
LONGEST = {"client": "c" * 64, "brand": "b" * 64, "date": "2026-11-02"}
"""What a file name may be made of, each as long as it can be."""


class Limits(Strict):
    """What making one file may take before it is stopped: seconds, and megabytes of memory."""

    seconds: Annotated[int, Field(ge=1, le=86_400)] = 120
    megabytes: Annotated[int, Field(ge=256, le=1_000_000)] = 2000


class Settings(Strict):
    """What reportgen.toml says.

    `as_of` is the date that pages and reports carry; without it SOURCE_DATE_EPOCH gives the date.  `file_name`
    is what a client's PDF is called; with `archive` it is one to keep: PDF/A-3a, its figures attached.
    """

    title: Text
    description: Text
    base_url: Annotated[str, AfterValidator(_base_url)]
    language: Annotated[str, Field(pattern=r"^[a-z]{2}-[A-Z]{2}$")] = "en-US"
    brand: Identifier
    as_of: date
    limits: Limits = Limits()
    file_name: Annotated[str, AfterValidator(_file_name)] = "{client}.pdf"
    archive: bool = False

    def pdf_name(self, client: str, brand: str) -> str:
        """The name of a client's PDF."""
        return self.file_name.format(client=client, brand=brand, date=self.as_of.isoformat())


def read_settings(raw: bytes, epoch: date | None = None) -> tuple[Settings, Record]:
    """The settings in the bytes of reportgen.toml, and their lines.  Raises ProblemError with every problem."""
    data = toml.read(raw, SETTINGS)
    if "as_of" not in data and epoch:
        data["as_of"] = epoch
    record = Record(SETTINGS, data, {"": 1, **dict(_lines(raw.decode()))})
    return validate(Settings, record), record


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """The line of each key, for messages."""
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[([\w.-]+)\]", line):
            table = header[1] + "."
            yield header[1], number
        elif key := re.match(r"\s*([\w-]+)\s*=", line):
            yield table + key[1], number
