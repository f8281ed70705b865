"""What one page counts while it is made: its headings, its footnotes, and what is empty on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

_SOMETHING = re.compile(r"<(?:li|dt|dd|img|svg)\b|(?:^|>)[^<]*[^<\s]")
_NOT_IN_CONTENTS = re.compile(r'<sup class="footnote-ref">.*?</sup>|</?a\b[^>]*>|<img\b[^>]*>| id="[^"]*"', re.S)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the table of contents: its text is HTML without links and notes."""

    level: int
    id: str
    text: Markup


@dataclass(slots=True)
class Page:
    """What is counted while one page is made: headings, their ids, and the footnotes that were called for.

    `slugs` are the ids of its headings as their authors know them.
    """

    labels: Mapping[str, str]
    taken: set[str]
    slugs: set[str] = field(default_factory=set)
    contents: list[Heading] = field(default_factory=list)
    notes: dict[int, list[str]] = field(default_factory=dict)
    """The ids of the calls of each footnote, by the footnote's place in the article."""
    level: int = 1

    def calls(self) -> dict[str, Callable[..., Any]]:
        """Return the functions that articles call, by name."""
        return {
            "heading": self.heading,
            "gather": self.gather,
            "alert_title": self.label,
            "task_state": self.label,
            "footnote": self.footnote,
            "footnotes": self.footnotes,
            "footnote_text": self.footnote_text,
            "footnote_back": self.footnote_back,
        }

    def heading(
        self, text: Markup, level: int, slug: str, classes: str = "", *, reserved: Set[str] = frozenset()
    ) -> Markup:
        """Return a heading with an id of its own, not one of `reserved`; `.unlisted` keeps it out of the contents."""
        if level > self.level + 1:
            raise ValueError(f"on this page a heading of level {level} follows one of level {self.level}")
        self.level = level
        self.slugs.add(slug)
        name = self._free(slug, reserved)
        if "unlisted" not in classes.split():
            plain = Markup(_NOT_IN_CONTENTS.sub("", text)) if "<" in text else text
            self.contents.append(Heading(level, name, plain))
        given = f' class="{escape(classes)}"' if classes else ""
        return Markup(f'<h{level} id="{escape(name)}"{given}>{text}</h{level}>')

    def gather(self, *, caller: Callable[[], Markup]) -> Markup:
        """Return a list or paragraph that is there only if something is in it."""
        whole = caller()
        return whole if _SOMETHING.search(whole) else Markup()

    def label(self, name: str) -> str:
        """Return a word of the page's language."""
        return self.labels[name]

    def footnote(self, place: int) -> Markup:
        """Return a call of a note; notes are numbered as this page calls them."""
        calls = self.notes.setdefault(place, [])
        number = list(self.notes).index(place) + 1
        calls.append(f"fnref-{number}" + (f"-{len(calls) + 1}" if calls else ""))
        link = f'<a href="#fn-{number}" id="{calls[-1]}" role="doc-noteref">{number}</a>'
        return Markup(f'<sup class="footnote-ref">{link}</sup>')

    def footnotes(self, *, caller: Callable[[], Markup]) -> Markup:
        """Return the notes that this page calls, if any."""
        items = caller() if self.notes else Markup()
        if not items.strip():
            return Markup()
        label = escape(self.labels["footnotes"])
        start = f'<section class="footnotes" role="doc-endnotes" aria-label="{label}">\n<ol>'
        return Markup(f"{start}{items}</ol>\n</section>")

    def footnote_text(self, place: int, *, caller: Callable[[], Markup]) -> Markup:
        """Return one note, left out when this page does not call it."""
        if place not in self.notes:
            return Markup()
        number = list(self.notes).index(place) + 1
        return Markup(f'<li id="fn-{number}">{caller()}</li>')

    def footnote_back(self, place: int) -> Markup:
        """Return the ways back from a note to each of its calls."""
        back = escape(self.labels["back_to_text"])
        links = (
            f' <a href="#{name}" class="footnote-back" role="doc-backlink">{back}'
            f"{f' ({number})' if number > 1 else ''}</a>"
            for number, name in enumerate(self.notes[place], 1)
        )
        return Markup("".join(links))

    def _free(self, slug: str, reserved: Set[str]) -> str:
        """Return the id, or the first of `id-2`, `id-3`, ... that is not taken."""
        name, number = slug, 1
        while name in self.taken or name in reserved:
            number += 1
            name = f"{slug}-{number}"
        self.taken.add(name)
        return name
