"""A build of a part, a build that only tells, and sources that are broken: what is made, and what stays as it was.

The project is that of `small.py`; what each kind of edit makes is the table in `test_edits.py`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

import small
from conftest import Project, replaced_recipes
from reportgen.engine.model import Artifact
from small import CEDAR, of, table

ARTICLE, CLIENT, TABLE = "content/articles/two-ways.md", "content/clients/birch.yml", "content/clients/table.csv"
HOME, POST, SECOND_POST = "site/index.html", "site/blog/two-ways.html", "site/blog/second.html"
STYLES, PAPER, PAPER_PDF = "site/assets/site.css", "site/whitepapers/two-ways.html", "site/whitepapers/two-ways.pdf"
REPORTS = {"briefs/birch/index.html", "briefs/cedar/index.html"}
REPORT_PDFS = {"briefs/birch/birch.pdf", "briefs/cedar/cedar.pdf"}
SHEETS = {"briefs/birch/one-pager.html", "briefs/dogwood/one-pager.html"}
SHEET_PDFS = {"briefs/birch/one-pager.pdf", "briefs/dogwood/one-pager.pdf"}


def today() -> str:
    """The day on which this test runs, in UTC: the files of its project were made then."""
    return datetime.now(UTC).date().isoformat()


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small project, built."""
    project = small.begun(tmp_path_factory.mktemp("incremental") / "project")
    assert project.run("build").exit_code == 0
    return project


@pytest.fixture
def project(before: Project, tmp_path: Path) -> Project:
    """The small project with what was built of it, to be changed."""
    return small.copied(before, tmp_path / "project")


def by_status(project: Project, *arguments: str) -> dict[str, set[str]]:
    """What became of the files, those that were kept left out."""
    found: dict[str, set[str]] = {}
    for path, status in project.build(*arguments).items():
        if status != "unchanged":
            found.setdefault(status, set()).add(path)
    return found


def same(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    """The files that are in both as they were."""
    return {path for path, content in before.items() if after.get(path) == content}


def is_as_clean(project: Project) -> bool:
    """Whether the output is what a build in a new folder makes."""
    clean = small.copied(project, project.root.with_name("clean"), built=False)
    clean.build()
    return project.output() == clean.output()


# ---- articles are compiled once


def test_of_all_articles_the_edited_one_is_compiled(project: Project, compiled: list[str]) -> None:
    project.edit("content/articles/second.md", "title: ", "title: About ")
    assert SECOND_POST in by_status(project)["built"]
    assert compiled == ["content/articles/second.md"]
    assert is_as_clean(project)


def test_an_article_that_is_broken_is_told_at_each_build_and_compiled_once(
    project: Project, compiled: list[str]
) -> None:
    whole = (project.root / "content/articles/second.md").read_bytes()
    project.write({"content/articles/second.md": whole + b"\n# A heading too high\n"})
    for _ in range(2):
        result = project.run("build")
        assert result.exit_code == 1
        assert "a heading of level 1 in the body" in result.stderr
    assert compiled == ["content/articles/second.md"]
    project.write({"content/articles/second.md": whole})
    assert project.run("build").exit_code == 0
    assert is_as_clean(project)


def falling(inputs: Mapping[str, bytes]) -> Artifact:
    raise ZeroDivisionError


def test_an_article_that_brings_its_recipe_down_is_named(project: Project) -> None:
    project.edit("content/articles/second.md", "title: ", "title: About ")
    with replaced_recipes({"article": "test_incremental:falling"}):
        result = project.run("build")
    assert result.exit_code == 1
    assert "content/articles/second.md: the recipe 'article' failed: ZeroDivisionError" in result.stderr
    assert project.manifest()["files"], "all else is told"


def test_a_new_directive_is_known_to_articles_that_were_compiled_before(project: Project, compiled: list[str]) -> None:
    article = (project.root / "content/articles/second.md").read_bytes()
    project.write({"content/articles/second.md": article + b"\n::: aside\nBy the way.\n:::\n"})
    assert "unknown directive 'aside'" in project.run("build").stderr
    project.write({"templates/directives/aside.html": "<aside>{{ body }}</aside>\n"})
    assert project.run("build").exit_code == 0
    assert b"<aside>" in project.output()[SECOND_POST]
    assert is_as_clean(project)


# ---- a part of the build


def test_the_site_alone_leaves_the_reports_as_they_were(project: Project) -> None:
    project.edit(CLIENT, "per_user_month: 110", "per_user_month: 115")
    project.edit("reportgen.toml", "Small answers", "Short answers")
    assert by_status(project, "--only", "site") == {"built": {HOME, POST, SECOND_POST, PAPER}}
    files = {each["path"]: each for each in project.manifest()["files"]}
    assert files["briefs/birch/index.html"]["reason"] == "not asked for"
    assert by_status(project, "--client", "birch") == {"built": of("birch")}
    assert by_status(project) == {"built": (REPORTS | SHEETS) - of("birch")}, "the others show the title too"
    assert is_as_clean(project)


def test_reports_alone_leave_the_site_as_it_was(project: Project) -> None:
    project.edit("reportgen.toml", "Small answers", "Short answers")
    assert by_status(project, "--only", "briefs") == {"built": REPORTS | SHEETS}
    assert by_status(project) == {"built": {HOME, POST, SECOND_POST, PAPER}}


def test_a_build_of_one_client_touches_nothing_of_others(project: Project) -> None:
    """What is gone goes with the next build of everything."""
    project.write({TABLE: table(CEDAR), "content/clients/elm.yml": "name: [\n"})
    before = project.output()
    result = project.run("build", "--client", "birch", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)["problems"]) == (0, []), "nothing is told of others"
    assert project.output() == before
    kept = {each["path"]: each["reason"] for each in project.manifest()["files"]}
    assert {kept[path] for path in of("dogwood")} == {"not asked for"}
    project.write({"content/clients/elm.yml": None})
    assert by_status(project) == {"removed": of("dogwood")}


