"""A text that is not filled in refuses `{{` and `{%`: in every kind of document, in every text, with its line."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from conftest import ROOT
from reportgen.problems import ProblemError
from reportgen.project import settings
from reportgen.project.readers.documents import yml
from reportgen.project.readers.record import Record
from reportgen.project.schema import KINDS
from reportgen.project.schema.assumptions import read_assumptions
from reportgen.project.schema.authors import read_authors
from reportgen.project.schema.brand import BrandFile
from reportgen.project.schema.client import read_client
from reportgen.project.schema.factors import read_factors
from reportgen.project.schema.front_matter import FrontMatter, parts
from reportgen.project.schema.override import OverrideFront
from reportgen.project.schema.terms import read_terms
from reportgen.project.schema.validation import validate
from reportgen.project.terms import completed

CONTENT = ROOT / "content"
OVERRIDE = b"---\nreplaces: cost\noriginal: 0123456789ab\n---\ntext\n"


def document(name: str) -> Record:
    return yml.read((CONTENT / name).read_bytes(), f"content/{name}")


ASSUMPTIONS, FACTORS = read_assumptions(document("assumptions.yml")), read_factors(document("factors.yml"))
ARTICLE = (CONTENT / "articles/break-fix-or-managed-it.md").read_bytes()
SITE = tomllib.loads((CONTENT.parent / "reportgen.toml").read_text(encoding="utf-8"))
DOCUMENTS: dict[str, tuple[Record, Callable[[Record], object]]] = {
    "article": (parts(ARTICLE, "a.md", "")[0], lambda record: validate(FrontMatter, record)),
    "assumptions": (document("assumptions.yml"), read_assumptions),
    "authors": (document("authors.yml"), read_authors),
    "brand": (document("brands/larkmere/_brand.yml"), lambda record: validate(BrandFile, record)),
    "client": (
        completed(document("clients/harbor-dental.yml"), read_terms(document("terms.yml"))),
        lambda record: read_client(record, ASSUMPTIONS, FACTORS),
    ),
    "factors": (document("factors.yml"), read_factors),
    "override": (parts(OVERRIDE, "o.md", "")[0], lambda record: validate(OverrideFront, record)),
    "terms": (document("terms.yml"), read_terms),
    "site": (Record("reportgen.toml", SITE), lambda record: validate(settings.Settings, record)),
}


def texts(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to each text in a document."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(part, (*path, key))


def with_text(data: Any, path: tuple[str | int, ...], text: str) -> Any:
    """The document with another text at a place."""
    data = copy.deepcopy(data)
    part = data
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = text
    return data


def dotted(path: tuple[str | int, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def test_every_kind_of_document_is_here() -> None:
    assert DOCUMENTS.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_no_text_of_a_document_is_published_with_its_braces(kind: str) -> None:
    record, read = DOCUMENTS[kind]
    read(record)
    for text in ("IT support for {{ client.name }}", "{% if client %}x{% endif %}"):
        for path in texts(record.data):
            with pytest.raises(ProblemError) as caught:
                read(replace(record, data=with_text(record.data, path, text)))
            told = [problem for problem in caught.value.problems if "holds an expression in braces" in problem.message]
            assert [(each.field, each.line) for each in told] == [(dotted(path), record.line(dotted(path)))]
