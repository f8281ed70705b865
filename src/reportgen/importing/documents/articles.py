"""Documents as articles of a project: ids, authors, links among them, pictures, and the files to write."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Date

from .front_matter import identifier, scalar, write_front_matter
from .headings import level_headings
from .html_inlines import name_of
from .linking import ARTICLES, Found, addresses_of, linked
from .model import Document
from .page import first_words
from .write_blocks import Placed, write_body

AUTHORS = "content/authors.yml"


@dataclass(frozen=True, slots=True)
class Project:
    """What an import has to know of the project: its authors by id, its title, its date, its authors' file."""

    authors: Mapping[str, str]
    title: str
    as_of: Date
    authors_file: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """An article to be written: its files by path, the Markdown first, and what is to be looked at."""

    id: str
    document: Document
    files: Mapping[str, bytes]
    remarks: tuple[Placed, ...]

    @property
    def path(self) -> str:
        """Where the Markdown goes."""
        return f"{ARTICLES}{self.id}.md"


@dataclass(frozen=True, slots=True)
class Import:
    """All articles of one import, and the file of authors when somebody new is in it."""

    articles: tuple[Article, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    new_authors: tuple[str, ...] = ()


def make_articles(
    found: Iterable[Found],
    project: Project,
    editions: list[str],
    change: Callable[[Document], Document] = lambda given: given,
) -> Import:
    """Return the documents as articles; `change` is applied to each before it is written."""
    completed = [Found(_completed(each.document, project), each.find) for each in found]
    ids = _ids([each.document for each in completed])
    known = {name.lower(): name_id for name_id, name in project.authors.items()}
    names = dict.fromkeys(name for each in completed for name in each.document.authors)
    authors = {name: known.get(name.lower()) or _author_id(name, project.authors) for name in names}
    new = tuple(name for name in names if authors[name] not in project.authors)
    addresses = addresses_of(completed, ids)
    articles = []
    for each, name in zip(completed, ids, strict=True):
        document, pictures = linked(each, name, addresses)
        document = change(replace(document, blocks=level_headings(document.blocks)))
        head, placed = write_front_matter(document, authors, editions)
        body = write_body(document, len("\n".join(head).split("\n")) + 2)
        text = "\n".join([*head, "", *body.lines]) + "\n"
        files = {
            f"{ARTICLES}{name}.md": text.encode(),
            **{f"{ARTICLES}{name}/{file}": raw for file, raw in pictures.items()},
        }
        articles.append(Article(name, document, files, (*placed, *body.remarks)))
    more = {AUTHORS: _with_authors(project.authors_file, {authors[name]: name for name in new}).encode()} if new else {}
    return Import(tuple(articles), more, new)


def _completed(document: Document, project: Project) -> Document:
    """Return the document with what an article must have; what had to be put in is unsure."""
    unsure = dict(document.unsure)
    title = document.title.strip()
    if not title:
        title = re.sub(r"[-_]+", " ", name_of(document.name).rpartition(".")[0] or "Untitled").strip().capitalize()
        unsure["title"] = "the document names none, this is the name of its file"
    description = document.description
    if not description:
        description = first_words(document.blocks) or title
        unsure["description"] = "the first words of the text; say in one sentence what the reader learns"
    date = document.date
    if not date:
        date = project.as_of
        reason = f"the source has {unsure['date']}" if "date" in unsure else "the document names none"
        unsure["date"] = f"{reason}; this is the date of the import"
    authors = document.authors
    if not authors:
        authors = (project.title,)
        unsure["authors"] = "the document names none, this is the title of the site"
    return replace(document, title=title, description=description, date=date, authors=authors, unsure=unsure)


def _ids(documents: list[Document]) -> list[str]:
    """Return an id for each, different ones for all."""
    found: list[str] = []
    for document in documents:
        name = identifier(document.slug) or identifier(document.title) or "article"
        number, free = 2, name
        while free in found:
            free, number = f"{name[:60]}-{number}", number + 1
        found.append(free)
    return found


def _author_id(name: str, taken: Mapping[str, str]) -> str:
    wanted = identifier(name) or "author"
    return wanted if wanted not in taken else f"{wanted[:61]}-2"


def _with_authors(text: str, new: Mapping[str, str]) -> str:
    """Return the file of authors with the new ones below."""
    lines = [text.rstrip("\n")] if text.strip() else []
    for name_id, name in new.items():
        lines += [
            *([""] if lines else []),
            f"{name_id}:",
            f"  name: {scalar(name)}",
            "  # unsure: the source names no role",
            "  role: Author",
        ]
    return "\n".join(lines) + "\n"
