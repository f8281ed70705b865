"""When an article is public: from `date` or `publishDate` on, and until `expiryDate`; the day is `as_of`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import Project

ARTICLE = "content/articles/break-fix-or-managed-it.md"
POST = "site/blog/break-fix-or-managed-it.html"
REPORT = "briefs/harbor-dental/index.html"


@pytest.mark.parametrize(
    ("date", "more", "told"),
    [
        ("2026-11-02", "", ""),
        ("2026-11-03", "", "is public from 2026-11-03 on"),
        ("2026-04-13", "publishDate: 2026-12-24\n", "is public from 2026-12-24 on"),
        ("2026-12-01", "publishDate: 2026-11-01\n", ""),
        ("2026-04-13", "expiryDate: 2026-11-03\n", ""),
        ("2026-04-13", "expiryDate: 2026-11-02\n", "is not public any more since 2026-11-02"),
    ],
)
def test_an_article_is_public_between_two_days(
    date: str, more: str, told: str, project: Callable[..., Project]
) -> None:
    made = project(clients=["harbor-dental"])
    made.build()
    text = (made.root / ARTICLE).read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("date: ")]
    made.edit(ARTICLE, f"\n{line}\n", f"\ndate: {date}\n{more}")
    built = made.build()
    assert (POST in made.output()) == (not told), "every trace goes with an incremental build"
    assert (b"break-fix-or-managed-it" in made.output()["site/index.html"]) == (not told)
    assert built[REPORT] in ("built", "unchanged"), "a client's report is private, and made all the same"
    assert (f"{ARTICLE}\n    This article {told}.\n" in made.run("check").stdout) == bool(told)
