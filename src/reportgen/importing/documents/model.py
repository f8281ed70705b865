"""A foreign document in one form, whatever it was: blocks, inline text, pictures, and remarks on unsure places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from typing import Literal, TypeAlias

# ---- inside a paragraph


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Characters in a fixed-width face."""

    text: str


Style: TypeAlias = Literal["strong", "emphasis", "struck"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of inline text with one style."""

    style: Style
    content: Inlines


@dataclass(frozen=True, slots=True)
class Link:
    """A run of inline text that leads to a target."""

    target: str
    content: Inlines


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; `target` names a file of the document's pictures, or an address elsewhere."""

    target: str
    alternative: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class NoteReference:
    """The call of a footnote."""

    label: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line end that the author wants."""


Inline: TypeAlias = "Text | Code | Span | Link | Picture | NoteReference | LineBreak"
Inlines: TypeAlias = "tuple[Inline, ...]"

# ---- blocks


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` counts from 1 as the source has it."""

    level: int
    content: Inlines
    id: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `start` is the first number of a numbered one, None for bullets."""

    items: tuple[Blocks, ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms, each with what it means."""

    entries: tuple[tuple[Inlines, tuple[Blocks, ...]], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Blocks that are quoted."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class CallOut:
    """Blocks that stand out, under a title."""

    title: str
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of code."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of inline text; every row is as long as `head`, `align` has one entry for each column."""

    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    align: tuple[Literal["", "left", "center", "right"], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class Markup:
    """Lines in our own Markdown, written as they are: a directive of the report."""

    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What the reader of an import has to look at: a reading that is unsure, or a part that was left out."""

    kind: Literal["unsure", "left out"]
    message: str
    hint: str = ""


Block: TypeAlias = (
    "Heading | Paragraph | Listing | Definitions | Quote | CallOut | CodeBlock | Table | Rule | Markup | Remark"
)
Blocks: TypeAlias = "tuple[Block, ...]"

# ---- the whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document: its metadata, blocks, footnotes and pictures.

    `unsure` names the fields whose value was guessed, each with the reason; `notices` are facts about the whole
    that need no change (tracked changes that were accepted).
    """

    title: str
    blocks: Blocks
    name: str = ""
    notes: Mapping[str, Blocks] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    description: str = ""
    date: Date | None = None
    modified: Date | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    draft: bool = False
    language: str = ""
    slug: str = ""
    url: str = ""
    aliases: tuple[str, ...] = ()
    unsure: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
