"""The engine, without any subject: toy recipes, what becomes of their files, and a second program that uses it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reportgen.engine.model import BundlePlan, Outdated, OutputPath, Target, digest
from reportgen.engine.recipe import Recipe
from reportgen.problems import Problem
from toy import RECIPES, Words, Workshop, statuses


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def test_a_first_build_makes_everything_and_a_second_nothing(workshop: Workshop) -> None:
    first = workshop.build({"a": b"hello"})
    assert statuses(first) == {"a.txt": "built", "a.loud": "built"}
    assert {result.reason for result in first.values()} == {"new"}
    assert workshop.files() == {"a.txt": b"hello", "a.loud": b"HELLO", "total.txt": b"5"}
    assert statuses(workshop.build({"a": b"hello"})) == {"a.txt": "unchanged", "a.loud": "unchanged"}


def test_a_change_remakes_what_can_see_it_and_says_so(workshop: Workshop) -> None:
    workshop.build({"a": b"hello", "b": b"bye"})
    results = workshop.build({"a": b"hullo", "b": b"bye"})
    assert statuses(results) == {"a.txt": "built", "a.loud": "built", "b.txt": "unchanged", "b.loud": "unchanged"}
    assert results["a.txt"].reason == "file changed"


def test_a_bundle_that_did_not_change_is_not_opened(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop.build({"one/a": b"hello", "two/b": b"bye"})
    opened, bundle = list[str](), Workshop.bundle

    def watched(self: Workshop, name: str, words: Words) -> BundlePlan:
        opened.append(name)
        return bundle(self, name, words)

    monkeypatch.setattr(Workshop, "bundle", watched)
    workshop.build({"one/a": b"hello", "two/b": b"good bye"})
    assert opened == ["two/"]


def test_a_change_that_makes_no_difference_stops_there(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop.build({"a": b"hello"})
    bundle = Workshop.bundle

    def with_more_inputs(self: Workshop, name: str, words: Words) -> BundlePlan:
        targets = bundle(self, name, words).targets
        path = OutputPath("a.txt")
        return BundlePlan({**targets, path: Target(path, "copy", {**targets[path].inputs, "x": self.blobs.put(b"")})})

    monkeypatch.setattr(Workshop, "bundle", with_more_inputs)
    workshop.outdated = (Outdated("z", "z"),)  # another key for the bundle
    assert statuses(workshop.build({"a": b"hello"})) == {"a.txt": "built", "a.loud": "unchanged"}


def test_warnings_are_told_again_when_the_file_is_kept(workshop: Workshop) -> None:
    for _ in range(2):
        assert [problem.message for problem in workshop.build({"a": b"x!"})["a.loud"].problems] == ["loud"]


def test_a_problem_is_placed_in_the_source_of_its_target(workshop: Workshop) -> None:
    (problem,) = workshop.build({"a": b"secret"})["a.loud"].problems
    assert problem == Problem(message="will not say", path="a.word", field="file")


def test_an_output_that_was_edited_or_deleted_is_restored(workshop: Workshop) -> None:
    workshop.build({"a": b"hello"})
    (workshop.output.path / "a.txt").write_bytes(b"mine!")
    (workshop.output.path / "a.loud").unlink()
    results = workshop.build({"a": b"hello"})
    assert (results["a.txt"].reason, results["a.loud"].reason) == ("edited since it was made", "missing")
    assert workshop.files() == {"a.txt": b"hello", "a.loud": b"HELLO", "total.txt": b"5"}


def test_an_output_that_was_only_touched_is_kept(workshop: Workshop) -> None:
    workshop.build({"a": b"hello"})
    (workshop.output.path / "a.txt").touch()
    assert statuses(workshop.build({"a": b"hello"})) == {"a.txt": "unchanged", "a.loud": "unchanged"}


def test_what_has_no_source_any_more_is_removed_and_untracked_files_are_left(workshop: Workshop) -> None:
    workshop.build({"a": b"x", "b": b"y"})
    (workshop.output.path / "notes.md").write_text("not ours")
    results = workshop.build({"b": b"y"})
    removed = {"a.txt": "removed", "a.loud": "removed"}
    assert statuses(results) == {"b.txt": "unchanged", "b.loud": "unchanged", "notes.md": "untracked"} | removed
    assert results["notes.md"].reason == "toy did not make it"
    assert sorted(workshop.files()) == ["b.loud", "b.txt", "notes.md", "total.txt"]


def test_a_bundle_that_is_gone_is_removed_with_its_folder(workshop: Workshop) -> None:
    workshop.build({"one/a": b"x", "two/b": b"y"})
    workshop.build({"two/b": b"y"})
    assert [path.name for path in workshop.output.path.iterdir()] == ["two"]


def test_what_a_broken_source_made_before_stays(workshop: Workshop) -> None:
    workshop.build({"a": b"x", "b": b"y"})
    workshop.outdated = (Outdated("a.", "a.word"),)
    results = workshop.build({"b": b"y"})
    kept = results["a.txt"]
    made = date.fromisoformat(kept.reason.removeprefix("a.word is broken, made on "))
    assert (kept.status, kept.digest) == ("outdated", digest(b"x"))
    assert abs(made - datetime.now(UTC).date()).days <= 1
    assert "a.loud" in workshop.files()


def test_a_failure_costs_its_target_and_what_waits_for_it(workshop: Workshop) -> None:
    workshop.build({"a": b"x", "b": b"y"})
    results = workshop.build({"a": b"secret", "b": b"z"})
    assert statuses(results) == {"a.txt": "built", "a.loud": "failed", "b.txt": "built", "b.loud": "built"}
    total = results["total.txt"]
    assert (total.status, total.reason.partition("; the file made on ")[0]) == ("skipped", "waits for a.loud")
    assert total.reason.endswith(" stays"), "nothing old looks new"
    assert workshop.files()["a.loud"] == b"X", "the old file stays"
    assert statuses(workshop.build({"a": b"secret", "b": b"z"}))["a.loud"] == "failed", "and it is told again"


def test_another_version_remakes_everything_and_is_named(workshop: Workshop) -> None:
    workshop.build({"a": b"x"})
    workshop.version = "2"
    assert {result.reason for result in workshop.build({"a": b"x"}).values()} == {"the toy 1 -> 2"}


def test_readable_inputs_are_quoted_when_they_change(workshop: Workshop) -> None:
    workshop.recipes = {**RECIPES, "copy": replace(RECIPES["copy"], readable=frozenset({"file"}))}
    workshop.build({"a": b'{"fee": 100, "users": 3}'})
    assert workshop.build({"a": b'{"fee": 120, "users": 3}'})["a.txt"].reason == "file: fee 100 -> 120"


def test_a_lost_store_costs_time_only(workshop: Workshop) -> None:
    workshop.build({"one/a": b"x"})
    (workshop.folder / "store/store.sqlite").unlink()
    (workshop.output.path / "build.json").write_text('{"files": []}')  # so that the folder is known to be ours
    before = (workshop.output.path / "one/a.txt").stat().st_mtime_ns
    assert set(statuses(workshop.build({"one/a": b"x"})).values()) == {"built"}
    assert (workshop.output.path / "one/a.txt").stat().st_mtime_ns == before, "an equal file is not written again"


def test_a_fault_in_a_recipe_costs_one_target(workshop: Workshop) -> None:
    workshop.recipes = {**RECIPES, "copy": Recipe("copy", "toy:broken")}
    results = workshop.build({"a": b"x"})
    assert statuses(results) == {"a.txt": "failed", "a.loud": "skipped"}
    assert str(results["a.txt"].problems[0]) == (
        "a.word: the recipe 'copy' failed: ZeroDivisionError: by nothing\n"
        "    this is a fault of the program; please report it"
    )


def test_a_dry_run_tells_and_does_nothing(workshop: Workshop) -> None:
    workshop.build({"a": b"x"})
    assert statuses(workshop.would({"a": b"y"})) == {"a.txt": "built", "a.loud": "built"}
    assert statuses(workshop.would({})) == {"a.txt": "removed", "a.loud": "removed"}
    assert workshop.files() == {"a.txt": b"x", "a.loud": b"X", "total.txt": b"1"}
