"""The benchmarks run, and measure what they say: a benchmark that is broken is found when nobody has time for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import LARGE, Row, engine, goal, posts, seconds

from conftest import Project


@pytest.mark.parametrize(
    ("ratio", "goal", "at_least", "met"),
    [(2.0, 3.0, False, True), (4.0, 3.0, False, False), (4.0, 3.0, True, True), (2.0, 3.0, True, False)],
)
def test_a_goal_is_a_bound_from_above_or_from_below(ratio: float, goal: float, at_least: bool, met: bool) -> None:
    assert Row("x", "y", ratio, goal, at_least).met is met
    assert Row("x", "y", ratio, None, at_least).met is None


@pytest.mark.parametrize(
    ("files", "made"),
    [
        ("page", {"index.html"}),
        ("data,page", {"comparison.json", "index.html"}),
        ("data,page,paper", {"c1.pdf", "comparison.json", "index.html"}),
    ],
)
def test_a_light_build_makes_what_it_is_told_to_for_each_client(tmp_path: Path, files: str, made: set[str]) -> None:
    engine.project(tmp_path, 3)
    engine.light(tmp_path, files)
    assert {path.name for path in (tmp_path / "output/briefs/c1").iterdir()} == made
    page = (tmp_path / "output/briefs/c2/index.html").read_text()
    assert "What Client 2 would pay" in page
    assert "the traditional way to buy" in page, "the whole article"
    engine.table(tmp_path, 3, 999)
    engine.light(tmp_path, files)
    assert "999" in (tmp_path / "output/briefs/c1/index.html").read_text(), "that client's fee was changed"
    assert (tmp_path / "output/briefs/c2/index.html").read_text() == page


def test_nothing_changed_is_measured_when_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "scratch", lambda: tmp_path)
    monkeypatch.setattr(engine, "paired", lambda work, other, runs: seconds(work) / seconds(other))
    row = engine.nothing_changed(3)
    assert row.goal is None, "the goals are those of ten thousand"
    assert goal(LARGE, 4) == 4
    engine.expect(tmp_path / "nothing", unchanged=9)
    with pytest.raises(AssertionError):
        engine.expect(tmp_path / "nothing", built=2, unchanged=7)


def test_the_posts_are_a_site_without_a_fault(tmp_path: Path) -> None:
    posts._project(tmp_path, 6)
    made = Project(tmp_path)
    assert made.run("build", "--strict").exit_code == 0
    assert len([path for path in made.output() if path.startswith("site/blog/")]) == 6
