"""docs/extending.md does what it says: a chart, a figure and a language are added to a copy, and work there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import small
from conftest import ROOT, copied

BLOCK = re.compile(r"^```(\w+) (\S+)\n(.*?)^```", re.S | re.M)


def recipe(section: str) -> list[tuple[str, str, str]]:
    """The blocks of a section: the language of each, the file that it names, and its text."""
    text = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
    return BLOCK.findall(re.split(r"^## ", text.partition(f"\n## {section}\n")[2], flags=re.M)[0])


def follow(section: str, root: Path) -> None:
    """Does what a section says, in a folder: a diff changes its file, a block is added to its file or makes it."""
    for language, name, text in recipe(section):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = patched(before, text) if language == "diff" else f"{before}\n{text}".lstrip("\n")
        path.write_text(after, encoding="utf-8")


def patched(text: str, diff: str) -> str:
    """The text with a diff applied, whose hunks are apart by `@@`."""
    for hunk in diff.split("@@\n"):
        lines = hunk.splitlines()
        old, new = ("".join(f"{line[1:]}\n" for line in lines if line[0] in signs) for signs in (" -", " +"))
        assert text.count(f"\n{old}") == 1, f"not once in the file: {old}"
        text = text.replace(f"\n{old}", f"\n{new}")
    return text


@dataclass(frozen=True)
class Copy:
    """A copy of the package and its templates, and the commands of that copy."""

    root: Path

    def run(self, *arguments: str, project: Path) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(self.root / "src")}
        command = [sys.executable, "-m", "reportgen", "--project", str(project), *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    root = tmp_path / "copy"
    shutil.copytree(ROOT / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "templates", root / "templates")
    return Copy(root)


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
