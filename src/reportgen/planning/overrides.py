"""Overrides: a client's passages in place of the article's own or after them, checked against what they override."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from ..charts import CHARTS
from ..engine.model import digest
from ..engine.snapshot import Snapshot
from ..markdown import Override, alternatives, compile_markdown
from ..problems import Problem, ProblemError, Severity, did_you_mean
from ..project.readers.record import Record
from ..project.schema.override import read_override
from ..rendering.environment import syntax
from .references import dead_references, template_ids
from .site import Article, Site


def read_overrides(
    paths: Iterable[str], article: Article, site: Site, snapshot: Snapshot, directives: Collection[str]
) -> tuple[tuple[Override, ...] | None, list[Problem]]:
    """Return a client's overrides of its article, None when one of them cannot be used, and their problems."""
    text = snapshot.read(article.path).decode("utf-8", "replace")
    overrides: list[Override] = []
    problems, usable = list[Problem](), True
    for path in paths:
        try:
            override, warnings = read(snapshot.read(path), path, article, text, directives)
        except ProblemError as error:
            problems, usable = [*problems, *error.problems], False
            continue
        dead = list(_dead(override, snapshot, article, site))
        problems, usable = [*problems, *warnings, *dead], usable and not dead
        overrides.append(override)
    return tuple(overrides) if usable else None, problems


def _dead(override: Override, snapshot: Snapshot, article: Article, site: Site) -> Iterator[Problem]:
    """Yield a problem for each reference that leads nowhere, and for what only an article can have."""
    text = override.text
    references = replace(text.references, anchors=text.anchors + article.references.anchors)
    ids = template_ids(site.templates)
    yield from dead_references(text.path, references, site.articles, ids, snapshot.files)
    if text.footnotes:
        hint = "say it in the text"
        yield Problem(message="an override cannot have footnotes", path=text.path, hint=hint)


def read(
    raw: bytes, path: str, article: Article, text: str, directives: Collection[str]
) -> tuple[Override, list[Problem]]:
    """Return the override, and a warning if the passage it replaces is not the one it was written against.

    `text` is the article's whole file.  Raises ProblemError with what is wrong with the override.
    """
    front, record, body, line = read_override(raw, path)
    known = originals(article, text)
    field = "replaces" if front.replaces else "after"
    if front.heading not in known:
        message, hint = f"no heading {front.heading!r} in {article.path}", did_you_mean(front.heading, known)
        if any(heading.id == front.heading for heading in article.compiled.headings):
            message = f"the heading {front.heading!r} in {article.path} is inside another block"
            hint = "name a heading that is in no list, quotation or directive"
        raise ProblemError([_about(record, field, message, hint)])
    warnings = []
    if front.replaces and front.original != known[front.heading]:
        warnings = [_outdated(record, front.original, known[front.heading], article)]
        if not front.original:
            raise ProblemError(warnings)
    compiled, more = compile_markdown(body, path, syntax(), line, directives, CHARTS, article.front.language)
    return Override(front.heading, bool(front.replaces), compiled), [*more, *warnings]


def originals(article: Article, text: str) -> dict[str, str]:
    """Return the digest of each passage of an article by the id of its heading; line ends in it do not matter."""
    lines = text.splitlines()
    free = [each for each in article.compiled.headings if each.free and each.id]
    digests: dict[str, str] = {}
    for number, heading in enumerate(free, start=1):
        ends = (
            each.line
            for each in free[number:]
            if each.level <= heading.level and each.id != heading.id and not alternatives(heading.branch, each.branch)
        )
        words = " ".join(lines[heading.line - 1 : next(ends, len(lines) + 1) - 1]).split()
        digests.setdefault(heading.id, digest(" ".join(words).encode())[:12])
    return digests


def _outdated(record: Record, written: str | None, now: str, article: Article) -> Problem:
    if not written:
        hint = f"add `original: {now}`, so that a later change of the passage is noticed"
        return _about(record, "original", "is missing", hint)
    message = f"the passage in {article.path} has changed since this override was written"
    hint = f"read it again, change the override if need be, then write `original: {now}`"
    return _about(record, "original", message, hint, "warning")


def _about(record: Record, field: str, message: str, hint: str, severity: Severity = "error") -> Problem:
    line = record.line(field)
    return Problem(message=message, path=record.path, line=line, field=field, hint=hint, severity=severity)
