"""What reaches a PDF and what does not; what WeasyPrint complains of becomes a problem; what the file itself says."""

from __future__ import annotations

import io
import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pypdf
import pytest

import validators
from conftest import ROOT, Project
from printing import BRAND, brand_roles, printed, roles, text_in, texts
from reportgen.problems import Problem, ProblemError
from reportgen.rendering.pdf import HOME, ClosedFetcher, complaints, pdf

PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def reader(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def problems_of(*args: Any, **names: Any) -> tuple[Problem, ...]:
    """What is said of a page: the reasons why there is no PDF, or its warnings."""
    try:
        return printed(*args, **names).warnings
    except ProblemError as error:
        return error.problems


# ---- nothing but what was handed over


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/x.png",
        "http://127.0.0.1/x.png",
        "ftp://example.org/x.png",
        "file:///etc/hostname",
        f"{HOME}brand/undeclared.svg",
        f"{HOME}../../etc/hostname",
        f"{HOME}//etc/hostname",
        "relative.png",
        "",
    ],
)
def test_a_url_that_was_not_declared_does_not_exist(url: str) -> None:
    with pytest.raises(ValueError, match="is not among the declared inputs"):
        ClosedFetcher({"brand/logo.svg": b"<svg/>"}).fetch(url)


def test_a_declared_file_and_data_are_there() -> None:
    fetcher = ClosedFetcher({"brand/logo.svg": b"<svg/>"})
    assert fetcher.fetch(f"{HOME}brand/logo.svg").read() == b"<svg/>"
    assert fetcher.fetch("data:text/plain,hello").read() == b"hello"


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    listening = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=listening.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listening.server_port}", asked
    listening.shutdown()
    listening.server_close()


WAYS = {
    "an image": ('<img src="URL" alt="x">', "", ""),
    "a style sheet": ("<p>x</p>", "", '<link rel="stylesheet" href="URL">'),
    "an imported style sheet": ("<p>x</p>", "", '<style>@import "URL";</style>'),
    "an imported style sheet of ours": ("<p>x</p>", '@import "URL";', ""),
    "a background": ("<p>x</p>", 'p { background: url("URL") }', ""),
    "the background of the page": ("<p>x</p>", '@page { background: url("URL") }', ""),
    "a typeface": ('<p style="font-family: Other">x</p>', '@font-face { font-family: Other; src: url("URL") }', ""),
    "an attachment": ("<p>x</p>", "", '<link rel="attachment" href="URL">'),
    "an attachment behind a link": ('<p><a rel="attachment" href="URL">x</a></p>', "", ""),
    "an image inside an SVG": (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>t</title>'
        '<image href="URL" width="9" height="9"/></svg>',
        "",
        "",
    ),
    "an object": ('<object data="URL"></object>', "", ""),
    "a list's mark": ("<ul><li>x</li></ul>", 'li { list-style: url("URL") }', ""),
    "a colour profile": ("<p>x</p>", '@color-profile --x { src: url("URL") }', ""),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_to_the_network(way: str, server: tuple[str, list[str]]) -> None:
    address, asked = server
    body, style, head = (part.replace("URL", f"{address}/x") for part in WAYS[way])
    problems_of(body, style, head)
    assert asked == []


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_to_a_file(way: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Quinquereme")
    body, style, head = (part.replace("URL", secret.as_uri()) for part in WAYS[way])
    try:
        content = printed(body, style, head).content
    except ProblemError:
        return
    file = reader(content)
    assert not file.attachments
    assert "Quinquereme" not in "".join(page.extract_text() for page in file.pages)


@pytest.mark.parametrize("way", [way for way in WAYS if "attachment" in way or "image" in way])
def test_what_was_refused_is_named(way: str) -> None:
    body, style, head = (part.replace("URL", "https://example.org/x") for part in WAYS[way])
    assert any("https://example.org/x" in problem.message for problem in problems_of(body, style, head))


# ---- the log is part of the result


def test_a_missing_image_is_a_problem() -> None:
    (problem,) = problems_of(f'<img src="{HOME}brand/absent.png" alt="Absent">')
    assert problem.severity == "error"
    assert problem.message.startswith(f"in the PDF: Failed to load image at '{HOME}brand/absent.png'")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("漢", "no typeface of the brand has the character U+6F22 (CJK UNIFIED IDEOGRAPH-6F22)", "Han"),
        ("Ж", "no typeface of the brand has the character U+0416 (CYRILLIC CAPITAL LETTER ZHE)", "Cyrillic"),
        ("ᚠ", "no typeface of the brand has the character U+16A0 (RUNIC LETTER FEHU FEOH FE F)", "Runic"),
        ("क", "no typeface of the brand has the character U+0915 (DEVANAGARI LETTER KA)", "Devanagari"),
        ("☃", "no typeface of the brand has the character U+2603 (SNOWMAN)", "this sign"),
    ],
)
def test_a_missing_glyph_names_its_character_and_its_script(text: str, message: str, hint: str) -> None:
    (problem,) = problems_of(f"<p>A {text} and {text}</p>")
    assert (problem.message, problem.severity) == (message, "warning")
    assert problem.hint == f"add a face that covers {hint} to the brand's typography.fonts"


