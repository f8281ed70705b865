"""docs/extending.md does what it says: each thing of a project is added to a copy of the tool, and works there."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import small
from conftest import copied
from extending import Copy, copied_package, follow
from reportgen.project.readers.documents import yml

WAYS = "content/articles/two-ways.md"
ARTICLE = "content/articles/break-fix-or-managed-it.md"


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return copied_package(tmp_path / "copy")


def labelled(row: Mapping[str, str]) -> str:
    """A row as LTSV writes it."""
    return "\t".join(f"{name}:{value}" for name, value in row.items()) + "\n"


def test_a_reader_of_tables(copy: Copy, tmp_path: Path) -> None:
    project = small.begun(tmp_path / "project")
    table = project.root / "content/clients/table.csv"
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    table.unlink()
    project.write({"content/clients/table.ltsv": "".join(labelled(row) for row in rows)})
    assert "no client 'cedar'" in copy.run("explain", "cedar", project=project.root).stderr
    follow("A reader", copy.root)
    explained = copy.run("explain", "cedar", "year.managed.total", project=project.root)
    assert explained.stdout.startswith("year.managed.total = "), explained.stderr
    project.write({"content/clients/table.ltsv": "id:cedar\n\nnothing\n"})
    assert "content/clients/table.ltsv:3: a cell has no name" in copy.run("check", project=project.root).stderr


def test_a_reader_of_tables_reads_tickets(copy: Copy, tmp_path: Path) -> None:
    project = small.begun(tmp_path / "project")
    rows = csv.DictReader(io.StringIO(small.TICKETS))
    project.write({"content/clients/birch/desk.ltsv": "".join(labelled(row) for row in rows)})
    before = copy.run("explain", "birch", "incidents[0].per_year", project=project.root).stdout
    project.edit("content/clients/birch.yml", "file: desk.csv", "file: desk.ltsv")
    follow("A reader", copy.root)
    assert copy.run("explain", "birch", "incidents[0].per_year", project=project.root).stdout == before != ""


def test_a_reader_of_documents(copy: Copy, tmp_path: Path) -> None:
    project = small.begun(tmp_path / "project")
    path = project.root / "content/clients/birch.yml"
    data = dict(yml.read(path.read_bytes(), path.name).data)
    path.unlink()
    text = "".join(toml_lines(data | {"locale": "here"}))
    project.write({"content/clients/birch.toml": text})
    follow("A reader", copy.root)
    said = copy.run("check", project=project.root).stderr
    line = next(number for number, each in enumerate(text.splitlines(), 1) if each.startswith("locale"))
    assert f"content/clients/birch.toml:{line}: locale: must look like en-US" in said
    project.write({"content/clients/birch.toml": "".join(toml_lines(data))})
    explained = copy.run("explain", "birch", "year.managed.total", project=project.root)
    assert explained.stdout.startswith("year.managed.total = "), explained.stderr


def toml_lines(data: Mapping[str, object]) -> Iterator[str]:
    """A record as TOML: one line a key, with inline tables."""

    def inline(value: object) -> str:
        if isinstance(value, Mapping):
            return "{" + ", ".join(f"{json.dumps(name)} = {inline(part)}" for name, part in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(inline, value)) + "]"
        return json.dumps(value, ensure_ascii=False)

    yield from (f"{name} = {inline(value)}\n" for name, value in data.items())


def test_a_kind_of_document(copy: Copy) -> None:
    asked = ("-m", "reportgen", "schema", "glossary")
    assert "'glossary' is not one of" in copy.python(*asked).stderr
    follow("A kind of document", copy.root)
    schema = json.loads(copy.python(*asked).stdout)
    assert schema["properties"]["terms"]["minItems"] == 1
    read = (
        "from reportgen.project.readers.documents import yml\n"
        "from reportgen.project.schema.glossary import read_glossary\n"
        "read_glossary(yml.read(b'terms:\\n  - name: Break/fix\\n    meanin: x\\n', 'content/glossary.yml'))"
    )
    said = copy.python("-c", read).stderr
    assert "content/glossary.yml:2: terms[0].meaning: is missing\n    add `meaning:`" in said
    assert "content/glossary.yml:3: terms[0].meanin: unknown key\n    did you mean 'meaning'?" in said


def test_a_key_in_the_front_matter(copy: Copy, tmp_path: Path) -> None:
    project = copied(tmp_path / "project", ())
    project.edit(ARTICLE, "\ndescription:", "\nsubtitle: And how to choose\ndescription:")
    before = copy.run("build", "--dry-run", project=project.root)
    assert f"{ARTICLE}:3: subtitle: unknown key" in before.stderr
    follow("A key in the front matter", copy.root)
    built = copy.run("build", project=project.root)
    assert built.returncode == 0, built.stderr
    page = (project.root / "output/site/blog/break-fix-or-managed-it.html").read_text(encoding="utf-8")
    assert '<p class="subtitle">And how to choose</p>' in page


def test_a_command(copy: Copy, tmp_path: Path) -> None:
    project = small.begun(tmp_path / "project")
    article = next(project.root.glob("content/articles/*.md"))
    assert "no such command 'words'" in copy.run("words", project=project.root).stderr.lower()
    follow("A command", copy.root)
    count = len(article.read_text(encoding="utf-8").split())
    assert f"{article.name}: {count}\n" in copy.run("words", project=project.root).stdout
    assert "words    Count the words of each article." in copy.run("--help", project=project.root).stdout


def test_an_edition_and_its_recipe(copy: Copy, tmp_path: Path) -> None:
    project = small.begun(tmp_path / "project")
    project.edit(WAYS, "[post, whitepaper, brief, one-pager]", "[post, summary]")
    assert "no edition 'summary'" in copy.run("check", project=project.root).stderr
    follow("An edition and its recipe", copy.root)
    built = copy.run("build", project=project.root)
    assert built.returncode == 0, built.stderr
    text = (project.root / "output/briefs/birch/summary.txt").read_text(encoding="utf-8")
    assert re.fullmatch(r"Birch Dental\nbreak_fix: [\d,]+ \w+ a year\nmanaged: [\d,]+ \w+ a year\n", text), text


def test_a_directive(copy: Copy, tmp_path: Path) -> None:
    project = small.begun(tmp_path / "project")
    project.edit(WAYS, "You call, or", "::: quote Somebody\nIt *depends*.\n:::\n\nYou call, or")
    assert "quote" in copy.run("check", project=project.root).stderr
    follow("A directive", copy.root)
    assert copy.run("build", "--only", "site", project=project.root).returncode == 0
    (page,) = project.root.glob("output/site/blog/*ways*.html")
    found = " ".join(page.read_text(encoding="utf-8").split())
    assert (
        '<blockquote class="quote"> <p>It <em>depends</em>.</p> <p class="source">Somebody</p> </blockquote>' in found
    )
