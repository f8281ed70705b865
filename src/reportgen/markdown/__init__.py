"""Markdown to one Jinja template, once: table of contents, directives, and every problem with its line.

The Markdown is parsed with Jinja's tags passed through whole; a client's values meet the template only
afterwards, escaped, so they are never read as Markdown or as a template.

    jinja_tags finds the tags outside code and puts marks in their place
    grammar    the Markdown we speak: plugins, quotes, directives, guards
    emphasis   beside Chinese, Japanese and Korean text
    typography dashes, ellipsis, apostrophes, primes
    autolinks  bare addresses become links
    leftovers  warns of markup that was not understood
    arrange    pairs the tags, joins rows and lists across them, refuses what would cut an element
               (tree, pairing, lists_and_rows)
    checks     headings, links, images and lengths
    html       tokens to HTML, with calls for what is known only when a page is made
    headings   the headings with their conditions, and the ids that links can name
    passages   overrides in the place of what is below a heading
    margins    marks margin notes and what they can be beside
    compiled   the result, as data that travels
    template_errors   errors of Jinja as problems on the author's line
    plain      the template as text and calls, where an author wrote no tag
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from ..problems import Problem, ProblemError
from .compiled import ANY, Compiled, Override, References, alternatives

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["ANY", "Compiled", "Override", "References", "alternatives", "compile_markdown"]


def compile_markdown(
    source: str,
    path: str,
    syntax: Environment,
    first_line: int = 1,
    directives: Collection[str] = (),
    charts: Collection[str] = (),
    language: str = "en",
) -> tuple[Compiled, tuple[Problem, ...]]:
    """Return the article as one template, and warnings.  Raises ProblemError with every problem found.

    `syntax` is the environment that checks expressions: it has the filters that pages have.  `first_line` is the line
    of the file on which the Markdown starts, after the front matter; `directives` and `charts` are the known names.
    """
    from .compile import compile_source  # the Markdown parser is not needed to render what it made

    try:
        return compile_source(source, path, syntax, first_line, frozenset(directives), frozenset(charts), language)
    except RecursionError:
        problem = Problem(message="nested too deeply to read", path=path, line=first_line)
        raise ProblemError([problem]) from None
