"""Errors of Jinja as problems on the line that the author wrote; and the templates that a source names."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Mapping
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2 import TemplateNotFound as NotFound
from jinja2.exceptions import SecurityError, TemplateAssertionError, UndefinedError
from jinja2.meta import find_referenced_templates

from ..problems import Problem, ProblemError, did_you_mean

OWN_FILTERS: Final = frozenset({"counted", "heading"})
"""Filters that only compiled templates use; they are not proposed to authors."""
Lines = tuple[tuple[int, int], ...]
"""Pairs of (line in the template, line in the author's file), ascending."""

MISTAKES: Final = (
    ProblemError, NotFound, TemplateSyntaxError, UndefinedError, SecurityError, TypeError, ValueError,
    ArithmeticError, LookupError, AttributeError, RecursionError,
)  # fmt: skip
"""What a template's author can cause; anything else is our own bug and passes through."""


def problem_of(
    error: Exception, sources: Mapping[str, Lines], names: Iterable[str] = (), filters: Iterable[str] = ()
) -> Problem:
    """Return an error of a template as a Problem on the line its author wrote.

    `sources` has the line map of each file by path (empty: the template is the author's file); `names` are those in
    the context and `filters` those of the environment, for the hint.
    """
    path, line = _place(error, sources)
    message, _, hint = _message(error, filters).partition("; ")
    if (unknown := re.fullmatch(r"'(\w+)' is undefined", message)) and not hint:
        hint = did_you_mean(unknown[1], names)
    return Problem(message=message, path=path, line=original_line(sources.get(path, ()), line), hint=hint)


def original_line(lines: Lines, line: int) -> int:
    """Return the author's line for a line of the template."""
    before = [pair for pair in lines if pair[0] <= line]
    return before[-1][1] if before else (lines[0][1] if lines else line)


def problems_of(
    error: Exception, sources: Mapping[str, Lines], names: Iterable[str], filters: Iterable[str]
) -> list[Problem]:
    """Return the problems an error stands for; those of functions in the page are placed where they were called."""
    if not isinstance(error, ProblemError):
        return [problem_of(error, sources, names, filters)]
    path, line = _place(error, sources)
    return [problem.at(path, original_line(sources.get(path, ()), line)) for problem in error.problems]


def _place(error: Exception, sources: Mapping[str, Lines]) -> tuple[str, int]:
    """Return the file and the line of an error: its own, or those of the innermost template on the way to it."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or "", error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    inside = [(frame.filename, frame.lineno or 0) for frame in frames if frame.filename in sources]
    return inside[-1] if inside else ("", 0)


def _message(error: Exception, filters: Iterable[str]) -> str:
    """Return what went wrong, as `message; hint`."""
    text = str(getattr(error, "message", None) or error)
    if isinstance(error, RecursionError):
        return "calls itself without end"
    if isinstance(error, TemplateAssertionError) and (named := re.fullmatch(r"No filter named '(\w+)'\.", text)):
        return f"unknown filter {named[1]!r}; {did_you_mean(named[1], set(filters) - OWN_FILTERS)}"
    if isinstance(error, (UndefinedError, TemplateSyntaxError, SecurityError, NotFound, ValueError)):
        return text
    return f"{type(error).__name__}: {text}"


def references(parser: Environment, source: str, path: str) -> list[str | Problem]:
    """Return the names a template includes, imports or extends, in order; what is no literal name is a Problem."""
    try:
        tree = parser.parse(source, path, path)
    except TemplateSyntaxError as error:
        return [problem_of(error, {path: ()}, filters=parser.filters)]
    dynamic = Problem(
        message="the name of an included template must be written out",
        hint='such as {% include "parts/facts.html" %}, chosen with {% if %}',
        path=path,
        line=min((node.lineno for node in tree.find_all((nodes.Include, nodes.Import, nodes.Extends))), default=0),
    )
    return [dynamic if target is None else target for target in find_referenced_templates(tree)]
