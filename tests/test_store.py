"""The build's memory may be lost, damaged, or of another version: then it begins anew."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from reportgen.engine.model import canonical, digest
from reportgen.engine.output import Stat
from reportgen.engine.store import opened
from reportgen.engine.traces import Memory, Trace
from reportgen.problems import Problem, ProblemError
from reportgen.project.files import Seen

TRACE = Trace("key", "digest", Stat(3, 4), {"role": "d"}, (Problem(message="odd", severity="warning"),))


def test_what_is_remembered_is_there_the_next_time(tmp_path: Path) -> None:
    with opened(tmp_path / "memory", tmp_path / "out") as store:
        store.remember({"site/a.html": TRACE})
        store.claim({"site/": Memory.of(["site/a.html"])})
        store.remember_seen({}, {"content/a.md": Seen(1, 2, 3, "d")})
        store.recall("outline", "k", b"plan", {})
    with opened(tmp_path / "memory", tmp_path / "out") as store:
        assert store.traces() == {"site/a.html": TRACE}
        assert store.traces("site/") == {"site/a.html": TRACE}
        assert store.traces("briefs/") == {}
        assert store.bundles()["site/"].files == ["site/a.html"]
        assert store.seen() == {"content/a.md": Seen(1, 2, 3, "d")}
        assert (store.recalled("outline", "k"), store.recalled("outline", "other")) == ((b"plan", []), None)


def test_each_output_folder_has_traces_of_its_own(tmp_path: Path) -> None:
    with opened(tmp_path / "memory", tmp_path / "one") as store:
        store.remember({"a": TRACE})
    with opened(tmp_path / "memory", tmp_path / "two") as store:
        assert store.traces() == {}


@pytest.mark.parametrize("content", [b"", b"nonsense" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_store_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "store.sqlite").write_bytes(content)
    with opened(tmp_path, tmp_path / "out") as store:
        assert store.traces() == {}
        store.remember({"a": TRACE})
    with opened(tmp_path, tmp_path / "out") as store:
        assert store.traces() == {"a": TRACE}


def test_a_store_of_another_version_is_begun_anew(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "store.sqlite")
    connection.executescript("CREATE TABLE traces (what TEXT); PRAGMA user_version = 999;")
    connection.close()
    with opened(tmp_path, tmp_path / "out") as store:
        assert store.traces() == {}


def test_a_read_only_store_leaves_nothing_behind(tmp_path: Path) -> None:
    with opened(tmp_path / "memory", tmp_path / "out", read_only=True) as store:
        store.remember({"a": TRACE})
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_store_knows_what_was_remembered(tmp_path: Path) -> None:
    with opened(tmp_path, tmp_path / "out") as store:
        store.remember({"a": TRACE})
    before = (tmp_path / "store.sqlite").read_bytes()
    with opened(tmp_path, tmp_path / "out", read_only=True) as store:
        assert store.traces() == {"a": TRACE}
        store.forget(["a"])
    assert (tmp_path / "store.sqlite").read_bytes() == before


def test_a_place_that_cannot_hold_a_store_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(ProblemError, match="memory cannot be opened"),
        opened(tmp_path / "file" / "x", tmp_path),
    ):
        pass


def test_small_inputs_that_nothing_was_made_from_are_forgotten_in_the_end(tmp_path: Path) -> None:
    inner, alone = b"inner", b"alone"
    tree = canonical({"client": digest(inner)})
    with opened(tmp_path, tmp_path / "out") as store:
        store.describe({digest(each): each for each in (inner, alone, tree)})
        store.describe({digest(each): each for each in (b"%d" % number for number in range(3000))})
        store.remember({"a": TRACE._replace(roles={"/": digest(tree), "file": "elsewhere"})})
        store.recall("outline", "k", b"plan", {digest(alone): alone})
        store.prune()
        assert [store.described(digest(each)) for each in (inner, alone, tree, b"7")] == [inner, alone, tree, None]
