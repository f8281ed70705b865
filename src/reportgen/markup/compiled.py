"""A compiled article, as data that travels: hashable, picklable, and JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any

Places = tuple[tuple[str, int], ...]
"""What was named, and the line that names it."""


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
    words: int = 0

    def to_bytes(self) -> bytes:
        """The article as JSON, the same bytes for the same article."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return json.dumps(values, ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Compiled:
        """The article that `to_bytes` wrote."""
        values: dict[str, Any] = json.loads(data)
        for name, value in values.items():
            if isinstance(value, list):
                values[name] = tuple(tuple(each) if isinstance(each, list) else each for each in value)
        return cls(**values)
