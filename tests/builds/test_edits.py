"""For each kind of edit: exactly these files are made again, these are removed, and this is said of them.

Each row is an edit of the project in `small.py`, which was built before; what is not named stays as it is.
After every edit the folder equals a clean build, byte for byte, and one more build makes nothing.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import small
from conftest import ROOT, Project
from small import CEDAR, DOGWOOD, of, table

SETTINGS, ASSUMPTIONS, FACTORS = "reportgen.toml", "content/assumptions.yml", "content/factors.yml"
AUTHORS, EXAMPLE_FILE = "content/authors.yml", "content/example.yml"
ARTICLE, SECOND, DRAFT = (f"content/articles/{name}.md" for name in ("two-ways", "second", "unfinished"))
BIRCH, TABLE, FOLDER = "content/clients/birch.yml", "content/clients/table.csv", "content/clients/birch"
PLAIN, BRIGHT = "content/brands/plain", "content/brands/bright"

HOME, STYLES, FACE = "site/index.html", "site/assets/site.css", "site/assets/fonts/text.woff2"
POST, SECOND_POST, DRAFT_POST = (f"site/blog/{name}.html" for name in ("two-ways", "second", "unfinished"))
EXAMPLE, PAPER, PAPER_PDF = (f"site/whitepapers/{name}" for name in ("example.json", "two-ways.html", "two-ways.pdf"))


def file_of(name: str, *clients: str) -> set[str]:
    """The file of that name of each client."""
    return {f"briefs/{client}/{name.format(client=client)}" for client in clients}


DATA = file_of("comparison.json", "birch", "cedar", "dogwood")
REPORTS, REPORT_PDFS = (file_of(name, "birch", "cedar") for name in ("index.html", "{client}.pdf"))
SHEETS, SHEET_PDFS = (file_of(name, "birch", "dogwood") for name in ("one-pager.html", "one-pager.pdf"))
BIRCH_DATA = file_of("comparison.json", "birch")
BIRCH_PAGES, BIRCH_PDFS = (
    file_of("index.html", "birch") | file_of("one-pager.html", "birch"),
    file_of("birch.pdf", "birch") | file_of("one-pager.pdf", "birch"),
)
ALL_FILES = {HOME, STYLES, FACE, POST, SECOND_POST, EXAMPLE, PAPER, PAPER_PDF}.union(
    *map(of, ("birch", "cedar", "dogwood"))
)
TO_BRIGHT = "brand/brand.json: colours.primary #1b4d43 -> #8a2146; brand/brand.json: name Plain -> Bright"
PAGE, FIGURES = "page changed", "comparison changed"
NOTHING: Mapping[str, set[str]] = {}
"""What an edit makes that nobody can see."""


@dataclass(frozen=True)
class Row:
    """An edit; what it makes by the reason told; what it removes."""

    edit: Callable[[Project], object]
    made: Mapping[str, Collection[str]]
    removed: Collection[str] = field(default=frozenset())


def edit(name: str, old: str, new: str) -> Callable[[Project], object]:
    """A text that stands once in a file, replaced."""
    return lambda project: project.edit(name, old, new)


def write(name: str, content: str | bytes) -> Callable[[Project], object]:
    """A whole file."""
    return lambda project: project.write({name: content})


def gone(*names: str) -> Callable[[Project], object]:
    """Files removed."""
    return lambda project: project.write(dict.fromkeys(names))


def folder_gone(name: str) -> Callable[[Project], object]:
    """A folder removed with all that is in it."""
    return lambda project: shutil.rmtree(project.root / name)


def touch(name: str) -> Callable[[Project], object]:
    """A file with a new date and the same bytes."""
    return lambda project: (project.root / name).touch()


def packaged(name: str, old: str = "", new: str = "") -> Callable[[Project], object]:
    """A template that comes with the tool, taken over into the project, and changed there."""
    text = (ROOT / "templates" / name).read_text(encoding="utf-8")
    assert old in text
    return write(f"templates/{name}", text.replace(old, new, 1) if old else text)


def at_the_end(name: str, more: str) -> Callable[[Project], object]:
    """A file with something more below."""
    return lambda project: project.write({name: (project.root / name).read_text(encoding="utf-8") + more})


def in_order(*edits: Callable[[Project], object]) -> Callable[[Project], object]:
    """Several edits at once."""
    return lambda project: [each(project) for each in edits]


def moved(old: str, new: str) -> Callable[[Project], object]:
    """A file or a folder under another name."""
    return lambda project: (project.root / old).rename(project.root / new)


CHANGED_CEDAR = CEDAR | {"managed.per_user_month": "115"}
ELM = {**CEDAR, "id": "elm"}

TABLE_OF_EDITS: dict[str, Row] = {
    # ---- nothing that a page could show
    "nothing": Row(lambda project: None, NOTHING),
    "an article touched": Row(touch(ARTICLE), NOTHING),
    "a client touched": Row(touch(BIRCH), NOTHING),
    "a typeface touched": Row(touch(f"{BRIGHT}/fonts/text.ttf"), NOTHING),
    "a comment in the settings": Row(edit(SETTINGS, "# What the", "# What all of the"), NOTHING),
    "a comment in a client's file": Row(edit(BIRCH, "# Birch is", "# Birch, of course, is"), NOTHING),
    "a comment in a brand": Row(at_the_end(f"{BRIGHT}/_brand.yml", "# bright\n"), NOTHING),
    "a comment in the assumptions": Row(at_the_end(ASSUMPTIONS, "# the end\n"), NOTHING),
    "a comment in the factors": Row(at_the_end(FACTORS, "# the end\n"), NOTHING),
    "a comment in the authors": Row(at_the_end(AUTHORS, "# the end\n"), NOTHING),
    "a comment in the example": Row(at_the_end(EXAMPLE_FILE, "# the end\n"), NOTHING),
    "a file that is no content": Row(write("content/notes.txt", "remember the milk"), NOTHING),
    "a hidden file": Row(write("content/articles/.two-ways.md.swp", "editor"), NOTHING),
    # ---- articles
    "a sentence of an article": Row(
        edit(ARTICLE, "You call, or", "You call them, or"),
        {"article changed": {POST, PAPER} | REPORTS | SHEETS, PAGE: {PAPER_PDF} | REPORT_PDFS},
    ),
    "a sentence for clients alone": Row(
        edit(ARTICLE, "in an expected year", "in a usual year"),
        {"article changed": {POST, PAPER} | REPORTS | SHEETS, PAGE: REPORT_PDFS},
    ),
    "the title of an article": Row(
        edit(ARTICLE, "title: Two ways", "title: Two roads"),
        {
            "posts changed": {HOME},
            "front: title Two ways -> Two roads": {POST, PAPER} | REPORTS | SHEETS,
            PAGE: {PAPER_PDF} | REPORT_PDFS,
        },
    ),
    "a word of the front matter that no page shows": Row(
        edit(ARTICLE, "tags: [cost]", "tags: [costs]"),
        {
            "posts changed": {HOME},
            "front: tags[0] cost -> costs": {POST, PAPER} | REPORTS | SHEETS,
        },
    ),
    "a sentence of another article": Row(
        edit(SECOND, "Think twice", "Think thrice"), {"article changed": {SECOND_POST}}
    ),
    "the title of another article": Row(
        edit(SECOND, "title: Second", "title: Third"),
        {
            "posts changed": {HOME},
            "front: title Second thoughts -> Third thoughts": {SECOND_POST},
        },
    ),
    "a draft": Row(edit(DRAFT, "Think twice", "Think thrice"), NOTHING),
    "a draft that is published": Row(
        edit(DRAFT, "draft: yes", "draft: no"), {"posts changed": {HOME}, "new": {DRAFT_POST}}
    ),
    "an article more": Row(
        write("content/articles/third.md", small.SECOND), {"posts changed": {HOME}, "new": {"site/blog/third.html"}}
    ),
    "an article less": Row(gone(SECOND), {"posts changed": {HOME}}, {SECOND_POST}),
    "an article under another name": Row(
        moved(SECOND, "content/articles/third.md"),
        {"posts changed": {HOME}, "new": {"site/blog/third.html"}},
        {SECOND_POST},
    ),
    # ---- clients
    "a price of one client": Row(
        edit(BIRCH, "per_user_month: 110", "per_user_month: 115"),
        {
            "client: managed.per_user_month 110 -> 115": BIRCH_DATA,
            FIGURES: BIRCH_PAGES,
            PAGE: BIRCH_PDFS,
        },
    ),
    "a fact about a client that no page shows": Row(
        edit(BIRCH, "currency: USD", "currency: USD\nindustry: dentistry"),
        {
            "client: industry nothing -> dentistry": BIRCH_DATA,
            FIGURES: BIRCH_PAGES,
        },
    ),
    "the fields of a client in another order": Row(
        edit(BIRCH, "locale: en-US\ncurrency: USD\n", "currency: USD\nlocale: en-US\n"), NOTHING
    ),
    "a client under another id": Row(
        in_order(moved(BIRCH, "content/clients/beech.yml"), moved(FOLDER, "content/clients/beech")),
        {"new": of("beech")},
        of("birch"),
    ),
    "a client more": Row(
        lambda project: project.write({"content/clients/elm.yml": small.FEW_WORDS}),
        {"new": of("elm")},
    ),
    "a client less": Row(in_order(gone(BIRCH), folder_gone(FOLDER)), NOTHING, of("birch")),
    "a client without the one-pager": Row(
        edit(BIRCH, "brand: bright", "brand: bright\neditions: [brief]"),
        {'client: editions nothing -> ["brief"]': BIRCH_DATA},
        file_of("one-pager.html", "birch") | file_of("one-pager.pdf", "birch"),
    ),
    # ---- a table of clients: the row counts, not the file
    "a field of one row": Row(
        write(TABLE, table(CHANGED_CEDAR, DOGWOOD)),
        {
            "client: managed.per_user_month 110 -> 115": file_of("comparison.json", "cedar"),
            FIGURES: file_of("index.html", "cedar"),
            PAGE: file_of("cedar.pdf", "cedar"),
        },
    ),
    "rows in another order": Row(write(TABLE, table(DOGWOOD, CEDAR)), NOTHING),
    "columns in another order": Row(write(TABLE, table(CEDAR, DOGWOOD, columns=sorted(CEDAR))), NOTHING),
    "other line ends in a table": Row(write(TABLE, table(CEDAR, DOGWOOD).replace("\n", "\r\n")), NOTHING),
    "a row more": Row(
        write(TABLE, table(ELM, CEDAR, DOGWOOD)),
        {"new": {f"briefs/elm/{name}" for name in ("comparison.json", "index.html", "elm.pdf")}},
    ),
    "a row less": Row(write(TABLE, table(CEDAR)), NOTHING, of("dogwood")),
    "a row that becomes a file": Row(
        lambda project: project.write({TABLE: table(DOGWOOD), "content/clients/cedar.yml": small.CEDAR_FILE}), NOTHING
    ),
    "a table less": Row(gone(TABLE), NOTHING, of("cedar") | of("dogwood")),
    # ---- what belongs to one client alone
    "a word of a client's note": Row(
        edit(f"{FOLDER}/costs.md", "Written for", "Written just for"),
        {"overrides changed": BIRCH_PAGES, PAGE: file_of("birch.pdf", "birch")},
    ),
    "a note more": Row(
        write(f"{FOLDER}/ways.md", small.NOTE.replace("after: cost", "after: ways")),
        {"overrides changed": BIRCH_PAGES, PAGE: file_of("birch.pdf", "birch")},
    ),
    "a note less": Row(
        gone(f"{FOLDER}/costs.md"), {"overrides removed": BIRCH_PAGES, PAGE: file_of("birch.pdf", "birch")}
    ),
    "a client's first note": Row(
        write("content/clients/cedar/costs.md", small.NOTE),
        {"overrides added": file_of("index.html", "cedar"), PAGE: file_of("cedar.pdf", "cedar")},
    ),
    "a client's logo": Row(
        edit(f"{FOLDER}/logo.svg", "#225577", "#775522"),
        {"client-logo.svg changed": BIRCH_PAGES, PAGE: BIRCH_PDFS},
    ),
    "a client's tickets": Row(
        at_the_end(f"{FOLDER}/desk.csv", "2025-07-07 10:00,2025-07-07 12:00,P1,incident,2\n"),
        {
            "tickets changed": BIRCH_DATA,
            FIGURES: BIRCH_PAGES,
            PAGE: BIRCH_PDFS,
        },
    ),
    # ---- templates and styles
    "a template of the reports": Row(
        edit("templates/brief.html", "<h1>", "<h1 class=big>"),
        {"templates/brief.html": REPORTS, PAGE: REPORT_PDFS},
    ),
    "a template of the posts": Row(
        edit("templates/post.html", "<h1>", "<h1 class=big>"), {"templates/post.html": {POST, SECOND_POST}}
    ),
    "a template of the home page": Row(
        edit("templates/listing.html", "<h1>", "<h1 class=big>"), {"templates/listing.html": {HOME}}
    ),
    "a template that several include": Row(
        edit("templates/parts/foot.html", "<footer>", "<footer class=foot>"),
        {
            "templates/parts/foot.html": {POST, SECOND_POST, PAPER} | REPORTS,
            PAGE: {PAPER_PDF} | REPORT_PDFS,
        },
    ),
    "a template that nobody includes": Row(edit("templates/parts/spare.html", "Nobody", "No one"), NOTHING),
    "a new template that nobody includes": Row(write("templates/parts/more.html", "more"), NOTHING),
    "a comment in a template": Row(
        edit("templates/brief.html", "<h1>", "{# the name #}<h1>"), {"templates/brief.html": REPORTS}
    ),
    "a packaged template, copied as it is": Row(packaged("charts/annual-cost.svg"), NOTHING),
    "the template of a chart": Row(
        packaged("charts/annual-cost.svg", "{% extends", "<!-- drawn by hand -->{% extends"),
        {
            "templates/charts/annual-cost.svg": {POST, SECOND_POST, PAPER} | REPORTS | SHEETS,
            PAGE: {PAPER_PDF} | REPORT_PDFS,
        },
    ),
    "the template of a chart that nobody draws": Row(
        packaged("charts/tornado.svg", "{% extends", "<!-- drawn by hand -->{% extends"),
        {"templates/charts/tornado.svg": {POST, SECOND_POST, PAPER} | REPORTS | SHEETS},
    ),
    "the words of the interface": Row(
        packaged("strings/en.toml", 'published = "Published"', 'published = "Issued"'),
        {
            "templates/strings/en.toml": {HOME, POST, SECOND_POST, PAPER, STYLES} | REPORTS | SHEETS | SHEET_PDFS,
            "page changed; templates/strings/en.toml": {PAPER_PDF} | REPORT_PDFS,
        },
    ),
    "the styles of the screen": Row(
        edit("templates/styles/site.css", "body {", "body { margin: 0;"),
        {"templates/styles/site.css": {STYLES} | REPORTS | SHEETS, PAGE: REPORT_PDFS | SHEET_PDFS},
    ),
    "the styles of the print": Row(
        edit("templates/styles/print.css", "9pt", "10pt"),
        {"templates/styles/print.css": REPORT_PDFS | SHEET_PDFS | {PAPER_PDF}},
    ),
    # ---- brands
    "a colour of the brand of one client": Row(
        edit(f"{BRIGHT}/_brand.yml", "#8a2146", "#8a2147"),
        {
            "brand/brand.json: colours.primary #8a2146 -> #8a2147": BIRCH_PAGES,
            "brand/brand.json: colours.primary #8a2146 -> #8a2147; page changed": BIRCH_PDFS,
        },
    ),
    "the logo of the brand of one client": Row(
        edit(f"{BRIGHT}/logo.svg", "#225577", "#775522"),
        {
            "brand/logo.svg": BIRCH_PAGES | file_of("one-pager.pdf", "birch"),
            "brand/logo.svg; page changed": file_of("birch.pdf", "birch"),
        },
    ),
    "a typeface for print": Row(
        write(f"{BRIGHT}/fonts/text.ttf", small.typeface("ttf", "semibold")),
        {"brand/fonts/text.ttf": BIRCH_PDFS},
    ),
    "a typeface for the screen": Row(
        write(f"{PLAIN}/fonts/text.woff2", small.typeface("woff2", "semibold")),
        {
            "file changed": {FACE},
            "brand/fonts/text.woff2": file_of("index.html", "cedar") | file_of("one-pager.html", "dogwood"),
            PAGE: file_of("cedar.pdf", "cedar") | file_of("one-pager.pdf", "dogwood"),
        },
    ),
    "a brand that nobody uses": Row(
        lambda project: shutil.copytree(project.root / BRIGHT, project.root / "content/brands/spare"), NOTHING
    ),
    # ---- what all comparisons rest on
    "an assumption": Row(
        edit(ASSUMPTIONS, "value: 1.4234 ", "value: 1.6234 "),
        {
            "assumptions: defaults.labour_loading.value 1.4234 -> 1.6234": DATA | {EXAMPLE},
            FIGURES: REPORTS | SHEETS | {PAPER},
            PAGE: REPORT_PDFS | SHEET_PDFS | {PAPER_PDF},
        },
    ),
    "an assumption that nobody needs": Row(
        edit(ASSUMPTIONS, "high: 300", "high: 301"),
        {"assumptions: hints.hourly_rate.high 300 -> 301": DATA | {EXAMPLE}},
    ),
    "a factor": Row(
        edit(FACTORS, "name: Budget structure", "name: Budget"),
        {
            "factors: factors[1].name Budget structure -> Budget": DATA | {EXAMPLE, POST, SECOND_POST},
            "comparison changed; factors: factors[1].name Budget structure -> Budget": {PAPER} | REPORTS | SHEETS,
        },
    ),
    "the name of an author": Row(
        edit(AUTHORS, "Mo Adler", "Moritz Adler"),
        {
            "posts changed": {HOME},
            "front: authors[0].name Mo Adler -> Moritz Adler": {POST, PAPER} | REPORTS | SHEETS,
        },
    ),
    "the name of another author": Row(
        edit(AUTHORS, "Ada Quill", "Ada Quillon"),
        {
            "posts changed": {HOME},
            "front: authors[0].name Ada Quill -> Ada Quillon": {SECOND_POST},
        },
    ),
    "an author who wrote nothing": Row(at_the_end(AUTHORS, "bo: {name: Bo, role: writer}\n"), NOTHING),
    "the example of the whitepapers": Row(
        edit(EXAMPLE_FILE, "per_user_month: 120", "per_user_month: 125"),
        {"client: managed.per_user_month 120 -> 125": {EXAMPLE}, FIGURES: {PAPER}, PAGE: {PAPER_PDF}},
    ),
    # ---- settings
    "the title of the site": Row(
        edit(SETTINGS, "Small answers", "Short answers"),
        {"site: title Small answers -> Short answers": {HOME, POST, SECOND_POST, PAPER} | REPORTS | SHEETS},
    ),
    "the date": Row(
        edit(SETTINGS, "2026-11-02", "2026-11-03"),
        {
            "as_of changed": DATA | {EXAMPLE},
            "site: as_of 2026-11-02 -> 2026-11-03": {HOME, POST, SECOND_POST},
            "comparison changed; site: as_of 2026-11-02 -> 2026-11-03": {PAPER} | REPORTS | SHEETS,
        },
    ),
    "the address of the site": Row(
        edit(SETTINGS, "www.example.com", "new.example.com"),
        {
            "site: base_url https://www.example.com/ -> https://new.example.com/": {HOME, POST, SECOND_POST, PAPER}
            | REPORTS
            | SHEETS
        },
    ),
    "the brand of the site": Row(
        edit(SETTINGS, 'brand = "plain"', 'brand = "bright"'),
        {
            TO_BRIGHT: {HOME, STYLES, POST, SECOND_POST, PAPER}
            | file_of("index.html", "cedar")
            | file_of("one-pager.html", "dogwood"),
            f"{TO_BRIGHT}; page changed": {PAPER_PDF}
            | file_of("cedar.pdf", "cedar")
            | file_of("one-pager.pdf", "dogwood"),
        },
    ),
    "the name of the PDFs": Row(
        at_the_end(SETTINGS, 'file_name = "{client}-report.pdf"\n'),
        {"new": {f"briefs/{client}/{client}-report.pdf" for client in ("birch", "cedar")}},
        REPORT_PDFS,
    ),
    "PDFs for the archive": Row(
        at_the_end(SETTINGS, "archive = true\n"),
        {"archive added; attached/comparison.json added; attached/inputs.json added": REPORT_PDFS},
    ),
    "the limits of a worker": Row(at_the_end(SETTINGS, "[limits]\nseconds = 90\nmegabytes = 1500\n"), NOTHING),
    # ---- somebody works in the output folder
    "a file of the output edited": Row(write(f"output/{POST}", "<p>mine</p>"), {"edited since it was made": {POST}}),
    "a file of the output edited, as long as before": Row(
        lambda project: project.write({f"output/{STYLES}": b"x" * len(project.output()[STYLES])}),
        {"edited since it was made": {STYLES}},
    ),
    "a file of the output deleted": Row(gone(f"output/{PAPER_PDF}"), {"missing": {PAPER_PDF}}),
    "figures of the output edited": Row(
        write("output/briefs/cedar/comparison.json", "{}"),
        {"edited since it was made": file_of("comparison.json", "cedar")},
    ),
    "a folder of the output deleted": Row(folder_gone("output/briefs/birch"), {"missing": of("birch")}),
    "a file of the output touched": Row(touch(f"output/{POST}"), NOTHING),
    "build.json deleted": Row(gone("output/build.json"), NOTHING),
    "the build cache deleted": Row(
        folder_gone(".reportgen"),
        {"new": ALL_FILES},
    ),
}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small project, built."""
    project = small.begun(tmp_path_factory.mktemp("edits") / "project")
    assert project.build() == dict.fromkeys(ALL_FILES, "built")
    return project


