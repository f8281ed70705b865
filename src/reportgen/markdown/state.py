"""What one compilation gathers while it walks through an article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from ..problems import Problem
from .jinja_tags import Tags


@dataclass(slots=True)
class Session:
    """The tags, the names that exist, and what has been found so far."""

    tags: Tags
    lines: tuple[int, ...]
    directives: frozenset[str] = frozenset()
    charts: frozenset[str] = frozenset()
    language: str = "en"
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    path: str = ""
    links: list[tuple[str, int]] = field(default_factory=list)
    fragments: list[tuple[str, int]] = field(default_factory=list)
    images: list[tuple[str, int]] = field(default_factory=list)
    used_charts: set[str] = field(default_factory=set)
    used_directives: set[str] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)
    unknown_ids: bool = False
    """Whether an id has an expression in it."""
    words: int = 0

    def line(self, number: int) -> int:
        """Return the author's line for a line that Markdown saw, from 0."""
        return self.lines[min(max(number, 0), len(self.lines) - 1)] if self.lines else 0

    def line_of(self, token: Token) -> int:
        """Return the author's line of a token; 0 when it has none."""
        return self.line(token.map[0]) if token.map else 0

    def problem(self, message: str, line: int, hint: str = "") -> None:
        """Collect a problem, once."""
        problem = Problem(message=message, line=line, hint=hint)
        if problem not in self.problems:
            self.problems.append(problem)

    def warning(self, message: str, line: int, hint: str = "") -> None:
        """Collect a warning, once: the article is published all the same."""
        problem = Problem(message=message, line=line, hint=hint, severity="warning")
        if problem not in self.warnings:
            self.warnings.append(problem)


def session(env: Any) -> Session:
    """Return the session that travels in markdown-it's `env`."""
    found: Session = env["session"]
    return found
