"""The store may be lost, damaged, or of another version: then it is recreated."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reportgen.engine.cache import Cached
from reportgen.engine.database import Damaged
from reportgen.engine.model import Artifact, canonical, digest
from reportgen.engine.scan import OutputStat
from reportgen.engine.snapshot import InputStat
from reportgen.engine.store import Store, open_store
from reportgen.engine.traces import BundleTrace, Trace
from reportgen.problems import Problem, ProblemError

TRACE = Trace("key", "digest", OutputStat(3, 4), {"role": "d"}, (Problem(message="odd", severity="warning"),))


def test_what_is_remembered_is_there_the_next_time(tmp_path: Path) -> None:
    with open_store(tmp_path / "memory", tmp_path / "out") as store:
        store.put_traces({"site/a.html": TRACE})
        store.claim({"site/": BundleTrace.incomplete(["site/a.html"])})
        store.put_input_stats({}, {"content/a.md": InputStat(1, 2, 3, "d")})
        store.cache.put("plan", {"": Cached("k", Artifact(b"plan"), {})})
    with open_store(tmp_path / "memory", tmp_path / "out") as store:
        assert store.traces() == {"site/a.html": TRACE}
        assert store.traces("site/") == {"site/a.html": TRACE}
        assert store.traces("briefs/") == {}
        assert store.bundles()["site/"].files == ["site/a.html"]
        assert store.input_stats() == {"content/a.md": InputStat(1, 2, 3, "d")}
        assert store.cache.get("plan", "", "k") == Cached("k", Artifact(b"plan"), {})
        assert store.cache.get("plan", "", "other") is None


def test_each_output_folder_has_traces_of_its_own(tmp_path: Path) -> None:
    with open_store(tmp_path / "memory", tmp_path / "one") as store:
        store.put_traces({"a": TRACE})
    with open_store(tmp_path / "memory", tmp_path / "two") as store:
        assert store.traces() == {}


@pytest.mark.parametrize("content", [b"", b"nonsense" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_store_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "store.sqlite").write_bytes(content)
    with open_store(tmp_path, tmp_path / "out") as store:
        assert store.traces() == {}
        store.put_traces({"a": TRACE})
    with open_store(tmp_path, tmp_path / "out") as store:
        assert store.traces() == {"a": TRACE}


@pytest.mark.parametrize("table", ["inputs", "bundles", "manifest", "traces", "cache", "blobs"])
def test_one_changed_letter_in_any_row_is_noticed(tmp_path: Path, table: str) -> None:
    """SQLite sees damage to its own structure, and none inside a value: a wrong article would be published."""

    def read_everything(store: Store) -> list[object]:
        remembered = [store.input_stats(), store.bundles(), store.manifest_lines(), store.traces()]
        return [*remembered, store.cache.get_all("plan"), store.cache.blob(digest(b"letter"))]

    with open_store(tmp_path, tmp_path / "out") as store:
        store.put_input_stats({}, {"content/letter": InputStat(1, 2, 3, "letter")})
        store.put_complete({"site/": BundleTrace("key", "site/", "letter")}, {"site/": "letter"})
        store.put_traces({"site/a.html": TRACE._replace(digest="letter")})
        store.cache.put("plan", {"": Cached("k", Artifact(b"letter"), {digest(b"letter"): b"letter"})})
        assert read_everything(store)
    path = tmp_path / "store.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})") if name != "sum"]
        changed = ", ".join(
            f"{column} = CASE WHEN typeof({column}) = 'blob' THEN CAST(REPLACE({column}, 'lett', 'bett') AS BLOB)"
            f" WHEN typeof({column}) = 'text' THEN REPLACE({column}, 'lett', 'bett') ELSE {column} END"
            for column in columns
        )
        connection.execute(f"UPDATE {table} SET {changed}")
        assert connection.total_changes == 1
        connection.commit()
    with pytest.raises(Damaged), open_store(tmp_path, tmp_path / "out") as store:
        read_everything(store)


def test_a_store_of_another_version_is_begun_anew(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "store.sqlite")
    connection.executescript("CREATE TABLE traces (what TEXT); PRAGMA user_version = 999;")
    connection.close()
    with open_store(tmp_path, tmp_path / "out") as store:
        assert store.traces() == {}


def test_a_read_only_store_leaves_nothing_behind(tmp_path: Path) -> None:
    with open_store(tmp_path / "memory", tmp_path / "out", read_only=True) as store:
        store.put_traces({"a": TRACE})
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_store_knows_what_was_remembered(tmp_path: Path) -> None:
    with open_store(tmp_path, tmp_path / "out") as store:
        store.put_traces({"a": TRACE})
    before = (tmp_path / "store.sqlite").read_bytes()
    with open_store(tmp_path, tmp_path / "out", read_only=True) as store:
        assert store.traces() == {"a": TRACE}
        store.forget_traces(["a"])
    assert (tmp_path / "store.sqlite").read_bytes() == before


def test_a_place_that_cannot_hold_a_store_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(ProblemError, match="build cache cannot be opened"),
        open_store(tmp_path / "file" / "x", tmp_path),
    ):
        pass


def test_small_inputs_that_nothing_was_made_from_are_forgotten_in_the_end(tmp_path: Path) -> None:
    inner, alone = b"inner", b"alone"
    tree = canonical({"client": digest(inner)})
    with open_store(tmp_path, tmp_path / "out") as store:
        store.cache.put_blobs({digest(each): each for each in (inner, alone, tree)})
        store.cache.put_blobs({digest(each): each for each in (b"%d" % number for number in range(3000))})
        store.put_traces({"a": TRACE._replace(roles={"/": digest(tree), "file": "elsewhere"})})
        store.cache.put("plan", {"": Cached("k", Artifact(b"plan"), {digest(alone): alone})})
        store.cache.prune()
        assert [store.cache.blob(digest(each)) for each in (inner, alone, tree, b"7")] == [inner, alone, tree, None]
