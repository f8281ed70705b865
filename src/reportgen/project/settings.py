"""The settings in reportgen.toml: the site, its defaults, and the date that replaces the clock in a build."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from ..engine.executors import Limits
from .files import SETTINGS
from .readers import toml
from .readers.record import Record
from .schema.text import locale_code
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
"""The names that `file_name` may contain in braces, each with the longest text that can replace it."""


class LimitsTable(Strict):
    """The table [limits]: the seconds and the megabytes of memory that one file may need before it is stopped."""

    seconds: Annotated[int, Field(ge=1, le=86_400)] = Limits().seconds
    megabytes: Annotated[int, Field(ge=256, le=1_000_000)] = Limits().megabytes


class Settings(Strict):
    """The settings of a project.

    `as_of` is the date of pages and reports; if it is missing, SOURCE_DATE_EPOCH gives the date.  `file_name` is the
    name of a client's PDF.  With `archive` that PDF is a PDF/A-3a file with its figures attached.
    """

    title: Text
    description: Text
    base_url: Annotated[str, AfterValidator(_base_url)]
    language: Annotated[str, Field(pattern=r"^[a-z]{2}-[A-Z]{2}$"), AfterValidator(locale_code)] = "en-US"
    brand: Identifier
    as_of: date
    limits: LimitsTable = LimitsTable()
    file_name: Annotated[str, AfterValidator(_file_name)] = "{client}.pdf"
    archive: bool = False


def read_settings(raw: bytes, epoch: date | None = None) -> tuple[Settings, Record]:
    """Return the settings in the bytes of reportgen.toml, and their record.

    `epoch` is the value of `as_of` if the file has none.  Raises ProblemError with every problem.
    """
    record = toml.read(raw, SETTINGS)
    if epoch and "as_of" not in record.data:
        data = {**record.data, "as_of": epoch.isoformat()}
        return validate(Settings, Record(SETTINGS, data, record.lines)), record
    return validate(Settings, record), record
