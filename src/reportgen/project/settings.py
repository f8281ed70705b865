"""The settings in reportgen.toml: the site, its defaults, and the date that replaces the clock in a build."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from ..engine.executors import Limits
from ..problems import Problem, ProblemError
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

    title: Annotated[Text, Field(examples=["Plain answers about IT support"])]
    description: Annotated[Text, Field(examples=["How two ways of buying IT support differ"])]
    base_url: Annotated[str, AfterValidator(_base_url), Field(examples=["https://www.example.com/"])]
    language: Annotated[str, Field(pattern=r"^[a-z]{2}-[A-Z]{2}$", examples=["en-US"]), AfterValidator(locale_code)] = (
        "en-US"
    )
    brand: Annotated[Identifier, Field(examples=["larkmere"])]
    as_of: Annotated[date, Field(examples=["2026-11-02"])]
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
    try:
        return validate(Settings, record), record
    except ProblemError as error:
        raise ProblemError(map(_with_reason, error.problems)) from None


def _with_reason(problem: Problem) -> Problem:
    """Return the problem of a missing date with what the date is for."""
    if (problem.field, problem.message) != ("as_of", "is missing"):
        return problem
    hint = "the date that pages and reports carry, for a build looks at no clock; or set SOURCE_DATE_EPOCH"
    return replace(problem, hint=f"{problem.hint}: {hint}")
