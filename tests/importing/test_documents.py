"""Documents of each product become the articles that stand beside them, and a site with them builds."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import Project
from importing import docx
from reportgen.cli import main

SAMPLES = Path(__file__).parent / "documents"
PRODUCTS = sorted(path.name for path in SAMPLES.iterdir() if path.is_dir())


@pytest.fixture
def empty(project: Callable[..., Project]) -> Project:
    """A project without clients."""
    return project(clients=())


def files_of(product: Project) -> list[Path]:
    folder = product.root / "content"
    return [path for path in folder.rglob("*") if path.is_file()]


def imported(project: Project, *arguments: str, code: int = 0, given: str | None = None) -> str:
    """What `import article` prints."""
    run = CliRunner().invoke(main, ["--project", str(project.root), "import", "article", *arguments], input=given)
    assert run.exit_code == code, run.output
    return run.output


def samples(tmp_path: Path, product: str) -> Path:
    """A product's files, without what is expected of them, all changed on one day."""
    folder = tmp_path / product
    shutil.copytree(SAMPLES / product, folder, ignore=shutil.ignore_patterns("expected*"))
    for path in folder.rglob("*"):
        os.utime(path, (1_767_225_600, 1_767_225_600))
    return folder


def arguments(folder: Path) -> list[str]:
    """What is handed in: the one file, or the folder."""
    single = [path for path in folder.iterdir() if path.suffix in (".txt", ".xml")]
    return [str(path) for path in single] or [str(folder)]


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_document_becomes_the_article_that_is_expected(
    product: str, empty: Project, tmp_path: Path, accept: bool
) -> None:
    before = {path: path.read_bytes() for path in files_of(empty)}
    printed = imported(empty, *arguments(samples(tmp_path, product)))
    new = sorted(path for path in files_of(empty) if before.get(path) != path.read_bytes())
    parts = [f"==== {path.relative_to(empty.root)}\n" + shown(path, before.get(path, b"")) for path in new]
    seen = "".join(parts) + "==== printed\n" + printed.replace(str(tmp_path), "").rstrip() + "\n"
    expected = SAMPLES / product / "expected.txt"
    if accept:
        expected.write_text(seen, encoding="utf-8")
    assert seen == expected.read_text(encoding="utf-8")


def shown(path: Path, before: bytes) -> str:
    """What a file holds, after what it held before."""
    text = path.read_bytes().removeprefix(before)
    return text.decode() if path.suffix in (".md", ".yml") else "a picture\n"


def test_a_site_with_all_of_them_passes_the_check_and_builds(empty: Project, tmp_path: Path) -> None:
    for product in PRODUCTS:
        imported(empty, *arguments(samples(tmp_path, product)))
    check = empty.run("check")
    assert check.exit_code == 0, check.output
    made = empty.build("--only", "site")
    assert not {"failed", "blocked", "held"} & set(made.values())
    assert "site/assets/images/spare-parts/shelf.png" in made


@pytest.mark.parametrize("product", PRODUCTS)
def test_importing_again_changes_nothing(product: str, empty: Project, tmp_path: Path) -> None:
    names = arguments(samples(tmp_path, product))
    imported(empty, *names)
    before = {path: path.read_bytes() for path in files_of(empty)}
    assert "nothing to write: every article is there as imported" in imported(empty, *names)
    assert {path: path.read_bytes() for path in files_of(empty)} == before


def test_an_edited_article_is_not_written_over(empty: Project, tmp_path: Path) -> None:
    names = arguments(samples(tmp_path, "google-docs"))
    imported(empty, *names)
    article = "content/articles/a-checklist-for-moving-day.md"
    empty.edit(article, "Draw the cupboard", "Draw a cupboard, hardly anybody does")
    printed = imported(empty, *names, code=1)
    assert f"{article} is there and differs; --force writes over it:" in printed
    assert "hardly anybody" in printed and "hardly anybody" in (empty.root / article).read_text()
    imported(empty, *names, "--force")
    assert "hardly anybody" not in (empty.root / article).read_text()


