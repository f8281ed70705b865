"""A compiled article and a client's values to the body of a page and its table of contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, Final

from jinja2 import Environment, Template
from markupsafe import Markup, escape

from ..markdown.compiled import Compiled
from ..markdown.plain import filled, pieces
from ..markdown.template_errors import MISTAKES
from ..problems import ProblemError
from .environment import LARGEST_OUTPUT, problems_in, run

LABELS: Final[Mapping[str, str]] = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
    "done": "Done:",
    "open": "To do:",
    "footnotes": "Notes",
    "back_to_text": "Back to the text",
}

_SOMETHING = re.compile(r"<(?:li|dt|dd|img|svg)\b|(?:^|>)[^<]*[^<\s]")
_NOT_IN_CONTENTS = re.compile(r'<sup class="footnote-ref">.*?</sup>|</?a\b[^>]*>|<img\b[^>]*>| id="[^"]*"', re.S)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the table of contents: its text is HTML without links and notes."""

    level: int
    id: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Body:
    """What an article says to one reader."""

    html: Markup
    contents: tuple[Heading, ...] = ()


def render_article(
    environment: Environment,
    compiled: Compiled,
    context: Mapping[str, Any],
    *,
    chart: Callable[[str, Markup], str] | None = None,
    link: Callable[[str], str] = str,
    image: Callable[[str], str] = str,
    directive: Callable[[str, str, Markup], str] | None = None,
    labels: Mapping[str, str] = LABELS,
    level: int = 1,
) -> Body:
    """The article for one reader.

    `chart(name, caption)` and `directive(name, argument, body)` give HTML; `link(target)` and `image(target)`
    give the address of a target as the author wrote it.  A directive's own template is the default.  `level` is
    that of the heading above.
    Raises ProblemError with the line of the Markdown.
    """

    def from_template(name: str, argument: str, body: Markup) -> Markup:
        template = environment.get_template(f"directives/{name}.html")
        return run(template, {**context, "name": name, "argument": argument, "body": body})

    def call_directive(name: str, argument: str, caller: Callable[[], Markup]) -> Markup:
        return Markup((directive or from_template)(name, argument, caller()))

    def call_chart(name: str, caller: Callable[[], Markup]) -> Markup:
        if chart is None:
            raise ValueError(f"the chart {name!r} cannot be drawn here; it needs a client's comparison")
        return Markup(chart(name, caller()))

    def body(render: Callable[[Mapping[str, Callable[..., Any]]], Markup]) -> Body:
        page = Page({**LABELS, **labels}, set(compiled.ids), level=level)
        functions: dict[str, Callable[..., Any]] = {
            "heading": page.heading,
            "directive": call_directive,
            "chart": call_chart,
            "link": link,
            "image": image,
            "gather": page.gather,
            "alert_title": page.label,
            "task_state": page.label,
            "footnote": page.footnote,
            "footnotes": page.footnotes,
            "footnote_text": page.footnote_text,
            "footnote_back": page.footnote_back,
        }
        return Body(render(functions), tuple(page.contents))

    if found := pieces(compiled.template):
        with suppress(*MISTAKES):  # Jinja knows the line, so a mistake is made once more below
            made = body(partial(filled, found))
            if len(made.html) <= LARGEST_OUTPUT:
                return made
    try:
        return body(lambda functions: run(_template(environment, compiled), {**context, **functions}))
    except MISTAKES as error:
        names = dict(context)
        raise ProblemError(problems_in(error, environment, names, compiled.path, compiled.lines)) from error


@lru_cache(maxsize=64)
def _template(environment: Environment, compiled: Compiled) -> Template:
    """The article as code, made once for each environment of a worker."""
    code = environment.compile(compiled.template, compiled.path, compiled.path)
    return Template.from_code(environment, code, environment.make_globals(None))


@dataclass(slots=True)
class Page:
    """What is counted while one page is made: headings, their ids, and the notes that were called for."""

    labels: Mapping[str, str]
    taken: set[str]
    contents: list[Heading] = field(default_factory=list)
    notes: dict[int, list[str]] = field(default_factory=dict)
    """The ids of the calls of each note, by the note's place in the article."""
    level: int = 1

    def heading(self, text: Markup, level: int, slug: str, classes: str = "") -> Markup:
        """A heading with an id of its own; `.unlisted` keeps it out of the contents."""
        if level > self.level + 1:
            raise ValueError(f"on this page a heading of level {level} follows one of level {self.level}")
        self.level = level
        name = self._free(slug)
        if "unlisted" not in classes.split():
            plain = Markup(_NOT_IN_CONTENTS.sub("", text)) if "<" in text else text
            self.contents.append(Heading(level, name, plain))
        given = f' class="{escape(classes)}"' if classes else ""
        return Markup(f'<h{level} id="{escape(name)}"{given}>{text}</h{level}>')

    def gather(self, *, caller: Callable[[], Markup]) -> Markup:
        """A list or paragraph that is there only if something stands in it."""
        whole = caller()
        return whole if _SOMETHING.search(whole) else Markup()

    def label(self, name: str) -> str:
        """A word of the page's language."""
        return self.labels[name]

    def footnote(self, place: int) -> Markup:
        """A call of a note; notes are numbered as this page calls them."""
        calls = self.notes.setdefault(place, [])
        number = list(self.notes).index(place) + 1
        calls.append(f"fnref-{number}" + (f"-{len(calls) + 1}" if calls else ""))
        link = f'<a href="#fn-{number}" id="{calls[-1]}" role="doc-noteref">{number}</a>'
        return Markup(f'<sup class="footnote-ref">{link}</sup>')

    def footnotes(self, *, caller: Callable[[], Markup]) -> Markup:
        """The notes that this page calls, if any."""
        items = caller() if self.notes else Markup()
        if not items.strip():
            return Markup()
        label = escape(self.labels["footnotes"])
        start = f'<section class="footnotes" role="doc-endnotes" aria-label="{label}">\n<ol>'
        return Markup(f"{start}{items}</ol>\n</section>")

    def footnote_text(self, place: int, *, caller: Callable[[], Markup]) -> Markup:
        """One note, left out when this page does not call it."""
        if place not in self.notes:
            return Markup()
        number = list(self.notes).index(place) + 1
        return Markup(f'<li id="fn-{number}">{caller()}</li>')

    def footnote_back(self, place: int) -> Markup:
        """The ways back from a note to each of its calls."""
        back = escape(self.labels["back_to_text"])
        links = (
            f' <a href="#{name}" class="footnote-back" role="doc-backlink">{back}'
            f"{f' ({number})' if number > 1 else ''}</a>"
            for number, name in enumerate(self.notes[place], 1)
        )
        return Markup("".join(links))

    def _free(self, slug: str) -> str:
        """The id, or the first of `id-2`, `id-3`, ... that is not taken."""
        name, number = slug, 1
        while name in self.taken:
            number += 1
            name = f"{slug}-{number}"
        self.taken.add(name)
        return name