def test_many_files_are_removed_only_when_somebody_says_so(project: Project) -> None:
    """A table that was moved by mistake must not cost the reports of everybody in it."""
    project.write({TABLE: None})
    before, gone = project.output(), of("cedar") | of("dogwood")
    result = project.run("build", "--no-prune")
    told = f"\nThe source of {len(gone)} of {len(before)} files is gone: briefs/cedar/cedar.pdf, "
    assert told in result.stderr
    assert "They stay. If they are to go, build with --prune.\n" in result.stderr
    assert result.exit_code == 0
    assert project.output() == before
    listed = {each["path"]: (each["status"], each["reason"]) for each in project.manifest()["files"]}
    assert {listed[path] for path in gone} == {("outdated", "its source is gone; `--prune` removes it")}
    assert by_status(project) == {"removed": gone}
    assert is_as_clean(project)


def test_what_is_not_planned_any_more_inside_a_bundle_counts_too(project: Project) -> None:
    project.edit(ARTICLE, "editions: [post, whitepaper, brief, one-pager]", "editions: [post, whitepaper, brief]")
    before = project.output()
    result = project.run("build", "--no-prune")
    assert "\nThe source of " in result.stderr
    assert project.output().keys() == before.keys()
    assert by_status(project)["removed"]
    assert is_as_clean(project)
    assert by_status(project) == {}


def test_outdated_files_can_be_refused(project: Project) -> None:
    """For those who publish what is in the folder: no page there is older than its source."""
    project.write({CLIENT: "name: [\n"})
    assert set(by_status(project)) == {"outdated"}
    assert project.run("build", "--no-stale").exit_code == 1
    assert not [path for path in project.output() if path.startswith("briefs/birch/")]


def test_a_client_that_nobody_knows_is_wrong_use(project: Project) -> None:
    result = project.run("build", "--client", "brich")
    assert result.exit_code == 2
    assert "no client 'brich'; did you mean 'birch'?" in result.stderr


# ---- a dry run


