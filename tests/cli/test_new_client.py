"""`reportgen new client`: twelve facts of a first call become a client's file that builds, each of them may be open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import Project
from reportgen.cli import main
from reportgen.cli.commands.new import client as new_client
from reportgen.importing.starters import client_answers
from reportgen.importing.starters.client import QUESTIONS, client_file

FACTS = {
    "name": "Quillmark Print",
    "trade": "print shop",
    "users": "18 people",
    "sites": "1",
    "hour": "56000 a year",
    "rate": "$150/h",
    "one": "~2 a month",
    "all": "2",
    "down": "5",
    "margin": "300 yes",
    "paid": "9400",
    "factors": "4 3 5 3",
}
FILE = "content/clients/quillmark-print.yml"
OPTIONS = [part for key, value in FACTS.items() for part in (f"--{key}", value)]


@pytest.fixture
def begun(tmp_path: Path) -> Project:
    """A new project, as `reportgen new project` writes it."""
    assert CliRunner().invoke(main, ["new", "project", str(tmp_path / "ours")]).exit_code == 0
    return Project(tmp_path / "ours")


def test_twelve_facts_are_enough_for_a_report(begun: Project) -> None:
    result = begun.run("new", "client", *OPTIONS)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"{FILE} is written.\n")
    assert begun.run("build", "--client", "quillmark-print").exit_code == 0
    document = json.loads(begun.output()["briefs/quillmark-print/comparison.json"])
    inputs = {each["name"]: each for each in document["inputs"]}
    told = {name: (inputs[name]["value"], inputs[name]["origin"]) for name in (
        "profile.users", "profile.devices", "profile.hourly_wage", "incidents[0].per_year", "incidents[1].per_year",
        "incidents[0].repair_hours", "incidents[1].pay_in_margin", "incidents[0].prevented.managed",
        "managed.per_user_month",
    )}  # fmt: skip
    assert told == {
        "profile.users": (18, "client"),
        "profile.devices": (18, "assumption"),
        "profile.hourly_wage": (26.92, "client"),
        "incidents[0].per_year": (24, "assumption"),
        "incidents[1].per_year": (2, "client"),
        "incidents[0].repair_hours": (2.5, "assumption"),
        "incidents[1].pay_in_margin": (1, "client"),
        "incidents[0].prevented.managed": (0.3, "estimate"),
        "managed.per_user_month": (125, "quote"),
    }


def test_answers_from_a_file_are_the_same_as_from_options(begun: Project, tmp_path: Path) -> None:
    said = tmp_path / "call.yml"
    said.write_text("".join(f"{key}: {json.dumps(value)}\n" for key, value in FACTS.items()), encoding="utf-8")
    assert begun.run("new", "client", *OPTIONS).exit_code == 0
    assert begun.run("new", "client", "other", "--from", str(said)).exit_code == 0
    files = [(begun.root / "content/clients" / name).read_text() for name in ("quillmark-print.yml", "other.yml")]
    assert files[0] == files[1]
    said.write_text("name: X\nuser: 3\n")
    result = begun.run("new", "client", "third", "--from", str(said))
    assert "call.yml:2: user: is no question\n    did you mean 'users'?" in result.stderr


def test_what_is_open_stands_in_the_file_as_a_question_and_check_tells_it(begun: Project) -> None:
    result = begun.run("new", "client", "--name", "Quillmark Print", "--users", "18", "--factors", "4 3 5 3")
    assert "9 of 12 questions are still open, and stand in it" in result.stdout
    text = (begun.root / FILE).read_text(encoding="utf-8")
    assert "#   What their provider of today charges an hour (150)" in text
    assert "hourly_rate" not in text, "nothing is invented"
    assert f"{FILE}:" in begun.run("check").stderr


def test_no_file_is_written_over(begun: Project) -> None:
    begun.write({FILE: "mine"})
    result = begun.run("new", "client", *OPTIONS)
    assert (result.exit_code, (begun.root / FILE).read_text()) == (1, "mine")
    assert f"{FILE}: is there already, and stays as it is\n    give another ID" in result.stderr


def test_every_answer_that_cannot_be_read_is_told_and_nothing_is_written(begun: Project) -> None:
    result = begun.run("new", "client", "--name", "X", "--users", "some", "--rate", "1,200", "--factors", "9 9 9 9")
    assert result.exit_code == 1
    assert result.stderr == (
        "error: --users: is not a number\n    write digits, such as 12 or 0.5, and ~12 for a guess\n"
        "error: --rate: has a comma with two meanings\n    write 1200 or 1.200\n"
        "error: --factors: is not four answers from 1 to 5\n    write them like 4 3 5 3\n"
    )
    assert not (begun.root / "content/clients/x.yml").exists()


def on_a_terminal(begun: Project, patch: pytest.MonkeyPatch, typed: str) -> Result:
    """The command as on a terminal, where this is typed."""
    patch.setattr(new_client, "on_terminal", lambda: True)
    return CliRunner().invoke(main, ["--project", str(begun.root), "new", "client"], input=typed)


def test_the_terminal_asks_goes_back_and_asks_again(begun: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = ["Quilmark", "back", "Quillmark Print", "print shop", "many", "18", *[""] * 9, "n", ""]
    result = on_a_terminal(begun, monkeypatch, "\n".join(typed))
    assert result.exit_code == 0, result.output
    assert "3 of 12. People who use IT\n   for example: 18" in result.stderr
    assert "'many' is not a number; write digits" in result.stderr
    text = (begun.root / FILE).read_text(encoding="utf-8")
    assert 'name: "Quillmark Print"' in text
    assert "users: 18" in text


def test_a_stop_keeps_what_was_said(begun: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    result = on_a_terminal(begun, monkeypatch, "Quillmark Print\nprint shop\n")  # the input ends: as Ctrl-C and Ctrl-D
    assert result.exit_code == 130
    assert "stopped; what was said is kept" in result.stderr
    assert 'industry: "print shop"' in (begun.root / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("24", "24"),
        ("~24", "~24"),
        ("2 a month", "24"),
        ("1 per week", "52"),
        ("3 times a year", "3"),
        ("~1/month", "~12"),
    ],
)
def test_how_often_is_read_as_people_say_it(said: str, value: str) -> None:
    assert client_answers.rate(said)["value"] == value


@pytest.mark.parametrize("said", ["$125", "125 h", "USD 125", "125/h", "125 an hour", "€ 125", "125 per hour"])
def test_units_around_a_number_are_left_out(said: str) -> None:
    assert client_answers.count(said) == "125"


def test_a_salary_in_place_of_a_wage_is_asked_about() -> None:
    with pytest.raises(ValueError, match="may be a salary or a wage; write `56000 a year`"):
        client_answers.hour("56000")
    assert client_answers.hour("38 loaded") == {"key": "loaded_hourly_cost", "value": "38", "comment": ""}


def test_the_wait_and_the_repair_are_told_apart_where_both_are_known() -> None:
    assert client_answers.affected_hours("3 + 2") == {"wait": "3", "repair": "2"}
    assert client_answers.affected_hours("5 hours")["wait"].startswith("{value: ~2.5, note:")


def test_each_example_of_a_question_can_be_read() -> None:
    for question in QUESTIONS:
        for example in question.example.split(", or "):
            assert client_file({question.key: example}, "en-US")
