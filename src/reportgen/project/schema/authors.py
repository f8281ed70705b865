"""The file content/authors.yml: the people who write articles and prepare reports."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, RootModel

from ..readers.record import Record
from .validation import Identifier, Strict, Text, validate


class Author(Strict):
    """One person, as pages name them."""

    name: Text
    role: Text
    bio: Annotated[str, Field(max_length=600)] = ""
    email: Annotated[str, Field(pattern=r"^[^\s@<>]+@[^\s@<>]+$", examples=["ada@example.com"])] | None = None


class Authors(RootModel[dict[Identifier, Author]]):
    """The authors by id."""


def read_authors(record: Record) -> dict[str, Author]:
    """Return the authors by id.  Raises ProblemError with every problem."""
    return dict(validate(Authors, record).root)
