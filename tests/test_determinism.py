"""The same input gives the same bytes: in another process, place, order, time zone and language."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Project

WORLDS = {
    "hash seed": {"PYTHONHASHSEED": "1"},
    "time zone": {"TZ": "Pacific/Kiritimati"},
    "language": {"LC_ALL": "C", "LANG": "C"},
    "width of the terminal": {"COLUMNS": "40"},
}


@pytest.mark.parametrize("world", WORLDS)
def test_bytes_do_not_depend_on_the_process(world: str, built: Project, project: Callable[..., Project]) -> None:
    other = project(folder=f"somewhere else/{world}")
    environment = {**os.environ, "PYTHONHASHSEED": "0", **WORLDS[world]}
    command = [sys.executable, "-m", "reportgen", "--project", str(other.root), "build", "--client", "harbor-dental"]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    expected = {path: content for path, content in built.output().items() if path.startswith("briefs/harbor-dental")}
    assert other.output() == expected


def test_bytes_do_not_depend_on_the_order_in_which_files_were_made(
    built: Project, project: Callable[..., Project]
) -> None:
    other = project()
    for path in sorted(other.root.rglob("*.yml"), reverse=True):
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
    assert other.run("build", "--only", "site").exit_code == 0
    assert other.output() == {path: content for path, content in built.output().items() if path.startswith("site/")}


def test_a_date_without_a_setting_comes_from_source_date_epoch(
    project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project()
    made.edit("reportgen.toml", "as_of = 2026-11-02\n", "")
    result = made.run("check")
    assert "as_of: is missing" in result.stderr
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    assert made.run("build", "--client", "harbor-dental").exit_code == 0
    assert b'"as_of": "2026-09-21"' in made.output()["briefs/harbor-dental/comparison.json"]


def test_a_build_leaves_nothing_outside_the_project(project: Callable[..., Project], tmp_path: Path) -> None:
    """Not in the home folder, not in the cache folder, not in the folder for temporary files."""
    made = project()
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    home.mkdir()
    temporary.mkdir()
    keep = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    environment = keep | {"HOME": str(home), "TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "reportgen", "--project", str(made.root), "build", "--client", "harbor-dental"]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert list(home.rglob("*")) == []
    assert list(temporary.rglob("*")) == []