@pytest.mark.parametrize("name", ["Łukasz Żółć", "Ελένη Παπαδοπούλου", "Nguyễn Thị Hường", "Œuvre d’été — “Straße”"])
def test_the_sample_brand_covers_the_names_of_its_clients(name: str) -> None:
    """Latin with the accents of Poland and Viet Nam, and Greek: what the bundled faces promise."""
    made = printed(f"<p>{name}</p>")
    assert made.warnings == ()
    assert name in reader(made.content).pages[0].extract_text()


def test_a_typeface_that_cannot_be_loaded_is_a_problem() -> None:
    broken = {"brand/fonts/inter-semibold.ttf": b"this is not a typeface"}
    problems = problems_of("<p>x</p>", more=broken)
    assert [(problem.message.partition(":")[0], problem.severity) for problem in problems] == [("in the PDF", "error")]
    assert "Inter" in problems[0].message
    assert problems == problems_of("<p>x</p>", more=broken), "of the next document of the brand as well"


def test_a_brand_without_any_typeface_that_loads_is_a_problem_and_not_the_end_of_the_process() -> None:
    """Pango ends the process when it has no typeface at all; so this must be found before it is asked."""
    code = """
from printing import brand_roles, roles
from reportgen.rendering.pdf import pdf
from reportgen.problems import ProblemError
broken = {name: b"no typeface" for name in brand_roles() if name.endswith(".ttf")}
try:
    pdf(roles("<p>x</p>", more=broken))
except ProblemError as error:
    print(len(error.problems), "problems")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT / "tests")
    assert (done.returncode, done.stdout) == (0, "2 problems\n"), f"one for each family: {done.stderr}"


def test_a_brand_that_names_no_typeface_is_a_problem() -> None:
    brand = json.loads(brand_roles()["brand/brand.json"]) | {"fonts": []}
    (problem,) = problems_of("<p>x</p>", more={"brand/brand.json": json.dumps(brand).encode()})
    assert problem.message == "the brand has no typeface for PDF"


def test_a_misspelt_option_is_a_problem() -> None:
    with complaints() as found:
        logging.getLogger("weasyprint").error("Unknown PDF option: %s.", "pdf_varient")
    assert [(each.message, each.severity) for each in found] == [
        ("in the PDF: Unknown PDF option: pdf_varient.", "error")
    ]


def test_a_rule_that_is_not_understood_is_a_warning_said_once() -> None:
    (problem,) = problems_of("<p>x</p>", "p { colour: red }")
    assert problem.severity == "warning"
    assert "colour: red" in problem.message


def test_a_good_page_says_nothing() -> None:
    assert printed(f'<h1>Title</h1><p>Text <img src="{PIXEL}" alt="A dot"></p>').warnings == ()


def test_what_only_a_screen_shows_is_not_even_parsed() -> None:
    hidden = (
        '<style media="screen">p { colour: red }</style><!--screen--><link rel="stylesheet" href="x.css"><!--/screen-->'
    )
    assert printed("<p>x</p>", head=hidden).warnings == ()


# ---- what the file says of itself

ARCHIVED = {"archive": b"2026-11-02", "attached/comparison.json": b'{"a":1}', "attached/inputs.json": b'{"b":"2"}'}


def test_an_archive_is_pdf_a_and_pdf_ua_at_once(tmp_path: Path) -> None:
    validators.require("page-validation", "outloud", "qpdf")
    kept, plain = tmp_path / "kept.pdf", tmp_path / "plain.pdf"
    body = '<h1>Title</h1><p>Text with <a href="https://example.org/">a link</a>.</p>'
    kept.write_bytes(printed(body, more=ARCHIVED).content)
    plain.write_bytes(printed(body).content)
    assert validators.check_pdf(kept, plain) == []
    assert validators.page_validation(kept, profile="3a") == []
    assert validators.page_validation(plain, profile="3a"), "the validator sees the difference"


def test_an_archive_carries_the_figures_and_what_they_came_from() -> None:
    content = printed("<p>x</p>", more=ARCHIVED).content
    file = reader(content)
    assert {name: json.loads(parts[0]) for name, parts in file.attachments.items()} == {
        "comparison.json": {"a": 1},
        "inputs.json": {"b": "2"},
    }
    files = [each.get_object() for each in file.trailer["/Root"]["/AF"]]
    assert {each["/UF"]: each["/AFRelationship"] for each in files} == {
        "comparison.json": "/Data",
        "inputs.json": "/Source",
    }
    assert content == printed("<p>x</p>", more=ARCHIVED).content, "it is dated by the site, not by the clock"
    assert b"D:20261102000000Z" in content.replace(b"\\", b"") or "2026" in str(files[0]["/EF"]["/F"]["/Params"])


def test_pages_are_numbered_for_viewers_as_they_are_printed() -> None:
    style = "@page { @bottom-right { content: counter(page) } } h1 { break-before: page }"
    file = reader(printed("<h1>One</h1><h1>Two</h1><h1>Three</h1>", style).content)
    assert file.page_labels == [page.extract_text().splitlines()[-1] for page in file.pages] == ["1", "2", "3"]


# ---- the files of the sample project


@pytest.fixture(scope="module")
def papers(built: Project) -> dict[str, pypdf.PdfReader]:
    """Every PDF of the project, by its path in the output."""
    return {path: reader(content) for path, content in built.output().items() if path.endswith(".pdf")}


@pytest.fixture(scope="module")
def brief(papers: dict[str, pypdf.PdfReader]) -> pypdf.PdfReader:
    return papers["briefs/harbor-dental/harbor-dental.pdf"]


def test_title_author_subject_and_language(brief: pypdf.PdfReader) -> None:
    assert brief.metadata
    assert str(brief.metadata.title).replace("\u2060", "") == "Harbor Dental: Break/fix or managed IT"
    assert brief.metadata.author == "Larkmere"
    assert "Harbor Dental" in str(brief.metadata.subject)
    assert brief.trailer["/Root"]["/Lang"] == "en-US"
    assert brief.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_every_pdf_is_tagged_and_says_so(papers: dict[str, pypdf.PdfReader]) -> None:
    for path, file in papers.items():
        root = file.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"], path
        assert "/StructTreeRoot" in root, path
        assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data(), path


def test_bookmarks_lead_to_the_headings(papers: dict[str, pypdf.PdfReader], built: Project) -> None:
    for path, file in papers.items():
        pages = texts(built.output()[path])
        assert flat(file.outline) or path.endswith("one-pager.pdf"), path
        for destination in flat(file.outline):
            page = pages[file.get_destination_page_number(destination)]
            assert squeezed(destination["/Title"]) in squeezed(page), (path, destination["/Title"])


def flat(outline: Any) -> list[Any]:
    return [each for entry in outline for each in (flat(entry) if isinstance(entry, list) else [entry])]


def squeezed(text: str) -> str:
    """Text without spaces, hyphens at the end of lines and signs that cannot be seen."""
    return re.sub(r"[\s\u00ad\u2060\u200b\ufffe\u0002-]", "", text).casefold()


def faces_of(file: pypdf.PdfReader) -> dict[str, bool]:
    """The typefaces a PDF uses, and whether each is inside it."""
    found = {}
    for page in file.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            keys = inner["/FontDescriptor"].get_object().keys()
            found[str(inner["/BaseFont"])] = bool({"/FontFile2", "/FontFile3"} & set(keys))
    return found


def test_only_the_brands_typefaces_are_in_it(papers: dict[str, pypdf.PdfReader]) -> None:
    files = (BRAND.parent).glob("*/_brand.yml")
    named = [each for file in files for each in re.findall(r"- family: (.+)", file.read_text(encoding="utf-8"))]
    families = tuple(name.replace(" ", "-") for name in named)
    for path, file in papers.items():
        faces = faces_of(file)
        assert faces and all(faces.values()), path
        names = {re.sub(r"^/[A-Z]{6}\+", "", name) for name in faces}
        assert [name for name in names if not name.startswith(families)] == [], path


def test_the_paper_is_that_of_the_clients_country(papers: dict[str, pypdf.PdfReader], built: Project) -> None:
    sizes = {"letter": (612, 792), "a4": (595, 842)}
    seen = set()
    for path, file in papers.items():
        if path.startswith("briefs/"):
            figures = json.loads(built.output()[f"{path.rpartition('/')[0]}/comparison.json"])
            paper = figures["client"]["paper"]
            seen.add(paper)
            assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in file.pages} == {sizes[paper]}
    assert seen == {"letter", "a4"}, "the samples have both"


def test_a_pdf_is_light_enough_for_any_mailbox(built: Project) -> None:
    assert {
        path: len(content)
        for path, content in built.output().items()
        if path.endswith(".pdf") and len(content) > 250_000
    } == {}


def links(file: pypdf.PdfReader) -> Iterator[tuple[int, Any]]:
    """Every link with the number of its page, from 1."""
    for number, page in enumerate(file.pages, start=1):
        for each in page.get("/Annots") or ():
            yield number, each.get_object()


def test_every_link_works(papers: dict[str, pypdf.PdfReader]) -> None:
    for path, file in papers.items():
        for number, link in links(file):
            if "/Dest" in link:
                assert str(link["/Dest"]) in file.named_destinations, (path, number)
            else:
                assert re.match(r"(https?://|mailto:|tel:)", link["/A"]["/URI"]), (path, number)


def test_the_contents_name_the_right_pages(papers: dict[str, pypdf.PdfReader], built: Project) -> None:
    """A link that is but a number says on which page the heading stands."""
    found = 0
    for path, file in papers.items():
        places = {name: file.get_destination_page_number(each) + 1 for name, each in file.named_destinations.items()}
        for number, link in links(file):
            target = str(link.get("/Dest", ""))
            text = text_in(built.output()[path], number - 1, link["/Rect"]).strip() if target else ""
            if text.isdigit() and not target.startswith("fn"):
                assert int(text) == places[target], (path, target)
                found += 1
    assert found >= 10, "the contents were seen"


def test_no_page_of_the_samples_is_numbered_wrong(papers: dict[str, pypdf.PdfReader], built: Project) -> None:
    for path, file in papers.items():
        for label, page in zip(file.page_labels, texts(built.output()[path]), strict=True):
            if told := re.search(r"(\d+) / (\d+)\s*$", page, re.M):
                assert told.groups() == (label, str(len(file.pages))), path


def test_a_pdf_cannot_be_asked_for_without_its_page() -> None:
    with pytest.raises(KeyError):
        pdf({name: content for name, content in roles().items() if name != "page"})
