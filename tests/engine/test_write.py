"""Files are placed whole or not at all; folders that are not ours are not touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportgen.engine.output import OutputFolder
from reportgen.problems import ProblemError

TEMPORARY = ".reportgen-tmp"


def folder(path: Path) -> OutputFolder:
    return OutputFolder(path, "reportgen")


def test_a_file_is_placed_and_an_equal_one_is_left_as_it_is(tmp_path: Path) -> None:
    first = folder(tmp_path).place("site/a/index.html", b"hello")
    assert first.size == 5
    assert folder(tmp_path).place("site/a/index.html", b"hello") == first
    assert folder(tmp_path).place("site/a/index.html", b"other") != first
    assert [path.name for path in (tmp_path / "site/a").iterdir()] == ["index.html"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder(tmp_path).place("a.txt", b"old")

    def fail(*paths: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(ProblemError) as caught:
        folder(tmp_path).place("a.txt", b"new")
    assert str(caught.value) == (
        "a.txt: cannot be written: No space left on device\n    make room or allow writing there"
    )
    assert (tmp_path / "a.txt").read_bytes() == b"old"


def test_removing_takes_empty_folders_along_and_nothing_else(tmp_path: Path) -> None:
    folder(tmp_path).place("site/blog/a/index.html", b"x")
    folder(tmp_path).place("site/blog/b/index.html", b"x")
    assert folder(tmp_path).remove("site/blog/a/index.html")
    assert not (tmp_path / "site/blog/a").exists()
    assert (tmp_path / "site/blog/b/index.html").exists()
    assert not folder(tmp_path).remove("site/blog/a/index.html")


def test_a_folder_with_strange_files_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("mine")
    refused = pytest.raises(ProblemError, match=r"holds files that reportgen did not make \(thesis.odt\)")
    with refused, folder(tmp_path).locked(known=False):
        pass
    with folder(tmp_path).locked(known=True):
        pass


def test_an_empty_folder_or_one_with_a_readme_is_fine(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("")
    with folder(tmp_path).locked(known=False):
        pass


def test_one_build_at_a_time(tmp_path: Path) -> None:
    with (
        folder(tmp_path).locked(known=True),
        pytest.raises(ProblemError, match="another build is writing"),
        folder(tmp_path).locked(known=True),
    ):
        pass
    with folder(tmp_path).locked(known=True):
        pass


def test_a_link_in_the_way_of_what_is_being_written_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("not ours")
    (tmp_path / "output/site").mkdir(parents=True)
    (tmp_path / "output/site" / TEMPORARY).symlink_to(tmp_path / "outside.txt")
    folder(tmp_path / "output").place("site/a.html", b"page", empty=True)
    assert (tmp_path / "outside.txt").read_text() == "not ours"
    assert (tmp_path / "output/site/a.html").read_bytes() == b"page"
    assert not (tmp_path / "output/site/a.html").is_symlink()


def test_what_a_killed_build_left_in_the_way_is_written_over(tmp_path: Path) -> None:
    (tmp_path / TEMPORARY).write_bytes(b"much more than the new file will hold")
    folder(tmp_path).place("a.html", b"page")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]
    assert (tmp_path / "a.html").read_bytes() == b"page"
