"""Whatever fails while a build writes, the next build ends in the state of a clean one."""

from __future__ import annotations

import builtins
import os
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import Project
from reportgen import load, write
from reportgen.judge import Judge
from reportgen.model import Made
from reportgen.problems import ProblemError
from test_law import EDITS, begun, made_in, put, tiny_recipes, tree


@dataclass
class Place:
    """A tiny project, the folder it is built into, and what a clean build makes of it."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "project"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def memory(self) -> Path:
        return self.folder / "memory"

    def build(self, jobs: int = 1) -> list[Made]:
        return made_in(self.root, self.output, self.memory, jobs)

    def edit(self, name: str, word: str) -> None:
        for path, content in EDITS[name](word).items():
            put(self.root, path, content)

    def clean(self) -> dict[str, bytes]:
        other = self.folder / f"clean-{time.monotonic_ns()}"
        made_in(self.root, other / "output", other / "memory")
        return tree(other / "output")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with tiny_recipes():
        begun(tmp_path / "project")
        yield Place(tmp_path)


@pytest.mark.parametrize("what", ["fsync", "replace", "open"])
def test_the_nth_write_fails_for_every_n(what: str, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.build()
    expected, count = place.clean(), 0
    for nth in range(1, 100):
        place.edit("article", "xyz"[nth % 3])
        place.edit("client", "xyz"[nth % 3])
        left = [nth]

        def fails(original: Callable[..., object], left: list[int] = left) -> Callable[..., object]:
            def call(*arguments: object, **named: object) -> object:
                if what != "open" or str(arguments[0]).endswith(write.TEMPORARY):
                    left[0] -= 1
                    if left[0] == 0:
                        raise OSError(28, "No space left on device")
                return original(*arguments, **named)

            return call

        owner = builtins if what == "open" else os
        with monkeypatch.context() as patch:
            patch.setattr(owner, what, fails(getattr(owner, what)))
            made = place.build()
        failed = [each for each in made if each.status == "failed"]
        assert write.TEMPORARY not in tree(place.output)
        if left[0] > 0:
            assert failed == []
            break
        count += 1
        assert [each.problems[0].message for each in failed] == ["cannot be written: No space left on device"]
        place.build()
        expected = place.clean()
        assert tree(place.output) == expected
    assert count >= 8, "every write of the build has failed once"


def test_fifty_kills(place: Place) -> None:
    """A process killed at a random moment leaves whole files only, and the next build goes on from there."""
    chance = random.Random(4)
    survived = 0
    for kill in range(50):
        place.edit(chance.choice(sorted(set(EDITS) - {"template broken"})), chance.choice("xyz"))
        child = os.fork()
        if child == 0:
            with suppress(BaseException):
                place.build(chance.choice([1, 2]))
            os._exit(0)
        time.sleep(chance.random() * 0.12)
        os.kill(child, signal.SIGKILL)
        survived += os.waitpid(child, 0)[1] == 0
        if kill % 5 == 4:
            results = place.build()
            old = {each.path for each in results if each.status in ("failed", "blocked", "held")}
            there, right = tree(place.output), place.clean()
            assert [p for p in sorted(there | right) if p not in old and there.get(p) != right.get(p)] == []
    assert survived < 40, "most were killed before they were done"


def test_what_a_killed_build_was_writing_is_cleaned_up(place: Place) -> None:
    place.build()
    left = place.output / write.TEMPORARY
    left.write_bytes(b"half")
    assert {each.status for each in place.build()} == {"kept"}
    assert not left.exists()


def test_two_builds_at_once(place: Place) -> None:
    with write.claimed(place.output, ours=True), pytest.raises(ProblemError, match="another build is writing"):
        place.build()
    assert tree(place.output) == {}
    place.build()
    assert tree(place.output) == place.clean()


def test_a_store_damaged_anywhere_costs_time_only(place: Place) -> None:
    place.build()
    chance = random.Random(4)
    whole = (place.memory / "store.sqlite").read_bytes()
    right: dict[str, dict[str, bytes]] = {}
    for _ in range(30):
        damaged = bytearray(whole)
        for _ in range(chance.choice([1, 4, 200])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        (place.memory / "store.sqlite").write_bytes(damaged)
        word = chance.choice("xyz")
        place.edit("client with another word", word)
        place.build()
        right[word] = right.get(word) or place.clean()
        assert tree(place.output) == right[word]
        assert {each.status for each in place.build()} == {"kept"}
        assert tree(place.output) == right[word]


@pytest.mark.parametrize("length", [0, 1, 100, 4096, 5000, 20000])
def test_a_store_cut_short_costs_time_only(length: int, place: Place) -> None:
    place.build()
    store = place.memory / "store.sqlite"
    store.write_bytes(store.read_bytes()[:length])
    place.edit("client", "y")
    place.build()
    assert tree(place.output) == place.clean()
    assert {each.status for each in place.build()} == {"kept"}


def test_a_lost_store_still_knows_what_is_ours_from_the_manifest(project: Callable[..., Project]) -> None:
    made = project()
    made.run("build", "--only", "site")
    made.write({"output/site/mine.txt": "mine", "output/briefs/old/comparison.json": "{}"})
    manifest = made.root / "output/build.json"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace(
            '"files": [',
            '"files": [{"path": "briefs/old/comparison.json", "status": "kept"}, {"path": "../x", "status": "kept"},',
        ),
        encoding="utf-8",
    )
    (made.root / ".reportgen/store.sqlite").unlink()
    (made.root / "x").write_text("outside")
    statuses = made.build("--only", "site")
    assert statuses["briefs/old/comparison.json"] == "removed"
    assert statuses["site/mine.txt"] == "foreign"
    assert (made.root / "x").exists()
    assert (made.root / "output/site/mine.txt").exists()


def test_a_memory_from_another_version_begins_anew(place: Place) -> None:
    place.build()
    connection = sqlite3.connect(place.memory / "store.sqlite")
    connection.executescript("DROP TABLE traces; PRAGMA user_version = 1;")
    connection.close()
    place.edit("article", "y")
    place.build()
    assert tree(place.output) == place.clean()


def test_a_project_that_moved_keeps_its_memory(place: Place) -> None:
    inner = place.folder / "here/.reportgen"
    made_in(place.root, place.folder / "here/output", inner)
    (place.folder / "here").rename(place.folder / "there")
    made = made_in(place.root, place.folder / "there/output", place.folder / "there/.reportgen")
    assert {each.status for each in made} == {"kept"}


def test_a_folder_that_cannot_be_written_to(place: Place) -> None:
    """A file where a folder must be: what needs it fails, the rest is made, and once mended all is."""
    (place.output / "briefs").mkdir(parents=True)
    (place.output / "briefs/a").write_text("in the way")
    made = {each.path: each for each in place.build()}
    assert made["briefs/a/comparison.json"].status == "failed"
    assert made["briefs/b/comparison.json"].status == "made"
    (place.output / "briefs/a").unlink()
    place.build()
    assert tree(place.output) == place.clean()


def test_a_clock_that_jumps(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for offset in (10**18, -(10**18), 0):
        monkeypatch.setattr(load.time, "time_ns", lambda offset=offset: offset + 1_800_000_000 * 10**9)
        place.edit("article", "y" if offset else "z")
        place.build()
        assert tree(place.output) == place.clean()


def test_an_edit_in_the_same_tick_of_the_clock_is_seen(place: Place) -> None:
    """Same size, same time as far as the clock can tell: only a file at rest is taken on trust."""
    place.build()
    for word in "xyzxyzxyz":
        place.edit("article", word)
        place.build()
        assert f"<p>{word}</p>".encode() in tree(place.output)["site/blog/first.html"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk(place: Place) -> None:
    small = place.folder / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"no small disk here: {mounted.stderr.decode()}")
    try:
        filler = small / "filler"
        filler.write_bytes(b"x" * 56_000)
        made = made_in(place.root, small / "output", place.memory)
        assert "failed" in {each.status for each in made}
        assert write.TEMPORARY not in tree(small / "output")
        filler.unlink()
        made_in(place.root, small / "output", place.memory)
        assert tree(small / "output") == place.clean()
    finally:
        subprocess.run(["umount", small], check=True)


def test_a_memory_that_cannot_be_written_stops_before_the_first_file(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files whose owner nobody noted could never be removed again."""
    monkeypatch.setattr(Judge, "judge", None)
    place.memory.mkdir()
    (place.memory / "store.sqlite").touch()
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    from reportgen.store import Store

    original = Store._write

    def write_nothing(self: Store, statement: str, rows: list[tuple[object, ...]]) -> None:
        self._stop(full) if "bundles" in statement else original(self, statement, rows)

    monkeypatch.setattr(Store, "_write", write_nothing)
    with pytest.raises(ProblemError, match="memory cannot be written, so nothing is"):
        place.build()
    assert tree(place.output) == {}
