"""A compiled article and a client's values to the body of a page and its table of contents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Final, TypeAlias

from jinja2 import Environment, Template
from markupsafe import Markup

from ..markdown.compiled import Compiled, Override
from ..markdown.passages import overridden
from ..markdown.plain import filled, pieces
from ..markdown.template_errors import MISTAKES
from ..problems import ProblemError
from .environment import LARGEST_OUTPUT, problems_in, run
from .page import Heading, Page
from .placing import Placing

Calls: TypeAlias = Mapping[str, Any]
"""The functions that a compiled article calls, by name."""

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


@dataclass(frozen=True, slots=True)
class Body:
    """What an article says to one reader, and the overrides whose headings are not on this page."""

    html: Markup
    contents: tuple[Heading, ...] = ()
    unused: tuple[Override, ...] = ()


def render_article(
    environment: Environment,
    compiled: Compiled,
    context: Mapping[str, Any],
    *,
    overrides: Sequence[Override] = (),
    chart: Callable[[str, Markup], str] | None = None,
    link: Callable[[str], str] = str,
    image: Callable[[str], str] = str,
    directive: Callable[[str, str, Markup], str] | None = None,
    labels: Mapping[str, str] = LABELS,
) -> Body:
    """Return the article for one reader.

    `chart(name, caption)` and `directive(name, argument, body)` give HTML; `link(target)` and `image(target)`
    give the address of a target as the author wrote it.  A directive's own template is the default.
    Raises ProblemError with the line of the Markdown.
    """
    article = overridden(compiled, overrides)
    calls = _calls(environment, context, chart, directive) | {"link": link, "image": image}

    def text(source: Compiled, functions: Calls) -> Markup:
        return run(_template(environment, source), {**context, **functions})

    def body(render: Callable[[Calls], Markup]) -> Body:
        ids = (*compiled.ids, *(name for each in overrides for name in each.text.ids))
        page = Page({**LABELS, **labels}, set(ids))
        placing = Placing(compiled, overrides, page, text)
        functions = calls | page.calls()
        html = render(functions | {"override": partial(placing.place, functions)})
        return Body(html, tuple(page.contents), placing.unused)

    if found := pieces(article.template):
        with suppress(*MISTAKES):  # Jinja knows the line, so a mistake is made once more below
            made = body(partial(filled, found))
            if len(made.html) <= LARGEST_OUTPUT:
                return made
    try:
        return body(partial(text, article))
    except MISTAKES as error:
        lines = {each.path: each.lines for each in (article, *(override.text for override in overrides))}
        raise ProblemError(problems_in(error, environment, context, lines)) from error


def _calls(
    environment: Environment,
    context: Mapping[str, Any],
    chart: Callable[[str, Markup], str] | None,
    directive: Callable[[str, str, Markup], str] | None,
) -> dict[str, Callable[..., Any]]:
    """Return what an article calls for its charts and directives."""

    def from_template(name: str, argument: str, body: Markup) -> Markup:
        template = environment.get_template(f"directives/{name}.html")
        return run(template, {**context, "name": name, "argument": argument, "body": body})

    def call_directive(name: str, argument: str, caller: Callable[[], Markup]) -> Markup:
        return Markup((directive or from_template)(name, argument, caller()))

    def call_chart(name: str, caller: Callable[[], Markup]) -> Markup:
        if chart is None:
            raise ValueError(f"the chart {name!r} cannot be drawn here; it needs a client's comparison")
        return Markup(chart(name, caller()))

    return {"directive": call_directive, "chart": call_chart}


@lru_cache(maxsize=64)
def _template(environment: Environment, compiled: Compiled) -> Template:
    """Return the article as code, made once for each environment of a worker."""
    code = environment.compile(compiled.template, compiled.path, compiled.path)
    return Template.from_code(environment, code, environment.make_globals(None))
