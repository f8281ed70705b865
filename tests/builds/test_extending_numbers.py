"""docs/extending.md does what it says: a chart, a figure and a language are added to a copy, and work there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import small
from conftest import copied
from extending import Copy, copied_package, follow


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return copied_package(tmp_path / "copy")


def test_a_chart(copy: Copy, tmp_path: Path) -> None:
    project = small.begun(tmp_path / "project")
    project.edit("content/articles/two-ways.md", "::: chart annual-cost", "::: chart downtime")
    before = copy.run("build", "--client", "cedar", project=project.root)
    assert "unknown chart 'downtime'" in before.stderr
    follow("A chart", copy.root)
    built = copy.run("build", "--client", "cedar", project=project.root)
    assert built.returncode == 0, built.stderr
    page = (project.root / "output/briefs/cedar/index.html").read_text(encoding="utf-8")
    assert 'class="chart chart-downtime"' in page
    assert re.search(r"Most hours are lost with break/\u2060?fix: [\d.]+ hours a year", page)


def test_a_figure(copy: Copy, tmp_path: Path) -> None:
    project = copied(tmp_path / "project", ("harbor-dental",))
    asked = ("explain", "harbor-dental", "year.managed.per_person")
    assert "there is no figure 'year.managed.per_person'" in copy.run(*asked, project=project.root).stderr
    follow("A figure", copy.root)
    told = copy.run(*asked, project=project.root)
    first, formula, *rest = told.stdout.splitlines()
    assert re.fullmatch(r"year\.managed\.per_person = [\d,.]+ USD/year  .*", first), told.stderr
    assert first.endswith("Expected cost of a year for one person, managed IT")
    assert formula == "    = year.managed.total / profile.users"
    assert any(line.startswith("  year.managed.total = ") for line in rest)


def test_a_language(tmp_path: Path) -> None:
    project = copied(tmp_path / "project", ("harbor-dental",))
    follow("A language", project.root)
    project.edit("content/articles/break-fix-or-managed-it.md", "language: en-US", "language: nl-NL")
    built = project.run("build", "--client", "harbor-dental")
    assert built.exit_code == 0, built.output
    page = (project.root / "output/briefs/harbor-dental/index.html").read_text(encoding="utf-8")
    assert "Bijlage: de cijfers en de methode" in page and "Prijs per persoon" in page
    assert "Verwachte kosten van een jaar, beheerde IT" in page
    assert "What was assumed" in page  # not translated
