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


class HeadingPlace(NamedTuple):
    """A heading of an article: its level, its id, its line in the file, and the blocks around it.

    The id is empty if an expression is in it.  `free` says that the heading is in no list, quotation or directive;
    only then the passage below it can be overridden.
    """

    level: int
    id: str
    line: int
    free: bool
    branch: Branch


class Statement(NamedTuple):
    """A statement of a template (`{% ... %}`), by its first word, and the offsets at which it begins and ends.

    Those that begin a heading and the footnotes of an article are called `heading` and `footnotes`.
    """

    word: str
    start: int
    end: int


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
        """Return what two texts refer to together."""
        return References(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))

    def to_data(self) -> dict[str, Any]:
        """Return the same as what JSON can say."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> References:
        """Return what `to_data` made."""
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
    statements: tuple[Statement, ...] = ()
    words: int = 0

    @property
    def references(self) -> References:
        """What its makers must find for it."""
        return References(self.links, self.images, self.directives, self.templates, self.fragments, self.anchors)

    @property
    def footnotes(self) -> bool:
        """Whether it has footnotes."""
        return any(statement.word == "footnotes" for statement in self.statements)

    def to_bytes(self) -> bytes:
        """Return the article as JSON, the same bytes for the same article."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return json.dumps(values, ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Compiled:
        """Return the article that `to_bytes` wrote."""
        values: dict[str, Any] = json.loads(data)
        headings = tuple(HeadingPlace(*_tuples(each)) for each in values.pop("headings"))
        statements = tuple(Statement(*each) for each in values.pop("statements"))
        given = {name: _tuples(each) for name, each in values.items()}
        return cls(**given, headings=headings, statements=statements)


@dataclass(frozen=True, slots=True)
class Override:
    """A text for one client: in place of an article's passage below a heading, or after the passage."""

    heading: str
    replaces: bool
    text: Compiled


def _tuples(value: Any) -> Any:
    """Return the value with its lists, and the lists in these, as tuples."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