@pytest.fixture
def project(before: Project, tmp_path: Path) -> Project:
    """The small project with what was built of it, to be changed."""
    return small.copied(before, tmp_path / "project")


def told(project: Project, *arguments: str) -> tuple[dict[str, set[str]], set[str]]:
    """What a build made by the reasons it told, and what it removed; all else it kept."""
    result = project.run("build", "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    made: dict[str, set[str]] = {}
    removed = set()
    for each in json.loads(result.stdout)["files"]:
        if each["status"] == "built":
            reason = "; ".join(sorted(each["reason"].split("; ")))
            made.setdefault(reason, set()).add(each["path"])
        elif each["status"] == "removed":
            removed.add(each["path"])
        else:
            assert each["status"] == "unchanged", each
    return made, removed


def ends_as_a_clean_build(project: Project) -> bool:
    """Whether the output is what a build of the same files in a new folder makes, byte for byte."""
    clean = small.copied(project, project.root.with_name("clean"), built=False)
    assert set(clean.build().values()) == {"built"}
    return project.output() == clean.output()


@pytest.mark.parametrize("name", TABLE_OF_EDITS)
def test_exactly_what_can_see_an_edit_is_made_again(name: str, project: Project) -> None:
    row = TABLE_OF_EDITS[name]
    row.edit(project)
    made, removed = told(project)
    assert made == {reason: set(paths) for reason, paths in row.made.items()}
    assert removed == set(row.removed)
    assert told(project) == (NOTHING, set())
    if made or removed:
        assert ends_as_a_clean_build(project)


def test_edits_that_nobody_can_see_are_not_seen_together_either(project: Project) -> None:
    for name, row in TABLE_OF_EDITS.items():
        if not row.made and not row.removed and name != "a row that becomes a file":
            row.edit(project)
    assert told(project) == (NOTHING, set())
    assert ends_as_a_clean_build(project)


def test_the_reason_stands_in_the_output_and_in_build_json(project: Project) -> None:
    project.edit(BIRCH, "per_user_month: 110", "per_user_month: 115")
    lines = project.run("build", "--explain").stdout.splitlines()
    assert [" ".join(line.split()) for line in lines if "  unchanged " not in line] == [
        "built briefs/birch/birch.pdf (page changed)",
        "built briefs/birch/comparison.json (client: managed.per_user_month 110 -> 115)",
        "built briefs/birch/index.html (comparison changed)",
        "built briefs/birch/one-pager.html (comparison changed)",
        "built briefs/birch/one-pager.pdf (page changed)",
        f"5 built, {len(ALL_FILES) - 5} unchanged",
    ]
    files = {each["path"]: each for each in project.manifest()["files"]}
    assert files.keys() == ALL_FILES
    assert files["briefs/birch/comparison.json"]["reason"] == "client: managed.per_user_month 110 -> 115"
    assert {file["status"] for file in files.values()} == {"built", "unchanged"}


def test_more_changes_than_a_line_holds_are_counted(project: Project) -> None:
    for old, new in (("users: 10", "users: 11"), ("sites: 1,", "sites: 2,"), ("hourly_rate: 120", "hourly_rate: 121")):
        project.edit(BIRCH, old, new)
    project.edit(BIRCH, "onboarding_fee: 1000", "onboarding_fee: 1100")
    made, _ = told(project)
    (reason,) = (reason for reason, paths in made.items() if paths == BIRCH_DATA)
    assert reason == (
        "and 1 more; client: break_fix.hourly_rate 120 -> 121; "
        "client: managed.onboarding_fee 1000 -> 1100; client: profile.sites 1 -> 2"
    )


def test_what_is_not_ours_is_named_and_left_alone(project: Project) -> None:
    project.write({"output/site/mine.txt": "mine", "output/briefs/birch/letter.docx": "mine too"})
    mine = {"site/mine.txt": "untracked", "briefs/birch/letter.docx": "untracked"}
    assert project.build() == dict.fromkeys(ALL_FILES, "unchanged") | mine
    assert (project.root / "output/site/mine.txt").read_text(encoding="utf-8") == "mine"
    project.write(dict.fromkeys(["content/clients/birch.yml", *(f"{FOLDER}/{name}" for name in small.BESIDE)]))
    assert {path for path, status in project.build().items() if status == "removed"} == of("birch")
    assert [path.name for path in (project.root / "output/briefs/birch").iterdir()] == ["letter.docx"]


def test_an_output_that_somebody_replaced_by_a_link_is_not_followed(project: Project) -> None:
    outside = project.root.with_name("outside.html")
    outside.write_text("not to be touched", encoding="utf-8")
    (project.root / "output" / POST).unlink()
    (project.root / "output" / POST).symlink_to(outside)
    made, _ = told(project)
    assert made == {"edited since it was made": {POST}}
    assert outside.read_text(encoding="utf-8") == "not to be touched"
    assert not (project.root / "output" / POST).is_symlink()


def test_source_date_epoch_counts_only_where_no_date_is_set(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793024000")
    assert told(project) == (NOTHING, set())
    project.edit(SETTINGS, "as_of = 2026-11-02\n", "")
    made, _ = told(project)
    assert made["site: as_of 2026-11-02 -> 2026-10-26"] == {HOME, POST, SECOND_POST}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793024001")
    assert told(project) == (NOTHING, set()), "the day counts, not the second"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793124000")
    made, _ = told(project)
    assert made["site: as_of 2026-10-26 -> 2026-10-27"] == {HOME, POST, SECOND_POST}
