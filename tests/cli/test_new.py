"""What `reportgen new` and `init` begin: it builds as it is, in one's own colours; what was there is kept."""

from __future__ import annotations

import errno
import io
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT, Project
from reportgen.cli import main
from reportgen.cli.new_files import write_new
from reportgen.importing.starters.names import identifier
from reportgen.importing.starters.wordmark import wordmark
from reportgen.problems import ProblemError
from reportgen.project.files import STARTER, packaged
from reportgen.project.schema.brand.svg import svg_problems, xml_problems

FACE = "content/brands/larkmere/fonts/inter-semibold.ttf"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="reportgen")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A new project in its own colour, built once; for tests that only look."""
    folder = tmp_path_factory.mktemp("new") / "acme-it"
    result = run("new", "project", str(folder), "--name", "Acme & Söhne", "--colour", "#ffb400", "--currency", "CAD")
    assert result.exit_code == 0, result.output
    made = Project(folder)
    result = made.run("build")
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return made


def test_a_new_project_builds_without_a_warning_and_is_ready(begun: Project) -> None:
    assert (begun.root / "output/briefs/ashgrove-veterinary/ashgrove-veterinary.pdf").read_bytes()[:5] == b"%PDF-"
    checked = begun.run("check", "--strict")
    assert checked.exit_code == 0, checked.output
    assert checked.stdout.endswith("no problems\n")


def test_name_colour_and_currency_reach_the_report(begun: Project) -> None:
    page = (begun.root / "output/briefs/ashgrove-veterinary/index.html").read_text(encoding="utf-8")
    assert "Acme &amp; Söhne" in page
    assert "CA$" in page or "$" in page
    brand = (begun.root / "content/brands/acme-sohne/_brand.yml").read_text(encoding="utf-8")
    assert 'house: "#ffb400"' in brand
    assert 'accent: "#ffb400"' not in brand, "yellow cannot be read on paper: text has a darker shade"
    assert b'fill="#ffb400"' in (begun.root / "content/brands/acme-sohne/logo.svg").read_bytes()


def test_nothing_of_the_sample_project_is_left(begun: Project) -> None:
    for path in (begun.root / "content").rglob("*"):
        if path.suffix in (".yml", ".md", ".svg"):
            text = path.read_text(encoding="utf-8").lower()
            assert not [name for name in ("larkmere", "lindqvist", "okafor", "currency: currency") if name in text], (
                path
            )


def test_editors_find_the_schema_of_each_file(begun: Project) -> None:
    for path in (begun.root / "content").rglob("*.yml"):
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        if first.startswith("# yaml-language-server: $schema="):
            assert (path.parent / first.partition("=")[2]).resolve().is_file(), path
        else:
            assert path.name == "_brand.yml"


def test_the_same_project_begins_without_any_answer(tmp_path: Path) -> None:
    result = run("new", "project", str(tmp_path / "blue-heron"))
    assert result.exit_code == 0, result.output
    assert tomllib.loads((tmp_path / "blue-heron/reportgen.toml").read_text(encoding="utf-8"))["brand"] == "blue-heron"
    assert 'name: "Blue Heron"' in (tmp_path / "blue-heron/content/brands/blue-heron/_brand.yml").read_text("utf-8")


def test_init_keeps_what_is_there_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".gitignore").write_text("mine\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = run("init", "--name", "Acme")
    assert result.exit_code == 0, result.output
    assert result.stderr == ".gitignore was there before, and is kept as it is\n"
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "mine\n"
    again = run("init", "--name", "Acme")
    assert again.exit_code == 1
    assert "is a project already" in again.stderr


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (("--colour", "tomato"), "--colour: 'tomato' is not a colour"),
        (("--address", "example.com"), "--address: 'example.com' is not the address of a site"),
        (("--language", "english"), "--language: 'english' is not a language and a country"),
        (("--currency", "dollar"), "--currency: is no currency of ISO 4217"),
        (("--name", "x" * 81), "--name: has 81 characters"),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused_before_anything_is_written(
    tmp_path: Path, option: tuple[str, str], told: str
) -> None:
    result = run("new", "project", str(tmp_path / "acme"), *option)
    assert result.exit_code == 1
    assert told in result.stderr
    assert not (tmp_path / "acme").exists()


def test_every_answer_that_cannot_be_used_is_told_at_once(tmp_path: Path) -> None:
    options = ("--name", "", "--address", "example.com", "--language", "x", "--currency", "UDS", "--colour", "teal")
    told = run("new", "project", str(tmp_path / "acme"), *options).stderr
    assert re.findall(r"^error: (--\w+):", told, re.M) == [
        "--name",
        "--address",
        "--language",
        "--currency",
        "--colour",
    ]
    assert "did you mean 'USD'?" in told
    assert not (tmp_path / "acme").exists()


@pytest.mark.parametrize("command", [["build"], ["check"], ["explain", "anyone"], ["links", "--external"]])
def test_in_an_empty_folder_every_command_says_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*command)
    assert result.exit_code == 1
    assert "`reportgen init` begins a project here" in result.stderr


def test_a_disk_that_is_full_leaves_no_file_that_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[: len(content) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", half)
        with pytest.raises(ProblemError, match="cannot be written: no space left on device"):
            write_new(tmp_path, {"content/authors.yml": b"team: {}"})
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert write_new(tmp_path, {"content/authors.yml": b"team: {}"}) == []


def test_a_logo_is_drawn_from_a_name_and_is_safe_to_put_into_a_page() -> None:
    face = packaged()[FACE]
    drawn = wordmark('O"Brien & <Co>', face, "#1f4e79", "#1a1c1e")
    assert svg_problems(drawn) == xml_problems(drawn) == []
    assert drawn.count(b"<path") == 2
    assert wordmark("株式会社", face, "#1f4e79", "#1a1c1e").count(b"<path") == 1, "the face has no such letters"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Müller & Sons", "muller-sons"), ("株式会社", "house"), ("--", "house"), ("A" * 80, "a" * 64)],
)
def test_an_id_is_made_from_a_name(name: str, expected: str) -> None:
    assert identifier(name) == expected


def test_the_wheel_holds_what_a_new_project_begins_with(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(io.BytesIO(wheel.read_bytes())) as archive:
        names = set(archive.namelist())
    assert {f"reportgen/{name}" for name in packaged()} <= names
    assert STARTER
