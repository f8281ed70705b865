"""A compiled article, as data that travels: hashable, picklable, and JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

ANY = "*"
Places = tuple[tuple[str, int], ...]
"""What was named, and the line that names it."""
Branch = tuple[tuple[int, int], ...]
"""The blocks (`if`, `for`) around a place, each with the number of its branch."""


class Span(NamedTuple):
    """A part of a template, by offsets."""

    start: int
    end: int


class Passage(NamedTuple):
    """A heading and what is below it, by offsets in the template.

    `start` is that of the heading, `below` that after it, `end` where text can follow the passage; `spans` are the
    text below the heading.
    """

    start: int
    below: int
    end: int
    spans: tuple[Span, ...]


class HeadingPlace(NamedTuple):
    """A heading of an article: its level, its id, its line in the file, and the blocks around it.

    `free` says that it is in no list, quotation or directive; only then it has a passage.
    """

    level: int
    id: str
    line: int
    free: bool
    branch: Branch = ()
    passage: Passage | None = None


def alternatives(one: Branch, other: Branch) -> bool:
    """Whether two places cannot both be on a page: they are in different branches of one block."""
    taken = dict(one)
    return any(taken.get(block, branch) != branch for block, branch in other)


@dataclass(frozen=True, slots=True)
class References:
    """What an article refers to: pages of the site, images, directives, and templates by name.

    `fragments` are ids on its own page; `anchors` are the ids that are there, `ANY` among them when some are known only
    on the page.
    """

    links: Places = ()
    images: Places = ()
    directives: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    fragments: Places = ()
    anchors: tuple[str, ...] = ()

    def __add__(self, other: References) -> References:
        """What two texts refer to together."""
        return References(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    def to_data(self) -> dict[str, Any]:
        """The same as what JSON can say."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> References:
        """What `to_data` made."""
        return cls(**{name: _tuples(each) for name, each in data.items()})


@dataclass(frozen=True, slots=True)
class Compiled:
    """One article as a Jinja template, and what its makers need to know about it.

    `lines` pairs lines of the template with lines of `path`; `links` are targets inside the site and
    `images` files of the project, as written; `templates` are included by name; `ids` are taken already.
    """

    path: str
    template: str
    language: str = "en"
    lines: tuple[tuple[int, int], ...] = ()
    links: Places = ()
    images: Places = ()
    charts: tuple[str, ...] = ()
    directives: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    fragments: Places = ()
    anchors: tuple[str, ...] = ()
    headings: tuple[HeadingPlace, ...] = ()
    footnotes: bool = False
    words: int = 0

    @property
    def references(self) -> References:
        """What its makers must find for it."""
        return References(self.links, self.images, self.directives, self.templates, self.fragments, self.anchors)

    def to_bytes(self) -> bytes:
        """The article as JSON, the same bytes for the same article."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return json.dumps(values, ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Compiled:
        """The article that `to_bytes` wrote."""
        values: dict[str, Any] = json.loads(data)
        headings = tuple(_heading(*_tuples(each)) for each in values.pop("headings"))
        return cls(**{name: _tuples(each) for name, each in values.items()}, headings=headings)


@dataclass(frozen=True, slots=True)
class Override:
    """A text for one client: in place of an article's passage below a heading, or after the passage."""

    heading: str
    replaces: bool
    text: Compiled


def _heading(level: int, name: str, line: int, free: bool, branch: Branch, passage: Any) -> HeadingPlace:
    if passage:
        start, below, end, spans = passage
        passage = Passage(start, below, end, tuple(Span(*span) for span in spans))
    return HeadingPlace(level, name, line, free, branch, passage)


def _tuples(value: Any) -> Any:
    """The value with its lists, and the lists in these, as tuples."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
