"""The front matter of an article, with the names that Hugo uses, and the Markdown below it."""

from __future__ import annotations

import re
from datetime import date as Date
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from ...problems import Problem, ProblemError
from ..readers.documents import yml
from ..readers.record import Record, decoded
from .text import locale_code
from .validation import Identifier, Strict, Text, validate

MAX_BYTES = 2_000_000
FENCE = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.S | re.M)


class Source(Strict):
    """The work that an article is based on."""

    title: Text
    author: Text
    date: Date | None = None
    url: Annotated[str, Field(pattern=r"^https?://\S+$", examples=["https://www.example.com/article"])] | None = None
    note: Text | None = None


class FrontMatter(Strict):
    """The keys above the Markdown; `editions` lists how the article is published (`post`, `whitepaper`, ...)."""

    title: Text
    description: Text
    date: Date
    authors: Annotated[list[Identifier], Field(min_length=1)]
    summary: Annotated[str, Field(max_length=600)] | None = None
    lastmod: Date | None = None
    slug: Identifier | None = None
    aliases: Annotated[
        list[Annotated[str, Field(pattern=r"^/\S*$", max_length=300)]], Field(examples=["/old/address/"])
    ] = []
    tags: list[Text] = []
    keywords: list[Text] = []
    draft: bool = False
    publish_date: Annotated[Date | None, Field(alias="publishDate")] = None
    expiry_date: Annotated[Date | None, Field(alias="expiryDate")] = None
    weight: int = 0
    language: Annotated[
        str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$", examples=["en-US"]), AfterValidator(locale_code)
    ] = "en-US"
    editions: Annotated[list[str], Field(min_length=1)] = ["post"]
    source: Source | None = None
    params: dict[str, Any] = {}


def hidden(front: FrontMatter, as_of: Date) -> str:
    """Return why an article is not public on a day, as `is public from 2026-12-01 on`; empty when it is."""
    first = front.publish_date or front.date
    if first > as_of:
        return f"is public from {first} on"
    if front.expiry_date and front.expiry_date <= as_of:
        return f"is not public any more since {front.expiry_date}"
    return ""


def read_article(raw: bytes, path: str) -> tuple[FrontMatter, Record, str, int]:
    """Return the front matter, its record, the Markdown, and the line on which the Markdown starts.

    Raises ProblemError with every problem of the front matter.
    """
    record, body, line = parts(raw, path, "title: ...")
    return validate(FrontMatter, record), record, body, line


def parts(raw: bytes, path: str, example: str) -> tuple[Record, str, int]:
    """Return the front matter as a record, the Markdown below it, and the line on which the Markdown starts."""
    match = FENCE.match(raw)
    if not match:
        hint = f"begin the file with a line `---`, then `{example}` and the rest, then a line `---`"
        if raw.startswith(b"+++"):
            hint = f"front matter is YAML here: write `---` instead of `+++`, and `{example}` lines"
        raise ProblemError([Problem(message="no front matter", path=path, line=1, hint=hint)])
    record = yml.read(match[1], path, first_line=2)
    line = raw.count(b"\n", 0, match.end()) + 1
    body = decoded(raw[match.end() :], path, MAX_BYTES, line)
    return record, body, line
