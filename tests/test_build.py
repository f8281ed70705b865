"""The engine, without any content: targets that copy their inputs, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reportgen.cli.console import made_of
from reportgen.engine.blobs import Blobs
from reportgen.engine.builder import Builder
from reportgen.engine.executors.inline import Inline
from reportgen.engine.model import Artifact, Made, Outdated, Outline, OutputPath, Plan, Snapshot, Target, digest
from reportgen.engine.store import Store, opened, remembering
from reportgen.problems import Problem, ProblemError
from reportgen.rendering import recipes


def upper(inputs: Mapping[str, bytes]) -> Artifact:
    """A recipe for these tests: shouts, but not about secrets."""
    if inputs["file"] == b"secret":
        raise ProblemError([Problem(message="will not say", field="file")])
    return Artifact(inputs["file"].upper(), (Problem(message="loud", severity="warning"),))


@pytest.fixture(autouse=True)
def _recipes(monkeypatch: pytest.MonkeyPatch) -> None:
    found = recipes.recipe
    monkeypatch.setattr(recipes, "RECIPES", {**recipes.RECIPES, "upper": ("", ())})
    monkeypatch.setattr(recipes, "recipe", lambda name: upper if name == "upper" else found(name))


@dataclass
class Workshop:
    """A folder in which plans are built, one after the other."""

    folder: Path
    code: str = "1"
    held: tuple[Outdated, ...] = ()
    blobs: Blobs = field(default_factory=lambda: Blobs(Snapshot({}, lambda path: b"")))

    def plan(self, words: Mapping[str, bytes]) -> Plan:
        """Per word a file `NAME.txt` that copies it, and `NAME.loud` that needs it and shouts it."""
        targets = {}
        for name, word in words.items():
            quiet, loud = OutputPath(f"{name}.txt"), OutputPath(f"{name}.loud")
            targets[quiet] = Target(quiet, "copy", {"file": self.blobs.put(word)})
            targets[loud] = Target(loud, "upper", needs={"file": quiet})
        return Plan({str(path): target for path, target in targets.items()}, self.held)

    def build(self, words: Mapping[str, bytes]) -> dict[str, Made]:
        """What became of each file."""
        outline, output = self.outline(words), self.folder / "output"
        output.mkdir(exist_ok=True)

        def work(store: Store) -> dict[str, Made]:
            builder = Builder(outline, self.code, store, output, self.blobs.get)
            made = list(builder.build(Inline))
            told = (text for name, text in store.told().items() if name in builder.intact)
            return {each.path: each for each in [*made, *(each for text in told for each in made_of(text))]}

        return remembering(self.folder / "memory", output, work)

    def outline(self, words: Mapping[str, bytes]) -> Outline:
        """All in one bundle, the folder itself."""
        plan = self.plan(words)
        return Outline({"": digest(repr((sorted(words.items()), self.held)).encode())}, lambda name: plan)

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.folder / "output").iterdir()}


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def statuses(made: Mapping[str, Made]) -> dict[str, str]:
    return {path: each.status for path, each in made.items()}


def test_a_first_build_makes_everything_and_a_second_nothing(workshop: Workshop) -> None:
    first = workshop.build({"a": b"hello"})
    assert statuses(first) == {"a.txt": "made", "a.loud": "made"}
    assert {made.reason for made in first.values()} == {"new"}
    assert workshop.files() == {"a.txt": b"hello", "a.loud": b"HELLO"}
    assert statuses(workshop.build({"a": b"hello"})) == {"a.txt": "kept", "a.loud": "kept"}


def test_a_change_remakes_what_can_see_it_and_says_so(workshop: Workshop) -> None:
    workshop.build({"a": b"hello", "b": b"bye"})
    made = workshop.build({"a": b"hullo", "b": b"bye"})
    assert statuses(made) == {"a.txt": "made", "a.loud": "made", "b.txt": "kept", "b.loud": "kept"}
    assert made["a.txt"].reason == "file changed"


def test_a_change_that_makes_no_difference_stops_there(workshop: Workshop) -> None:
    plan_of = workshop.plan
    workshop.build({"a": b"hello"})

    def shouting(words: Mapping[str, bytes]) -> Plan:
        plan = plan_of(words)
        return Plan(
            {
                **plan.targets,
                "a.txt": Target(OutputPath("a.txt"), "copy", plan.targets["a.txt"].inputs | {"x": "1" * 32}),
            }
        )

    workshop.plan = shouting  # type: ignore[method-assign]
    workshop.blobs._bytes["1" * 32] = b""
    assert statuses(workshop.build({"a": b"hello"})) == {"a.txt": "made", "a.loud": "kept"}


def test_warnings_are_told_again_when_the_file_is_kept(workshop: Workshop) -> None:
    for _ in range(2):
        assert [problem.message for problem in workshop.build({"a": b"x"})["a.loud"].problems] == ["loud"]


def test_an_output_that_was_edited_or_deleted_is_restored(workshop: Workshop) -> None:
    workshop.build({"a": b"hello"})
    (workshop.folder / "output/a.txt").write_bytes(b"mine!")
    (workshop.folder / "output/a.loud").unlink()
    made = workshop.build({"a": b"hello"})
    assert {path: each.reason for path, each in made.items()} == {
        "a.txt": "edited since it was made",
        "a.loud": "missing",
    }
    assert workshop.files() == {"a.txt": b"hello", "a.loud": b"HELLO"}


def test_an_output_that_was_only_touched_is_kept(workshop: Workshop) -> None:
    workshop.build({"a": b"hello"})
    (workshop.folder / "output/a.txt").touch()
    assert statuses(workshop.build({"a": b"hello"})) == {"a.txt": "kept", "a.loud": "kept"}


def test_what_has_no_source_any_more_is_removed_and_strangers_are_left(workshop: Workshop) -> None:
    workshop.build({"a": b"x", "b": b"y"})
    (workshop.folder / "output/notes.md").write_text("not ours")
    made = workshop.build({"b": b"y"})
    removed = {"a.txt": "removed", "a.loud": "removed"}
    assert statuses(made) == {"b.txt": "kept", "b.loud": "kept", "notes.md": "foreign"} | removed
    assert sorted(workshop.files()) == ["b.loud", "b.txt", "notes.md"]


def test_what_a_broken_source_made_before_stays(workshop: Workshop) -> None:
    workshop.build({"a": b"x", "b": b"y"})
    workshop.held = (Outdated("a.", "content/a.yml"),)
    made = workshop.build({"b": b"y"})
    assert made["a.txt"] == Made("a.txt", "held", made["a.txt"].digest, "content/a.yml is broken")
    assert "a.loud" in workshop.files()


def test_a_failure_costs_its_target_and_what_waits_for_it(workshop: Workshop) -> None:
    workshop.build({"a": b"x", "b": b"y"})
    made = workshop.build({"a": b"secret", "b": b"z"})
    assert statuses(made) == {"a.txt": "made", "a.loud": "failed", "b.txt": "made", "b.loud": "made"}
    assert made["a.loud"].problems == (Problem(message="will not say", field="file"),)
    assert workshop.files()["a.loud"] == b"X", "the old file stays"
    assert statuses(workshop.build({"a": b"secret", "b": b"z"}))["a.loud"] == "failed", "and it is told again"


def test_new_code_remakes_everything(workshop: Workshop) -> None:
    workshop.build({"a": b"x"})
    workshop.code = "2"
    made = workshop.build({"a": b"x"})
    assert {each.reason for each in made.values()} == {"reportgen itself changed"}


def test_a_lost_memory_costs_time_only(workshop: Workshop) -> None:
    workshop.build({"a": b"x"})
    (workshop.folder / "memory/store.sqlite").unlink()
    before = (workshop.folder / "output/a.txt").stat().st_mtime_ns
    assert set(statuses(workshop.build({"a": b"x"})).values()) == {"made"}
    assert (workshop.folder / "output/a.txt").stat().st_mtime_ns == before, "an equal file is not written again"


def test_a_fault_of_ours_costs_one_target(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(inputs: Mapping[str, bytes]) -> Artifact:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(recipes, "recipe", lambda name: broken)
    made = workshop.build({"a": b"x"})
    assert statuses(made) == {"a.txt": "failed", "a.loud": "blocked"}
    assert str(made["a.txt"].problems[0]) == (
        "the recipe 'copy' failed: ZeroDivisionError: by nothing\n    this is a fault in reportgen; please report it"
    )
    assert made["a.loud"].reason == "waits for a.txt"


def test_a_dry_run_tells_and_does_nothing(workshop: Workshop) -> None:
    workshop.build({"a": b"x"})
    outline, output = workshop.outline({"a": b"y"}), workshop.folder / "output"
    with opened(workshop.folder / "memory", output, read_only=True) as store:
        would = list(Builder(outline, "1", store, output, workshop.blobs.get).would())
    assert statuses({made.path: made for made in would}) == {"a.txt": "made", "a.loud": "made"}
    assert workshop.files() == {"a.txt": b"x", "a.loud": b"X"}
