"""The overrides of one page, each rendered once, where its heading is on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from markupsafe import Markup

from ..markdown.compiled import Compiled, Override
from .page import Page


@dataclass(slots=True)
class Placing:
    """The overrides of an article on a page, and which of them have been placed.

    `text(compiled, functions)` renders an override's own text, which calls the same functions as the article.
    """

    article: Compiled
    overrides: Sequence[Override]
    page: Page
    text: Callable[[Compiled, Mapping[str, Any]], Markup]
    placed: set[int] = field(default_factory=set)

    def place(self, functions: Mapping[str, Any], number: int) -> Markup:
        """Return an override; nothing if it follows a heading that is not on this page, or has been placed."""
        override = self.overrides[number]
        if number in self.placed or not (override.replaces or override.heading in self.page.slugs):
            return Markup()
        self.placed.add(number)
        names = {each.id for each in self.article.headings}
        reserved = names - {override.heading} if override.replaces else names
        heading = partial(self.page.heading, reserved=reserved)  # links to the article's own headings still work
        return Markup("\n") + self.text(override.text, {**functions, "heading": heading})

    @property
    def unused(self) -> tuple[Override, ...]:
        """The overrides whose headings are not on this page."""
        return tuple(each for number, each in enumerate(self.overrides) if number not in self.placed)
