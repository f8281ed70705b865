"""Problems read as one line that says where, and one that says what to do."""

from __future__ import annotations

import pickle

import pytest

from reportgen.problems import Problem, ProblemCollector, ProblemError, did_you_mean, together
from reportgen.project.readers.record import Record


def test_a_problem_says_where_what_and_what_to_do() -> None:
    problem = Problem(
        message="must not be negative",
        path="content/clients/a.yml",
        line=12,
        field="managed.flat_month",
        hint="write 0 if there is none",
    )
    assert str(problem) == (
        "content/clients/a.yml:12: managed.flat_month: must not be negative\n    write 0 if there is none"
    )


def test_parts_that_are_not_known_leave_no_gap() -> None:
    assert str(Problem(message="is missing", path="content/factors.yml")) == "content/factors.yml: is missing"
    assert str(Problem(message="no room")) == "no room"


def test_placing_a_problem_keeps_what_is_known_already() -> None:
    problem = Problem(message="m", path="a.md", line=3)
    assert problem.at("b.md", 9) == problem
    assert Problem(message="m").at("b.md", 9) == Problem(message="m", path="b.md", line=9)


@pytest.mark.parametrize(
    ("problem", "data"),
    [
        (Problem(message="m"), {"severity": "error", "message": "m"}),
        (
            Problem(message="m", path="a.md", line=3, field="slug", hint="h", severity="warning"),
            {"severity": "warning", "path": "a.md", "line": 3, "field": "slug", "message": "m", "hint": "h"},
        ),
    ],
)
def test_a_problem_goes_to_json_and_back(problem: Problem, data: dict[str, object]) -> None:
    assert problem.to_dict() == data
    assert Problem.from_dict(data) == problem


def test_a_collector_keeps_the_problems_of_what_failed_and_goes_on() -> None:
    def broken() -> int:
        raise ProblemError([Problem(message="one"), Problem(message="two")])

    collector = ProblemCollector()
    assert collector.attempt(broken) is None
    assert collector.attempt(int, "7") == 7
    assert [problem.message for problem in collector.problems] == ["one", "two"]


def test_a_problem_with_a_field_of_a_record_has_its_file_and_line() -> None:
    record = Record("content/clients/a.yml", {}, {"": 1, "managed": 12})
    assert record.problem("managed.flat_month", "must not be negative", "write 0") == Problem(
        message="must not be negative",
        path="content/clients/a.yml",
        line=12,
        field="managed.flat_month",
        hint="write 0",
    )
    assert str(record.unknown_name("prepared_by", "ann", ["anna"])) == (
        "content/clients/a.yml:1: prepared_by: no author 'ann'\n    did you mean 'anna'?"
    )


def test_many_problems_travel_in_one_exception_and_survive_a_worker() -> None:
    error = ProblemError([Problem(message="one"), Problem(message="two")])
    assert pickle.loads(pickle.dumps(error)).problems == error.problems
    assert str(error) == "one\ntwo"


def test_a_near_word_is_proposed_and_a_far_one_gets_the_list() -> None:
    assert did_you_mean("manged", ["managed", "break_fix"]) == "did you mean 'managed'?"
    assert did_you_mean("zzz", ["managed", "break_fix"]) == "one of: break_fix, managed"
    assert did_you_mean("zzz", []) == ""


def test_the_same_many_times_is_told_once() -> None:
    """Forty rows without a column are one message, with their number and the first three."""
    rows = [
        Problem(message="is missing", path="a.csv", line=line, field=field, hint="add a column")
        for line in range(2, 42)
        for field in ("name", f"incidents[{line}].name")
    ]
    few = [Problem(message="is missing", path="b.csv", line=line, field="name") for line in (2, 3, 4)]
    other = Problem(message="is missing", path="a.csv", line=2, field="name", hint="add a column", severity="warning")
    assert [str(each) for each in together([*rows, *few, other])] == [
        "a.csv:2: name: is missing (40 times: lines 2, 3, 4, ...)\n    add a column",
        "a.csv:2: incidents[2].name: is missing (40 times: lines 2, 3, 4, ...)\n    add a column",
        "b.csv:2: name: is missing",
        "b.csv:3: name: is missing",
        "b.csv:4: name: is missing",
        "a.csv:2: name: is missing\n    add a column",
    ]
