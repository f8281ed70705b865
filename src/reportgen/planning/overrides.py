"""Notes of one client: passages that take the place of the article's own, checked against what they replace."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from ..charts import CHARTS
from ..engine.model import digest
from ..engine.snapshot import Snapshot
from ..markdown import alternatives, compile_markdown
from ..problems import Problem, ProblemError, Severity, did_you_mean
from ..project.readers.record import Record
from ..project.schema.override import read_note
from ..rendering.environment import syntax
from .client import Note
from .references import dead_references, template_ids
from .site import Article, Site


def notes_of(
    paths: Iterable[str], article: Article, site: Site, snapshot: Snapshot, directives: Collection[str]
) -> tuple[tuple[Note, ...] | None, list[Problem]]:
    """A client's notes on its article, and what is to be said of them; None when one of them cannot be used."""
    text = snapshot.read(article.path).decode("utf-8", "replace")
    notes: list[Note] = []
    told, usable = list[Problem](), True
    for path in paths:
        try:
            note, found = read(snapshot.read(path), path, article, text, directives)
        except ProblemError as error:
            told, usable = [*told, *error.problems], False
            continue
        dead = list(_dead(note, snapshot, article, site))
        told, usable = [*told, *found, *dead], usable and not dead
        notes.append(note)
    return tuple(notes) if usable else None, told


def _dead(note: Note, snapshot: Snapshot, article: Article, site: Site) -> Iterator[Problem]:
    """Yield what a note refers to that is not there, and what only an article can have."""
    text = note.compiled
    references = replace(text.references, anchors=text.anchors + article.references.anchors)
    ids = template_ids(site.templates)
    yield from dead_references(text.path, references, site.articles, ids, snapshot.files)
    if text.footnotes:
        hint = "say it in the text"
        yield Problem(message="a note for one client cannot have footnotes", path=text.path, hint=hint)


def read(raw: bytes, path: str, article: Article, text: str, directives: Collection[str]) -> tuple[Note, list[Problem]]:
    """The note, and a warning when the passage it replaces is no longer the one it was written against.

    `text` is the article's whole file.  Raises ProblemError with what is wrong with the note.
    """
    front, record, body, line = read_note(raw, path)
    known = originals(article, text)
    if front.heading not in known:
        field = "replaces" if front.replaces else "after"
        message, hint = f"no heading {front.heading!r} in {article.path}", did_you_mean(front.heading, known)
        raise ProblemError([_about(record, field, message, hint)])
    found = []
    if front.replaces and front.original != known[front.heading]:
        found = [_outdated(record, front.original, known[front.heading], article)]
        if not front.original:
            raise ProblemError(found)
    compiled, warnings = compile_markdown(body, path, syntax(), line, directives, CHARTS, article.front.language)
    return Note(front.heading, bool(front.replaces), compiled), [*found, *warnings]


def originals(article: Article, text: str) -> dict[str, str]:
    """The digest of each passage of an article, by the id of its heading; how its lines are broken does not matter."""
    lines = text.splitlines()
    found = article.compiled.headings
    digests: dict[str, str] = {}
    for at, (level, name, first, branch) in enumerate(found):
        ends = (
            line
            for other, title, line, place in found[at + 1 :]
            if other <= level and title != name and not alternatives(branch, place)
        )
        words = " ".join(lines[first - 1 : next(ends, len(lines) + 1) - 1]).split()
        digests.setdefault(name, digest(" ".join(words).encode())[:12])
    return digests


def _outdated(record: Record, written: str | None, now: str, article: Article) -> Problem:
    if not written:
        hint = f"add `original: {now}`, so that a later change of the passage is noticed"
        return _about(record, "original", "is missing", hint)
    message = f"the passage in {article.path} has changed since this note was written"
    hint = f"read it again, change the note if need be, then write `original: {now}`"
    return _about(record, "original", message, hint, "warning")


def _about(record: Record, field: str, message: str, hint: str, severity: Severity = "error") -> Problem:
    line = record.line(field)
    return Problem(message=message, path=record.path, line=line, field=field, hint=hint, severity=severity)