def test_a_dry_run_tells_what_a_build_makes_and_writes_nothing(project: Project) -> None:
    project.edit(CLIENT, "per_user_month: 110", "per_user_month: 115")
    project.write({TABLE: table(CEDAR)})
    before = {path: path.stat().st_mtime_ns for path in project.root.rglob("*")}
    would = by_status(project, "--dry-run")
    assert {path: path.stat().st_mtime_ns for path in project.root.rglob("*")} == before
    assert would == {"built": of("birch"), "removed": of("dogwood")}
    assert by_status(project) == would


def test_a_dry_run_names_what_may_come_out_equal(project: Project) -> None:
    """Whether a comment in a template makes a difference is known only when the page is made."""
    project.edit("templates/brief.html", "<h1>", "{# the name #}<h1>")
    assert by_status(project, "--dry-run") == {"built": REPORTS | REPORT_PDFS}
    assert by_status(project) == {"built": REPORTS}


def test_a_dry_run_before_the_first_build_leaves_no_folder(tmp_path: Path) -> None:
    project = small.begun(tmp_path / "project")
    result = project.run("build", "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "19 to build"
    assert not (project.root / "output").exists()
    assert not (project.root / ".reportgen").exists()


# ---- sources that are broken


def test_a_client_whose_figures_are_wrong_stops_nobody_and_loses_nothing(project: Project) -> None:
    before = project.output()
    project.edit(CLIENT, "per_user_month: 110", "per_user_month: lots")
    project.write({TABLE: table(CEDAR | {"name": "New Cedar"})})
    result = project.run("build")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: {CLIENT}:19: managed.per_user_month: "), result.stderr
    assert same(before, project.output()) == before.keys() - of("cedar") - of("dogwood")
    statuses = {each["path"]: each["status"] for each in project.manifest()["files"]}
    assert {statuses[path] for path in of("cedar")} == {"built"}
    assert {path: statuses[path] for path in of("birch")} == {
        "briefs/birch/comparison.json": "failed",
        "briefs/birch/index.html": "skipped",
        "briefs/birch/birch.pdf": "skipped",
        "briefs/birch/one-pager.html": "skipped",
        "briefs/birch/one-pager.pdf": "skipped",
    }
    project.edit(CLIENT, "per_user_month: lots", "per_user_month: 110")
    assert by_status(project) == {}, "repaired, it is what it was"


@pytest.mark.parametrize(
    ("name", "content", "outdated"),
    [
        (CLIENT, "name: [\n", of("birch")),
        (TABLE, 'id,name\n"cedar', of("cedar") | of("dogwood") | of("birch")),
        (f"{CLIENT.removesuffix('.yml')}/costs.md", "---\nafter: [\n---\n", of("birch")),
        ("content/brands/bright/_brand.yml", "meta: [\n", of("birch")),
    ],
    ids=["client", "table", "note", "brand"],
)
def test_what_a_broken_file_made_before_stays(name: str, content: str, outdated: set[str], project: Project) -> None:
    before, whole = project.output(), (project.root / name).read_bytes()
    project.write({name: content})
    project.edit("content/articles/second.md", "Think twice", "Think thrice")
    result = project.run("build", "--format", "json")
    assert result.exit_code == 1
    assert {each["path"] for each in json.loads(result.stdout)["problems"]} == {name}
    files = {each["path"]: each for each in json.loads(result.stdout)["files"]}
    assert {path for path, each in files.items() if each["status"] == "outdated"} <= outdated
    assert {files[path]["reason"] for path in files if files[path]["status"] == "outdated"} == {
        f"{name} is broken, made on {today()}"
    }
    assert same(before, project.output()) == before.keys() - {SECOND_POST}
    project.write({name: whole})
    assert by_status(project) == {}, "repaired, it is what it was"


@pytest.mark.parametrize("body", ["{% if x %}", "{{ client.name | nofilter }}", "::: chart nothing\n:::"])
def test_what_a_broken_article_made_before_stays(body: str, project: Project) -> None:
    before = project.output()
    project.edit(ARTICLE, "You call,", f"{body}\n\nYou call,")
    project.edit("content/articles/second.md", "Think twice", "Think thrice")
    result = project.run("build")
    assert result.exit_code == 1
    assert f"error: {ARTICLE}:" in result.stderr
    assert same(before, project.output()) == before.keys() - {SECOND_POST}


PRICED = of("birch")
BROKEN: dict[str, tuple[str, int, set[str]]] = {
    "templates/brief.html": ("<h1>\n{% if client %}", 2, REPORTS | REPORT_PDFS),
    "templates/one-pager.html": ("{{ client.name }", 1, SHEETS | SHEET_PDFS),
    "templates/post.html": ("{% include 'parts/none.html' %}", 0, {POST, SECOND_POST}),
    "templates/listing.html": ("<p>\n\n{% endfor %}", 3, {HOME}),
    "templates/parts/foot.html": ("{% else %}", 1, {POST, SECOND_POST, PAPER, PAPER_PDF} | REPORTS | REPORT_PDFS),
    "templates/styles/site.css": ("{{ faces }", 1, {STYLES} | REPORTS | REPORT_PDFS | SHEETS | SHEET_PDFS),
    "templates/styles/print.css": ("{{ faces }", 1, {PAPER_PDF} | REPORT_PDFS | SHEET_PDFS),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_template_that_cannot_be_parsed_holds_what_uses_it_and_nothing_else(name: str, project: Project) -> None:
    """Its problem names file and line; everything else is built, and what uses it stays as it was."""
    text, line, held = BROKEN[name]
    before, whole = project.output(), (project.root / name).read_text(encoding="utf-8")
    project.write({name: text})
    project.edit(CLIENT, "per_user_month: 110", "per_user_month: 115")
    result = project.run("build", "--format", "json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert [(each["path"], each.get("line", 0)) for each in told["problems"]] == [(name, line)]
    statuses = {each["path"]: each["status"] for each in told["files"]}
    assert {path for path, status in statuses.items() if status == "outdated"} == held
    assert {path for path, status in statuses.items() if status == "built"} == PRICED - held
    assert same(before, project.output()) >= before.keys() - (PRICED - held)
    project.write({name: whole})
    rest = {"built": PRICED & held} if PRICED & held else {}
    assert by_status(project) == rest, "repaired, the rest follows"
    assert is_as_clean(project)


def test_a_template_that_cannot_be_parsed_lets_a_first_build_make_the_rest(tmp_path: Path) -> None:
    project = small.begun(tmp_path / "project")
    project.write({"templates/brief.html": "<h1>\n{% if client %}"})
    result = project.run("build")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: templates/brief.html:2: "), result.stderr
    made = set(project.output())
    assert {HOME, POST, PAPER, PAPER_PDF, "briefs/birch/comparison.json"} | SHEETS | SHEET_PDFS <= made
    assert not made & (REPORTS | REPORT_PDFS)


def test_words_of_the_interface_that_cannot_be_read_are_told_with_their_line(project: Project) -> None:
    before = project.output()
    project.write({"templates/strings/en.toml": 'skip = "Skip"\npublished = [\n'})
    result = project.run("build")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: templates/strings/en.toml:"), result.stderr
    assert "fault in reportgen" not in result.stderr
    assert project.output() == before


@pytest.mark.parametrize("form", ["json", "github"])
def test_settings_that_are_broken_are_told_in_the_form_that_was_asked_for(form: str, project: Project) -> None:
    """CI reads annotations and programs read JSON, also when the build stopped before the first file."""
    before = project.output()
    project.edit("reportgen.toml", "as_of = 2026-11-02", "as_of = soon")
    result = project.run("build", "--format", form)
    assert result.exit_code == 1
    if form == "github":
        assert result.stdout.startswith("::error file=reportgen.toml,line=6::"), result.output
    else:
        assert [each["path"] for each in json.loads(result.stdout)["problems"]] == ["reportgen.toml"]
    assert project.output() == before


# ---- faults that were found once

NOTE = small.NOTE + "\n![A sign](sign.svg)\n\nMore is in [the second](second.md).\n"
SIGN = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9' width='9' height='9'><path d='M%sH9'/></svg>"


@pytest.fixture
def noted(project: Project) -> Project:
    """The small project with a note that shows an image and links to an article."""
    project.write({"content/articles/sign.svg": SIGN % "1 1", "content/clients/birch/costs.md": NOTE})
    assert project.run("build").exit_code == 0
    assert by_status(project) == {}
    return project


def test_a_note_sees_more_of_the_site_than_its_article_does(noted: Project) -> None:
    noted.write({"content/articles/sign.svg": SIGN % "2 2"})
    seen = {"briefs/birch/index.html", "briefs/birch/birch.pdf"}
    assert by_status(noted)["built"] >= seen
    assert is_as_clean(noted)


def test_a_note_whose_link_leads_nowhere_any_more_is_told(noted: Project) -> None:
    noted.edit("content/articles/second.md", "title:", "draft: yes\ntitle:")
    result = noted.run("build")
    assert result.exit_code == 1
    assert "the link to 'second.md' leads nowhere" in result.stderr


def test_what_is_ours_is_known_after_a_lost_store_and_a_build_of_one_client(project: Project) -> None:
    shutil.rmtree(project.root / ".reportgen")
    project.build("--client", "birch")
    project.write({TABLE: table(small.DOGWOOD)})
    assert by_status(project)["removed"] == {path for path in of("cedar") if not path.endswith("one-pager.pdf")} - (
        {"briefs/cedar/one-pager.html"}
    )
    assert is_as_clean(project)


def test_a_client_file_that_equals_something_planned_may_go(project: Project) -> None:
    project.write({"content/clients/birch/date.txt": "2026-11-02"})
    project.build()
    project.write({"content/clients/birch/date.txt": None})
    project.edit(CLIENT, "per_user_month: 110", "per_user_month: 115")
    assert by_status(project) == {"built": PRICED}
    assert is_as_clean(project)


def test_a_link_in_the_place_of_an_output_is_no_output(project: Project, tmp_path: Path) -> None:
    page, elsewhere = project.root / "output/briefs/cedar/index.html", tmp_path / "elsewhere.html"
    page.rename(elsewhere)
    page.symlink_to(elsewhere)
    assert by_status(project) == {"built": {"briefs/cedar/index.html"}}
    assert not page.is_symlink()


@pytest.mark.parametrize("in_the_way", ["folder", "file"])
def test_what_stands_in_the_way_of_a_removal_is_told(in_the_way: str, project: Project) -> None:
    folder = project.root / "output/briefs/cedar"
    if in_the_way == "folder":
        (folder / "index.html").unlink()
        (folder / "index.html").mkdir()
    else:
        shutil.rmtree(folder)
        folder.write_text("mine")
    project.write({TABLE: table(small.DOGWOOD)})
    result = project.run("build")
    assert (result.exit_code, "cannot be removed" in result.stderr) == (
        (1, True) if in_the_way == "folder" else (0, False)
    )
    assert (folder / "index.html").is_dir() if in_the_way == "folder" else folder.read_text() == "mine"


def test_a_file_of_ones_own_in_the_place_of_one_that_was_removed_stays(project: Project) -> None:
    """Also where a warning keeps the client from ever being passed over."""
    older = "---\nreplaces: cost\noriginal: 000000000000\n---\n\nOther words.\n"
    project.write({"content/clients/birch/costs.md": older})
    project.edit(CLIENT, "currency: USD", "currency: USD\neditions: [brief]")
    assert "has changed since this override was written" in project.run("build").stderr
    mine = project.root / "output/briefs/birch/one-pager.pdf"
    assert not mine.exists()
    mine.write_text("mine")
    assert project.build()["briefs/birch/one-pager.pdf"] == "untracked"
    assert mine.read_text() == "mine"


def test_a_client_of_a_broken_table_is_not_called_unknown(project: Project) -> None:
    project.write({TABLE: 'id,name\n"cedar', "content/clients/cedar/extra.md": small.NOTE})
    result = project.run("build", "--client", "cedar")
    assert result.exit_code == 1
    assert f"error: {TABLE}:2: not CSV" in result.stderr
    assert "there is no client" not in result.stderr


def test_a_date_beyond_all_dates_is_wrong_use(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9" * 17)
    result = project.run("build")
    assert (result.exit_code, "is no date" in result.stderr) == (2, True)
