"""What is below `content/` and read by nothing is told by its name; what only is written otherwise is read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Project
from reportgen.problems import ProblemError
from reportgen.project.files import find_project, load

HARBOR = "content/clients/harbor-dental.yml"
ARTICLE = "content/articles/break-fix-or-managed-it.md"
UNREAD = [
    ("content/pages/about.md", "content/pages/: nothing reads this folder\n    the folders of content/ are"),
    ("content/clientes/a.yml", "content/clientes/: nothing reads this folder\n    did you mean content/clients/?"),
    ("content/Articles/a.md", "content/Articles/: nothing reads this folder\n    did you mean content/articles/?"),
    ("content/author.yml", "content/author.yml: nothing reads this file\n    did you mean content/authors.yml?"),
    ("content/about.md", "content/about.md: nothing reads this file\n    an article belongs in content/articles/"),
    ("content/list.CSV", "content/list.CSV: nothing reads this file\n    a table of clients belongs in content"),
    ("content/notes", "content/notes: nothing reads this file\n    delete it, or keep it outside `content/`"),
    ("content/articles/a.docx", "content/articles/a.docx: nothing reads this file\n    `reportgen import article"),
    ("content/articles/a.xlsx", "content/articles/a.xlsx: nothing reads this file\n    a table of clients belongs in"),
    ("content/articles/a.zip", "content/articles/a.zip: nothing reads this file\n    articles are .md files"),
    ("content/brands/b.png", "content/brands/b.png: nothing reads this file\n    a brand is a folder"),
    ("content/brands/larkmere/spare.ttf", "spare.ttf: nothing reads this file\n    name it in content/brands/"),
    ("content/clients/a.docx", "content/clients/a.docx: nothing reads this file\n    write the client as"),
    ("content/clients/a.md", "content/clients/a.md: nothing reads this file\n    an override of a client belongs in"),
    ("content/clients/harbor/a.png", "there is no client 'harbor' for this folder\n    did you mean 'harbor-dental'?"),
    ("content/clients/harbor-dental/a.png", "a.png: nothing reads this file\n    name it in content/clients/harbor"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "told"), UNREAD, ids=[path for path, _ in UNREAD])
def test_what_nothing_reads_is_told_with_what_was_probably_meant(
    path: str, told: str, project: Callable[..., Project]
) -> None:
    made = project()
    made.write({path: "x"})
    done = made.run("check")
    assert done.exit_code == 0, "nobody is stopped by it"
    (warning,) = [each for each in done.stderr.split("warning: ")[1:] if "eads this" in each or "no client" in each]
    assert told in warning


@pytest.mark.parametrize(
    "name", [".hidden", "~$table.xlsx", ".~lock.table.ods#", "Thumbs.db", "desktop.ini", "a.md~", ".a.md.swp", "x.tmp"]
)
def test_what_editors_and_systems_leave_behind_is_passed_over(name: str, project: Callable[..., Project]) -> None:
    made = project()
    made.write({f"content/articles/{name}": "x", f"content/clients/{name}": "x"})
    assert "warning" not in made.run("check").stderr


@pytest.mark.parametrize(
    ("original", "copy"),
    [
        (HARBOR, "content/clients/harbor-dental copy.yml"),
        (HARBOR, "content/clients/harbor-dental - Copy (2).yml"),
        (HARBOR, "content/clients/harbor-dental (1).yml"),
        (HARBOR, "content/clients/harbor-dental.yml.bak"),
        (ARTICLE, "content/articles/break-fix-or-managed-it copy 2.md"),
    ],
)
def test_a_copy_that_a_file_manager_made_is_left_out_and_told(
    original: str, copy: str, project: Callable[..., Project]
) -> None:
    made = project()
    shutil.copy(made.root / original, made.root / copy)
    done = made.run("check")
    assert done.exit_code == 0
    assert (
        f"warning: {copy}: looks like a copy of {original}\n    merge what is new in it, and delete it" in done.stderr
    )


def test_endings_that_mean_the_same_are_read_as_the_same(project: Callable[..., Project]) -> None:
    made, other = project("one"), project("other")
    for old, new in (
        (HARBOR, "content/clients/harbor-dental.YAML"),
        (ARTICLE, "content/articles/break-fix-or-managed-it.markdown"),
        ("content/authors.yml", "content/authors.yaml"),
        ("content/factors.yml", "content/factors.YML"),
        ("content/brands/larkmere/_brand.yml", "content/brands/larkmere/_brand.yaml"),
    ):
        (other.root / old).rename(other.root / new)
    assert other.run("check").output == made.run("check").output
    assert set(made.build().values()) == set(other.build().values()) == {"built"}
    assert other.output() == made.output()


def test_a_client_for_whom_nothing_is_made_gets_a_sentence(project: Callable[..., Project]) -> None:
    made = project(clients=["harbor-dental"])
    text = (made.root / ARTICLE).read_text(encoding="utf-8")
    (line,) = [each for each in text.splitlines() if each.startswith("editions:")]
    made.edit(ARTICLE, line, "editions: [post]")
    assert (
        f"warning: {HARBOR}:1: editions: no document is made for this client: no article has an edition for clients\n"
        "    write one of brief, one-pager under `editions:` in the front matter of an article\n"
    ) in made.run("check").stderr


# ---- symbolic links


def test_a_link_inside_the_project_works(project: Callable[..., Project]) -> None:
    made = project()
    (made.root / "shared").mkdir()
    (made.root / HARBOR).rename(made.root / "shared/harbor.yml")
    (made.root / HARBOR).symlink_to("../../shared/harbor.yml")
    (made.root / "content/brands/larkmere").rename(made.root / "shared/larkmere")
    (made.root / "content/brands/larkmere").symlink_to(made.root / "shared/larkmere")
    assert made.run("check").exit_code == 0
    assert HARBOR in load(made.root, {})[0].files


@pytest.mark.parametrize(
    ("path", "target", "told"),
    [
        (
            "content/articles/a.md",
            "../../../other/a.md",
            "is a link to ../../../other/a.md, which is outside the project",
        ),
        ("content", "{other}", "is a link to {other}, which is outside the project"),
        ("content/clients", "{other}", "is a link to {other}, which is outside the project"),
        ("templates/post.html", "{other}/a.md", "is a link to {other}/a.md, which is outside the project"),
        ("content/articles/a.md", "b.md", "is a link to b.md, which is not there"),
        ("content/articles/inner", "..", "is a link to .., which is a folder that the link is in"),
    ],
)
def test_a_link_that_leads_elsewhere_is_refused(path: str, target: str, told: str, tmp_path: Path) -> None:
    root, other = tmp_path / "project", tmp_path / "other"
    for folder in (root / "content/articles", root / "templates", other):
        folder.mkdir(parents=True)
    if path == "content":
        shutil.rmtree(root / path)
    (root / "reportgen.toml").touch()
    (other / "a.md").touch()
    (root / path).symlink_to(target.format(other=other))
    (root / "templates/b.html").symlink_to("nowhere")
    with pytest.raises(ProblemError) as caught:
        load(find_project(root), {})
    shown = path + "/" * (path == "content")
    assert f"{shown}: {told.format(other=other)}\n    put the file itself there" in str(caught.value)
    assert "templates/b.html: is a link to nowhere, which is not there" in str(caught.value), "all are told"
