"""Identifiers: what can be one, and what a path gives."""

from __future__ import annotations

import pytest

from reportgen.problems import Problem, ProblemCollector
from reportgen.project.identifiers import identified, identifier_fault


@pytest.mark.parametrize("name", ["harbor-dental", "a", "0123", "a" * 64])
def test_an_id(name: str) -> None:
    assert identifier_fault(name) == ""


@pytest.mark.parametrize("name", ["", "../x", "Con", "con", "lpt1", "a/b", "-a", "a" * 65, "é", "a b", "a\n", "٣"])
def test_not_an_id(name: str) -> None:
    assert "cannot be an id" in identifier_fault(name)


def test_a_path_that_gives_no_id_is_a_problem_and_the_others_are_read() -> None:
    collector = ProblemCollector()
    paths = ["content/clients/harbor.yml", "content/clients/Harbor 2.yml"]
    assert list(identified(paths, "content/clients/", collector)) == [("harbor", "content/clients/harbor.yml")]
    hint = "rename it; use a-z, 0-9 and hyphens, at most 64, starting with a letter or digit"
    message = "'Harbor 2' cannot be an id"
    assert collector.problems == [Problem(message=message, path="content/clients/Harbor 2.yml", hint=hint)]
