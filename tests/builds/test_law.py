"""The law of the engine: whatever was edited, broken, repaired or interrupted before, a build ends as a clean one.

Hypothesis draws a history of edits and builds of the tiny project in `tiny.py`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from reportgen.engine import evaluate, staleness
from reportgen.engine.model import Digest
from reportgen.engine.recipe import Recipe, key
from reportgen.engine.snapshot import Snapshot
from reportgen.planning import bundles as planning
from reportgen.project.clients import ClientEntry
from tiny import EDITS, LEFT, Interrupted, Place, Stopped, begun, tiny_recipes

HISTORIES = int(os.environ.get("HISTORIES", "30"))
words = st.sampled_from(["x", "y", "z"])


class History(RuleBasedStateMachine):
    """Edits and builds in any order; after each build that was not interrupted the law is looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="law-"))
        self.place = Place(self.folder / "project")
        begun(self.place.root)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(edit=st.sampled_from(sorted(EDITS)), word=words)
    def edit(self, edit: str, word: str) -> None:
        self.place.edit(edit, word)

    @rule(name=st.sampled_from(["reportgen.toml", "content/authors.yml", "templates/listing.html"]))
    def touch(self, name: str) -> None:
        (self.place.root / name).touch()

    @rule(number=st.integers(0, 99), how=st.sampled_from(["edit", "delete", "touch"]))
    @precondition(lambda self: self.place.output.exists())
    def meddle(self, number: int, how: str) -> None:
        """Somebody works in the output folder."""
        if files := sorted(self.place.tree()):
            path = self.place.output / files[number % len(files)]
            match how:
                case "edit":
                    path.write_bytes(b"?")
                case "delete":
                    path.unlink()
                case _:
                    path.touch()

    @rule(jobs=st.integers(1, 3), fails=st.integers(1, 9))
    def interrupted_build(self, jobs: int, fails: int) -> None:
        with suppress(Interrupted, Stopped):
            self.place.build(jobs=jobs, fails=fails)

    @rule(part=st.sampled_from(["--only site", "--only briefs", "--client a", "--client b --client c", "--dry-run"]))
    def partial_build(self, part: str) -> None:
        with suppress(Stopped):
            self.place.build(*part.split())

    @rule(jobs=st.integers(1, 3))
    def whole_build(self, jobs: int) -> None:
        self.law_after(jobs)

    def law_after(self, jobs: int) -> None:
        """Builds, and compares with a clean build."""
        before = self.place.tree()
        try:
            results = self.place.build(jobs=jobs)
        except Stopped:  # what the settings or the templates themselves forbid: nothing was touched
            assert self.place.tree() == before
            return
        clean = self.place.clean()
        left = {made.path for made in results if made.status in LEFT}
        there, right = self.place.tree(), clean.tree()
        assert [path for path in sorted(there | right) if path not in left and there.get(path) != right.get(path)] == []
        assert [path for path in sorted(left) if there.get(path) != before.get(path)] == [], "what is held stays"
        assert {made.path for made in clean.build() if made.status in LEFT} <= left, "and nothing else is"
        assert {made.path for made in self.place.build() if made.status in ("built", "removed")} == set()
        shutil.rmtree(clean.root)


def look_at_the_law(histories: int) -> None:
    few = settings(
        max_examples=histories,
        stateful_step_count=12,
        deadline=None,
        derandomize=True,
        database=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    with tiny_recipes():
        run_state_machine_as_test(History, settings=few)


def test_the_tiny_project_is_whole(tmp_path: Path) -> None:
    begun(tmp_path / "project")
    with tiny_recipes():
        made = Place(tmp_path / "project").build()
    assert {each.status for each in made} == {"built"}
    assert {f"briefs/{client}/{client}.pdf" for client in "abc"} < {each.path for each in made}


def test_a_build_ends_as_a_clean_one() -> None:
    look_at_the_law(HISTORIES)


@pytest.mark.parametrize(
    ("role", "edit"),
    [
        ("source", "article"),
        ("page", "article"),
        ("client", "row"),
        ("templates/", "style"),
        ("/", "typeface for print"),
        ("", "logo"),
    ],
)
def test_a_key_that_misses_a_role_breaks_the_law(role: str, edit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the law sees what it is there to see (and without a missing role, nothing)."""

    def blind(recipe: Recipe, inputs: Mapping[str, Digest]) -> Digest:
        return key(recipe, {each: name for each, name in inputs.items() if each != role})

    for module in (staleness, evaluate):
        monkeypatch.setattr(module, "key", blind)
    history = History()
    try:
        with tiny_recipes():
            history.law_after(1)
            history.edit(edit, "y")
            with pytest.raises(AssertionError) if role else nullcontext():
                history.law_after(1)
    finally:
        history.teardown()


@pytest.mark.parametrize(
    ("part", "value", "edit"),
    [("source", "", "client"), ("source", "", "row"), ("files", (), "note"), ("shared", "", "article")],
)
def test_a_key_of_a_bundle_that_misses_a_part_breaks_the_law(
    part: str, value: Any, edit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control for what is passed over without a look at its targets."""
    bundle_key = planning.bundle_key

    def blind(entry: ClientEntry, snapshot: Snapshot, shared: Digest) -> Digest:
        if part == "shared":
            return bundle_key(entry, snapshot, str(value))
        return bundle_key(entry._replace(**{part: value}), snapshot, shared)

    monkeypatch.setattr(planning, "bundle_key", blind)
    history = History()
    try:
        with tiny_recipes():
            if edit == "note":
                history.edit(edit, "x")
            history.law_after(1)
            history.law_after(1)
            history.edit(edit, "y")
            with pytest.raises(AssertionError):
                history.law_after(1)
    finally:
        history.teardown()
