"""Files are placed whole or not at all; folders that are not ours are not touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportgen.engine import output as write
from reportgen.problems import ProblemError


def test_a_file_is_placed_and_an_equal_one_is_left_as_it_is(tmp_path: Path) -> None:
    first = write.place(tmp_path, "site/a/index.html", b"hello")
    assert first.size == 5
    assert write.place(tmp_path, "site/a/index.html", b"hello") == first
    assert write.place(tmp_path, "site/a/index.html", b"other") != first
    assert [path.name for path in (tmp_path / "site/a").iterdir()] == ["index.html"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write.place(tmp_path, "a.txt", b"old")

    def fail(*paths: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(ProblemError) as caught:
        write.place(tmp_path, "a.txt", b"new")
    assert str(caught.value) == (
        "a.txt: cannot be written: No space left on device\n    make room or allow writing there"
    )
    assert (tmp_path / "a.txt").read_bytes() == b"old"


def test_removing_takes_empty_folders_along_and_nothing_else(tmp_path: Path) -> None:
    write.place(tmp_path, "site/blog/a/index.html", b"x")
    write.place(tmp_path, "site/blog/b/index.html", b"x")
    assert write.remove(tmp_path, "site/blog/a/index.html")
    assert not (tmp_path / "site/blog/a").exists()
    assert (tmp_path / "site/blog/b/index.html").exists()
    assert not write.remove(tmp_path, "site/blog/a/index.html")


def test_a_folder_with_strange_files_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("mine")
    refused = pytest.raises(ProblemError, match=r"holds files that reportgen did not make \(thesis.odt\)")
    with refused, write.claimed(tmp_path, ours=False):
        pass
    with write.claimed(tmp_path, ours=True):
        pass


def test_an_empty_folder_or_one_with_a_readme_is_fine(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("")
    with write.claimed(tmp_path, ours=False):
        pass


def test_one_build_at_a_time(tmp_path: Path) -> None:
    with (
        write.claimed(tmp_path, ours=True),
        pytest.raises(ProblemError, match="another build is writing"),
        write.claimed(tmp_path, ours=True),
    ):
        pass
    with write.claimed(tmp_path, ours=True):
        pass


def test_a_dry_run_does_not_make_the_folder(tmp_path: Path) -> None:
    with write.claimed(tmp_path / "out", ours=False, dry=True):
        pass
    assert not (tmp_path / "out").exists()


def test_a_link_in_the_way_of_what_is_being_written_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("not ours")
    (tmp_path / "output/site").mkdir(parents=True)
    (tmp_path / "output/site" / write.TEMPORARY).symlink_to(tmp_path / "outside.txt")
    write.place(tmp_path / "output", "site/a.html", b"page", empty=True)
    assert (tmp_path / "outside.txt").read_text() == "not ours"
    assert (tmp_path / "output/site/a.html").read_bytes() == b"page"
    assert not (tmp_path / "output/site/a.html").is_symlink()


def test_what_a_killed_build_left_in_the_way_is_written_over(tmp_path: Path) -> None:
    (tmp_path / write.TEMPORARY).write_bytes(b"much more than the new file will hold")
    write.place(tmp_path, "a.html", b"page")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]
    assert (tmp_path / "a.html").read_bytes() == b"page"
