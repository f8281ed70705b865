"""The law of the engine with toy recipes: whatever happened before, a build ends as a clean one, byte for byte.

Each history is a list of edits, failures, interruptions and changes in the output folder.  HISTORIES=20000 draws more.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from in_memory import MemoryWorkshop
from reportgen.engine import staleness
from reportgen.engine.model import Digest
from reportgen.engine.recipe import Recipe, key
from toy import Failing, Interrupted, Workshop

HISTORIES = int(os.environ.get("HISTORIES", "2000"))
NAMES = ("one/a", "one/b", "two/a", "two/b")
Step = Callable[[Workshop, dict[str, bytes]], None]


def edit(name: str, word: bytes) -> Step:
    return lambda workshop, words: words.update({name: word})


def delete(name: str) -> Step:
    return lambda workshop, words: words.pop(name, None) and None


def interrupted_build(calls: int) -> Step:
    def step(workshop: Workshop, words: dict[str, bytes]) -> None:
        with suppress(Interrupted):
            workshop.build(words, lambda fetch, limits: Failing(fetch, calls))

    return step


def meddle(number: int, content: bytes | None) -> Step:
    """Somebody edits, touches or deletes a file of the output."""

    def step(workshop: Workshop, words: dict[str, bytes]) -> None:
        if files := sorted(workshop.files()):
            workshop.write(files[number % len(files)], content)

    return step


def upgrade(version: str) -> Step:
    return lambda workshop, words: setattr(workshop, "version", version)


def build(workshop: Workshop, words: dict[str, bytes]) -> None:
    workshop.build(words)


def lose_the_store(workshop: Workshop, words: dict[str, bytes]) -> None:
    """Somebody deletes the store after a build; the manifest still says which files are ours."""
    workshop.write_manifest(workshop.build(words))
    workshop.lose_the_store()


names = st.sampled_from(NAMES)
steps = st.one_of(
    st.builds(edit, names, st.sampled_from([b"x", b"yy", b"zz", b"secret"])),
    st.builds(delete, names),
    st.builds(interrupted_build, st.integers(1, 9)),
    st.builds(meddle, st.integers(0, 20), st.sampled_from([None, b"?", b"x"])),
    st.builds(upgrade, st.sampled_from(["1", "2"])),
    st.sampled_from([build, lose_the_store]),
)


def law_holds(history: list[Step], workshop: Workshop, clean: Workshop) -> None:
    """Live through a history, build, and compare with a clean build; then nothing is left to do."""
    words = {"one/a": b"x", "two/a": b"y"}
    for step in history:
        step(workshop, words)
    results = workshop.build(words)
    clean.version = workshop.version
    clean_results = clean.build(words)
    failed = {path for path, each in results.items() if each.status in ("failed", "skipped")}
    assert failed == {path for path, each in clean_results.items() if each.status in ("failed", "skipped")}
    files = {path: content for path, content in workshop.files().items() if path not in failed}
    assert files == clean.files()
    again = workshop.build(words)
    assert {each.status for path, each in again.items() if path not in failed} <= {"unchanged"}


histories = given(st.lists(steps, min_size=1, max_size=6))


def drawn(number: int) -> settings:
    """That many histories, the same ones each time."""
    return settings(
        max_examples=number, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )


@histories
@drawn(HISTORIES)
def test_a_build_ends_as_a_clean_one(history: list[Step]) -> None:
    """In memory, so that thousands of histories take seconds."""
    law_holds(history, MemoryWorkshop(Path("history")), MemoryWorkshop(Path("clean")))


@histories
@drawn(HISTORIES // 20)
def test_a_build_on_a_disk_ends_as_a_clean_one(history: list[Step]) -> None:
    """With real files, stores and clocks; each build waits for the next tick of the clock."""
    with tempfile.TemporaryDirectory(prefix="law-") as folder:
        law_holds(history, Workshop(Path(folder, "history")), Workshop(Path(folder, "clean")))


@pytest.mark.parametrize("workshop", [Workshop, MemoryWorkshop])
@pytest.mark.parametrize("role", ["file", "one/a.loud"])
def test_a_key_that_misses_a_role_breaks_the_law(
    role: str, workshop: type[Workshop], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the law sees what it is there to see."""

    def blind(recipe: Recipe, inputs: Mapping[str, Digest]) -> Digest:
        return key(recipe, {each: name for each, name in inputs.items() if each != role})

    def lived(folder: str) -> None:
        law_holds([build, edit("one/a", b"other")], workshop(tmp_path / folder), workshop(tmp_path / folder / "clean"))

    lived("sound")
    monkeypatch.setattr(staleness, "key", blind)
    with pytest.raises(AssertionError):
        lived("blind")
