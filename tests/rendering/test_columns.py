"""The margin column is on the outer side: at the right of a right page, at the left of a left one, on either paper."""

from __future__ import annotations

import pytest

import geometry
from conftest import Project

EDGE, SIDE = 54.0, 134.0
"""Points from the edge of the sheet to what is on it, and the width of the margin column."""
NOTES = ("Average year", "What is not counted", "In today’s money", "Mean time to restore", "Weights")


@pytest.mark.parametrize("client", ["harbor-dental", "fenwick-surveyors", "northern-lakes-equipment-cooperative"])
def test_notes_stand_on_the_outer_side(client: str, built: Project) -> None:
    pages = geometry.pages((built.root / f"output/briefs/{client}/{client}.pdf").read_bytes())
    found = set()
    for page in pages[2:6]:
        for text in page.body:
            if text.words.strip() in NOTES and text.top - text.bottom < 10:
                expected = EDGE if page.number % 2 == 0 else page.width - EDGE - SIDE
                assert text.left == pytest.approx(expected, abs=2.5), (page.number, text.words)
                found.add(page.number % 2)
    assert found == {0, 1}, "a note on a left page and one on a right page"


@pytest.mark.parametrize("client", ["harbor-dental", "fenwick-surveyors"])
def test_running_lines_have_the_section_and_the_number_at_the_outer_edge(client: str, built: Project) -> None:
    pages = geometry.pages((built.root / f"output/briefs/{client}/{client}.pdf").read_bytes())
    for page in pages[1:]:
        (number,) = (text for text in page.texts if text.words.strip() == f"{page.number} / {len(pages)}")
        assert (number.left < page.width / 2) == (page.number % 2 == 0)