def test_nothing_is_written_in_a_dry_run(empty: Project, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in files_of(empty)}
    printed = imported(empty, *arguments(samples(tmp_path, "word")), "--dry-run")
    assert printed.endswith("nothing was written\n")
    assert {path: path.read_bytes() for path in files_of(empty)} == before


def test_pasted_text_is_read_from_standard_input(empty: Project) -> None:
    imported(empty, "-", given="A short title\n\nBy Mo Reed\n\nMarch 3, 2026\n\nA paragraph that is long enough.\n")
    text = (empty.root / "content/articles/a-short-title.md").read_text()
    assert "date: 2026-03-03\nauthors: [mo-reed]\n" in text


def test_a_date_that_can_be_read_in_two_ways_is_not_guessed(empty: Project) -> None:
    printed = imported(empty, "-", "--dry-run", given="A title\n\n03/04/2026\n\nA paragraph that is long enough.\n")
    assert "unsure: date: the source has 03/04/2026 (can be 2026-03-04 or 2026-04-03)" in printed


def test_pictures_of_an_old_blog_are_taken_from_a_copy_of_its_uploads(empty: Project, tmp_path: Path) -> None:
    uploads = tmp_path / "uploads" / "2023" / "04"
    uploads.mkdir(parents=True)
    shutil.copy(SAMPLES / "notion" / "door.png", uploads / "cable.png")
    names = arguments(samples(tmp_path, "wordpress"))
    imported(empty, *names, "--pictures", str(tmp_path / "uploads"))
    text = (empty.root / "content/articles/cables-labels.md").read_text()
    assert '![A cable](cables-labels/cable.png "Red")' in text


def test_a_picture_outside_the_folder_is_not_read(empty: Project, tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "notion" / "door.png", tmp_path / "outside.png")
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.md").write_text("# A title\n\n![x](../outside.png)\n\nA paragraph that is long enough.\n")
    assert "left out: the picture ../outside.png" in imported(empty, str(folder / "a.md"), "--dry-run")


def test_three_hundred_posts_are_imported_in_one_go(empty: Project, tmp_path: Path) -> None:
    export = (SAMPLES / "wordpress" / "old-blog.xml").read_text()
    start, end = export.index("<item>"), export.index("</item>") + 7
    item = export[start:end]
    many = "".join(item.replace("cables-labels", f"post-{n}").replace("Cables", f"Cables {n}") for n in range(300))
    file = tmp_path / "many.xml"
    file.write_text(export[:start] + many + "</channel></rss>")
    began = time.perf_counter()
    assert "300 documents" in imported(empty, str(file))
    assert time.perf_counter() - began < 30
    assert len(list((empty.root / "content/articles").glob("post-*.md"))) == 300
    assert empty.run("check").exit_code == 0


def test_a_tailored_article_carries_the_charts_of_the_report(project: Callable[..., Project], tmp_path: Path) -> None:
    text = (
        "Two ways to buy support\n\nBy Mo Reed\n\nMarch 3, 2026\n\nThere are two ways to buy it, and each has its "
        "place.\n\n"
        "What It Costs\n\nA call costs what a call costs, and a contract costs the same each month.\n\n"
        "The Risk\n\nA failure costs time, and the time has to come from somewhere.\n\n"
        "Choosing a Model\n\nFour factors help to choose between the two.\n\n"
        "Next Steps\n\nKeep a record, and compare again.\n"
    )
    made = project()
    printed = imported(made, "-", "--tailor", given=text)
    assert "+::: chart annual-cost" in printed and "+::: chart factor-profile" in printed
    article = (made.root / "content/articles/two-ways-to-buy-support.md").read_text()
    assert "editions: [post, whitepaper, brief, one-pager]" in article
    assert made.run("check").exit_code == 0


def test_a_text_without_such_headings_is_left_alone(empty: Project) -> None:
    printed = imported(
        empty, "-", "--tailor", "--dry-run", given="A title\n\nA paragraph that is long enough to be one.\n"
    )
    assert "found no heading at which a block of the report belongs" in printed


def test_the_word_sample_is_what_the_test_makes() -> None:
    assert (SAMPLES / "word" / "keys.docx").read_bytes() == docx.sample()
