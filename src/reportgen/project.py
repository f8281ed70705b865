"""reportgen.toml to settings: the site, its defaults, and the only clock a build knows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from .load import SETTINGS
from .problems import Problem, ProblemError
from .schema import Identifier, Strict, Text, validate
from .sources import Record


def _base_url(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", text):
        raise ValueError("must be a web address; write it like https://www.example.com/")
    return text.rstrip("/") + "/"


class Settings(Strict):
    """What reportgen.toml says.

    `as_of` is the date that pages and reports carry; without it SOURCE_DATE_EPOCH gives the date.
    """

    title: Text
    description: Text
    base_url: Annotated[str, AfterValidator(_base_url)]
    language: Annotated[str, Field(pattern=r"^[a-z]{2}-[A-Z]{2}$")] = "en-US"
    brand: Identifier
    as_of: date


def read_settings(raw: bytes, epoch: date | None = None) -> tuple[Settings, Record]:
    """The settings in the bytes of reportgen.toml, and their lines.  Raises ProblemError with every problem."""
    try:
        text = raw.decode("utf-8")
        data = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        line = int(found[1]) if (found := re.search(r"at line (\d+)", str(error))) else 0
        message = re.sub(r" \(at line .*\)", "", f"not TOML: {error}")
        raise ProblemError([Problem(message=message, path=SETTINGS, line=line)]) from None
    if "as_of" not in data and epoch:
        data["as_of"] = epoch
    record = Record(SETTINGS, data, {"": 1, **dict(_lines(text))})
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
