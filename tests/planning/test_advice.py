"""Advice on front matter: warnings that name the file, the line and the field, and stay away where nothing is wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import Project
from reportgen.planning.advice import similar_tags
from reportgen.project.readers.record import Record

Made = Callable[..., Project]
ARTICLE = "content/articles/break-fix-or-managed-it.md"
SECOND = """---
title: {title}
description: {description}
date: 2026-10-01
authors: [ruth-avery]
tags: [{tags}]
---
A text.
"""


def second(made: Project, title: str = "Second", description: str = "A second one.", tags: str = "risk") -> str:
    """What `check` says with a second article."""
    made.write({"content/articles/second.md": SECOND.format(title=title, description=description, tags=tags)})
    result = made.run("check")
    assert result.exit_code == 0, result.stderr
    return result.stderr


def test_a_title_and_a_description_that_a_search_would_cut_off_are_told(project: Made) -> None:
    told = second(project(clients=()), title="t" * 66, description="d" * 161)
    assert "second.md:2: title: has 66 characters; results of a search show about 65" in told
    assert "second.md:3: description: has 161 characters; results of a search show about 160" in told


def test_a_title_and_a_description_that_just_fit_are_not_told(project: Made) -> None:
    assert "characters" not in second(project(clients=()), title="t" * 65, description="d" * 160)


def test_a_tag_spelt_almost_like_another_is_told_where_it_stands(project: Made) -> None:
    told = second(project(clients=()), tags="risk, Managed IT")
    assert "second.md:6: tags[1]: the tag 'Managed IT' is used once, and there is 'managed-it'" in told
    assert told.count("is used once") == 1


def tagged(*tags: str) -> list[tuple[Record, list[str]]]:
    """An article for each tag: its front matter and its tags."""
    return [(Record(f"{number}.md", {}, {}), [tag]) for number, tag in enumerate(tags)]


@pytest.mark.parametrize("pair", [("backup", "backups"), ("security", "secruity"), ("Réseaux", "reseaux")])
def test_slips_are_told_at_the_later_one(pair: tuple[str, str]) -> None:
    (problem,) = similar_tags(tagged(*pair))
    assert (problem.path, problem.severity) == ("1.md", "warning")


@pytest.mark.parametrize("pair", [("windows-10", "windows-11"), ("hosting", "posting"), ("risk", "risks"), ("a", "b")])
def test_other_words_are_no_slips(pair: tuple[str, str]) -> None:
    assert list(similar_tags(tagged(*pair))) == []


def test_tags_that_are_both_used_often_are_left_alone() -> None:
    assert list(similar_tags(tagged("backup", "backup", "backups", "backups"))) == []
