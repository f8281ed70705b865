"""content/clients/ID/*.md: a passage of the article written for one client alone."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from ..readers.record import Record
from .front_matter import parts
from .validation import Strict, Text, validate

DIGEST = r"[0-9a-f]{12}"


class NoteFront(Strict):
    """What stands above a note: the heading it `replaces` the text of, or comes `after`.

    `original` is the digest of the passage that it replaces, so that a later change of it is noticed.
    """

    replaces: Text | None = None
    after: Text | None = None
    original: Annotated[str, Field(pattern=f"^{DIGEST}$")] | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.replaces is None) == (self.after is None):
            raise ValueError("has no place; write either `replaces:` or `after:` with the id of a heading")
        return self

    @property
    def heading(self) -> str:
        """The id of the heading."""
        return self.replaces or self.after or ""


def read_note(raw: bytes, path: str) -> tuple[NoteFront, Record, str, int]:
    """The front matter of a note, its record (for lines), its Markdown, and the line that starts on.

    Raises ProblemError with every problem of the front matter.
    """
    record, body, line = parts(raw, path, "replaces: ...")
    return validate(NoteFront, record), record, body, line
