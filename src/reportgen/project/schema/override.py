"""The front matter of content/clients/ID/*.md: a text for one client in place of a passage of the article."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from ..readers.record import Record
from .front_matter import parts
from .validation import Strict, Text, validate

DIGEST = r"[0-9a-f]{12}"


class OverrideFront(Strict):
    """The place of the text: it `replaces` the passage below a heading, or follows `after` it.

    `original` is the digest of the replaced passage, so that a later change of the passage is reported.
    """

    replaces: Text | None = None
    after: Text | None = None
    original: Annotated[str, Field(pattern=f"^{DIGEST}$", examples=["0a1b2c3d4e5f"])] | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.replaces is None) == (self.after is None):
            raise ValueError("has no place; write either `replaces:` or `after:` with the id of a heading")
        return self

    @property
    def heading(self) -> str:
        """The id of the heading that the text replaces or follows."""
        return self.replaces or self.after or ""


def read_override(raw: bytes, path: str) -> tuple[OverrideFront, Record, str, int]:
    """Return the front matter, its record, the Markdown below it, and the line on which the Markdown starts.

    Raises ProblemError with every problem of the front matter.
    """
    record, body, line = parts(raw, path, "replaces: ...")
    return validate(OverrideFront, record), record, body, line
