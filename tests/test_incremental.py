"""For each kind of edit: exactly the targets that can see it are remade."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import CLIENTS, Project


def of(client: str) -> set[str]:
    """The files of one client."""
    names = ("comparison.json", "index.html", f"{client}.pdf", "one-pager.html", "one-pager.pdf")
    return {f"briefs/{client}/{name}" for name in names}


HARBOR = of("harbor-dental")
POST = "site/blog/break-fix-or-managed-it.html"
PAPER, PAPER_PDF = (f"site/whitepapers/break-fix-or-managed-it.{kind}" for kind in ("html", "pdf"))
EXAMPLE = "site/whitepapers/example.json"
PAGES = {"site/index.html", POST, PAPER}


@pytest.fixture(scope="module")
def files(built: Project) -> set[str]:
    """What a build of two clients makes."""
    return {path for path in built.output() if path.startswith("site/") or path.split("/")[1] in CLIENTS}


def briefs(files: set[str], *endings: str) -> set[str]:
    """The files of all briefs that end so."""
    return {path for path in files if path.startswith("briefs/") and path.endswith(endings)}


def made_by(project: Project, *edits: tuple[str, str, str]) -> set[str]:
    """What a build makes after some edits; a build after that makes nothing."""
    for name, old, new in edits:
        project.edit(name, old, new)
    statuses = project.build()
    assert set(statuses.values()) <= {"made", "kept"}, statuses
    assert set(project.build().values()) == {"kept"}
    return {path for path, status in statuses.items() if status == "made"}


CLIENT = "content/clients/harbor-dental.yml"
ARTICLE = "content/articles/break-fix-or-managed-it.md"
EDITS: dict[str, tuple[tuple[str, str, str], Callable[[set[str]], set[str]]]] = {
    "a price of one client": (
        (CLIENT, "per_user_month: 135", "per_user_month: 140"),
        lambda files: HARBOR,
    ),
    "a comment in a client's file": (
        (CLIENT, "# Harbor Dental is", "# Harbor Dental, of course, is"),
        lambda files: set(),
    ),
    "a sentence of the article": (
        (ARTICLE, "\n---\n\n", "\n---\n\nOne sentence more.\n\n"),
        lambda files: {POST, PAPER, PAPER_PDF} | briefs(files, ".html", *(f"{client}.pdf" for client in CLIENTS)),
    ),
    "the description of the article": (
        (ARTICLE, "description: Two ways", "description: The two ways"),
        lambda files: PAGES | {PAPER_PDF} | briefs(files, ".html"),
    ),
    "the title of the site": (
        ("reportgen.toml", "Plain answers about", "Straight answers about"),
        lambda files: PAGES | briefs(files, ".html"),
    ),
    "the date": (
        ("reportgen.toml", "as_of = 2026-11-02", "as_of = 2026-11-03"),
        lambda files: PAGES | {EXAMPLE} | briefs(files, ".json", ".html", ".pdf"),
    ),
    "a colour of the brand": (
        ("content/brands/larkmere/_brand.yml", 'lake: "#1f5687"', 'lake: "#1f5688"'),
        lambda files: PAGES | {PAPER_PDF, "site/assets/site.css"} | HARBOR - briefs(files, ".json"),
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_exactly_what_can_see_an_edit_is_remade(edit: str, files: set[str], project: Callable[..., Project]) -> None:
    made = project()
    assert made.run("build").exit_code == 0
    change, expected = EDITS[edit]
    assert made_by(made, change) == expected(files)


def test_one_template_of_the_projects_own(project: Callable[..., Project], files: set[str]) -> None:
    made = project()
    assert made.run("build").exit_code == 0
    made.write({"templates/listing.html": "{{ site.title }}: {{ posts | length }}"})
    assert made_by(made) == {"site/index.html"}
    assert made.output()["site/index.html"] == b"Plain answers about IT support: 1"


def test_a_client_comes_and_goes(project: Callable[..., Project]) -> None:
    made = project()
    made.run("build")
    text = (made.root / CLIENT).read_text(encoding="utf-8")
    made.write({"content/clients/second.yml": text})
    assert made_by(made) == of("second")
    made.write({"content/clients/second.yml": None})
    statuses = made.build()
    assert {path for path, status in statuses.items() if status == "removed"} == of("second")
    assert not (made.root / "output/briefs/second").exists()


def test_one_broken_client_stops_nobody_and_loses_nothing(project: Callable[..., Project]) -> None:
    made = project()
    made.run("build")
    before = made.output()
    made.edit(CLIENT, "per_user_month: 135", "per_user_month: lots")
    made.edit("content/clients/fenwick-surveyors.yml", "name: Fenwick", "name: New Fenwick")
    result = made.run("build")
    assert result.exit_code == 1
    assert "harbor-dental.yml" in result.stderr
    after = made.output()
    assert {path: after[path] for path in HARBOR} == {path: before[path] for path in HARBOR}
    assert after["briefs/fenwick-surveyors/index.html"] != before["briefs/fenwick-surveyors/index.html"]
    statuses = {each["path"]: each["status"] for each in made.manifest()["files"]}
    assert statuses["briefs/harbor-dental/comparison.json"] == "failed"
    assert statuses["briefs/harbor-dental/index.html"] == "blocked"


def test_a_client_that_is_not_even_yaml_keeps_its_files(project: Callable[..., Project]) -> None:
    made = project()
    made.run("build")
    before = made.output()
    made.write({CLIENT: "name: [\n"})
    assert made.run("build").exit_code == 1
    assert made.output() == before
    assert made.build()["briefs/harbor-dental/index.html"] == "held"


def test_a_broken_article_keeps_its_pages(project: Callable[..., Project]) -> None:
    made = project()
    made.run("build")
    before = made.output()
    made.edit(ARTICLE, "\n---\n\n", "\n---\n\n{% if x %}\n\n")
    assert made.run("build").exit_code == 1
    assert made.output() == before


def test_a_part_of_the_build_leaves_the_rest_alone(project: Callable[..., Project]) -> None:
    made = project()
    made.run("build")
    made.edit(CLIENT, "per_user_month: 135", "per_user_month: 140")
    made.edit("reportgen.toml", "Plain answers", "Straight answers")
    assert made.run("build", "--only", "site").exit_code == 0
    files = {each["path"]: each for each in made.manifest()["files"]}
    assert files["site/index.html"]["status"] == "made"
    assert files["briefs/harbor-dental/index.html"]["reason"] == "not asked for"
    statuses = made.build("--client", "harbor-dental")
    assert {path for path, status in statuses.items() if status == "made"} == HARBOR


def test_a_reason_is_told_in_words(project: Callable[..., Project]) -> None:
    made = project()
    made.run("build")
    made.edit(CLIENT, "per_user_month: 135", "per_user_month: 140")
    result = made.run("build", "--explain", "--client", "harbor-dental")
    assert "comparison.json  (client: managed.per_user_month 135 -> 140)" in result.stdout


def test_a_dry_run_says_the_same_and_writes_nothing(project: Callable[..., Project]) -> None:
    made = project()
    made.run("build")
    made.edit(CLIENT, "per_user_month: 135", "per_user_month: 140")
    before = {path: path.stat().st_mtime_ns for path in made.root.rglob("*")}
    told = made.build("--dry-run")
    assert {path for path, status in told.items() if status == "made"} == HARBOR
    assert {path: path.stat().st_mtime_ns for path in made.root.rglob("*")} == before
    assert {path for path, status in made.build().items() if status == "made"} == HARBOR
