"""What keeps a PDF fast: that the patches are in place, and that nothing looks or reads otherwise for them."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tomllib
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pypdf
import pypdfium2
import pytest
from packaging.requirements import Requirement
from weasyprint import svg
from weasyprint.css import targets
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.document import Document
from weasyprint.layout import page as layout
from weasyprint.text import line_break
from weasyprint.text.fonts import FontConfiguration

from conftest import ROOT
from geometry import pages
from printing import inputs_of, printed, roles, texts
from reportgen.rendering.pdf import PATCHED, pdf, weasyprint_patches
from reportgen.rendering.pdf import print_page as paper

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40" font-family="Inter"><title>t</title>{}</svg>'
CONTENTS = "a::after { content: target-counter(attr(href), page) } h2 { break-before: page }"


def shown(content: bytes) -> int:
    """How many times the first page shows text, its drawings included."""
    first = pypdf.PdfReader(io.BytesIO(content)).pages[0]
    resources: Any = first["/Resources"]
    drawn = (each.get_object() for each in resources.get("/XObject", {}).values())
    streams = [first.get_contents().get_data(), *(each.get_data() for each in drawn)]  # type: ignore[union-attr]
    return sum(len(re.findall(rb"\bT[Jj]\b", stream)) for stream in streams)


RICH = """<h1>Title</h1><ol><li>one<li>two</ol><p class="in">Indented <b>bold</b> 123 <u>under <i>lined</i></u></p>
<table><tr><th>a<td>1<tr><th>b<td>2</table><div class="flex"><p>left<p>right</div>"""
RULES = """
:root { --far: 20pt; --shade: #123456 }
body { font-variant-numeric: lining-nums } table { font-variant-numeric: tabular-nums; border-collapse: collapse }
.in { margin-inline-start: var(--far); padding-block-end: 9pt; border-inline-end: 2pt solid var(--shade); width: 50% }
.in b { letter-spacing: 1pt; overflow-wrap: break-word } .flex { display: flex; text-decoration: underline }
th { min-inline-size: 40pt; text-indent: calc(1em + 5%) } td { border: 1pt solid; inset-inline-start: 3pt }
"""
OTHER = """
import sys, weasyprint
weasyprint.__version__ = "71.0"
from weasyprint import html
from weasyprint.css import targets
from weasyprint.text import line_break
keep = html.UA, html.handler, html.handle_svg, line_break.Layout.setup
del html.UA, html.handler, html.handle_svg, targets.TargetCollector
from reportgen.rendering import pdf
from geometry import pages
from printing import printed
assert not pdf.PATCHED and line_break.Layout.setup is keep[-1]
sys.stdout.buffer.write(printed(*sys.argv[1:]).content)
"""


def test_the_installed_versions_are_those_the_patches_were_made_for() -> None:
    assert PATCHED, f"{weasyprint_patches.KNOWN} were looked at: look at what is new, then name it there"


def test_the_versions_that_were_looked_at_are_the_only_ones_that_are_installed() -> None:
    """Another one would be right and slow: nobody is told, so that the project asks for these."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {each.name: each.specifier for each in map(Requirement, settings["project"]["dependencies"])}
    for name, version in weasyprint_patches.KNOWN.items():
        major, minor, *_ = map(int, version.split("."))
        assert version in asked[name]
        assert f"{major}.{minor + 1}" not in asked[name] and f"{major + 1}.0" not in asked[name]


@pytest.mark.parametrize(("place", "most"), [("first", 5), ("last", 6)])
def test_a_list_of_contents_has_the_right_numbers_after_two_rounds(
    place: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, remake = [], layout.remake_page

    def counted(index: int, *rest: Any) -> Any:
        made.append(index)
        return remake(index, *rest)

    monkeypatch.setattr(layout, "remake_page", counted)
    names = ("one", "two", "three")
    links = "<h1>Contents</h1>" + "".join(f'<p><a href="#{name}">{name} </a></p>' for name in names)
    sections = "".join(f'<h2 id="{name}">{name}</h2>' for name in names)
    body = links + sections if place == "first" else f"<h1>x</h1>{sections}{links}"
    content = printed(body, CONTENTS).content
    listed, first = ("".join(texts(content)[0 if place == "first" else -1].split()), 2)
    assert listed.endswith(f"one{first}two{first + 1}three{first + 2}")
    assert len(made) <= most, made


def test_a_text_of_a_drawing_is_set_in_one_piece() -> None:
    whole = printed(SVG.format('<text x="9" y="20">AV Ta, together</text>')).content
    placed = printed(SVG.format('<text x="9" y="20" dx="0 1 1">AV Ta</text>')).content
    assert texts(whole)[0].strip() == "AV Ta, together"
    assert shown(whole) == 1
    assert shown(placed) > 1, "a text whose letters have places of their own keeps them"


@pytest.mark.parametrize("inside", ['<text y="20">a &amp; b</text>', '<text y="20">a &nbsp; b<text>', "<rect>"])
def test_a_drawing_is_drawn_whether_or_not_it_is_xml(inside: str) -> None:
    made = printed(SVG.format(inside))
    assert made.warnings == ()
    assert ("a" in texts(made.content)[0]) == ("a" in inside)


def test_rules_reach_a_drawing_but_not_its_inside() -> None:
    hidden = printed(SVG.format('<text y="20">seen</text>'), "svg { display: none }").content
    assert "seen" not in texts(hidden)[0]
    assert "seen" in texts(printed(SVG.format('<text y="20">seen</text>'), "text { display: none }").content)[0]


@pytest.mark.parametrize(
    ("body", "style", "text"),
    [
        ("<ul><li>item</li></ul>", "", "•"),
        ('<div class="item">item</div>', ".item { display: list-item; margin: 20pt; list-style: '§' }", "§"),
        ('<p>x<span class="note">a note</span></p>', ".note { float: footnote }", "1. a note"),
        ('<p>x<span style="float: footnote">a note</span></p>', "", "1. a note"),
    ],
)
def test_marks_of_lists_and_notes_are_there_when_asked_for(body: str, style: str, text: str) -> None:
    assert text in texts(printed(body, style).content)[0]


def test_styles_for_such_marks_are_looked_for_only_then() -> None:
    def below(page: str, sheet: str) -> Any:
        (found,) = paper.Paper(page, sheet, None)._ua_stylesheets()
        return found

    plain = below("<p>A note: footnotes are small.</p>", "p { margin: 0 }")
    assert plain is below("<p>x</p>", ""), "made once"
    for page, sheet in (
        ("", "p { float: footnote }"),
        ("", "p { display:list-item }"),
        ('<p style="float:footnote">', ""),
    ):
        assert below(page, sheet) is not plain


def test_with_another_version_of_weasyprint_none_of_it_is_used_and_pages_are_right() -> None:
    drawing = SVG.format('<rect width="90" height="30" fill="#c00"/>')
    body = f'{RICH}{drawing}<p>x<span class="note">a note</span></p><style media="screen">p {{ display: none }}</style>'
    rules = f"{RULES} .note {{ float: footnote }}"
    command = [sys.executable, "-c", OTHER, body, rules]
    done = subprocess.run(command, cwd=ROOT / "tests", capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    (theirs,), (ours,) = pypdfium2.PdfDocument(done.stdout), pypdfium2.PdfDocument(printed(body, rules).content)
    assert texts(done.stdout) == texts(printed(body, rules).content)
    assert (theirs.render().to_numpy() == ours.render().to_numpy()).all()


Without: TypeAlias = Callable[[pytest.MonkeyPatch], None]


def letter_by_letter(patcher: pytest.MonkeyPatch) -> None:
    """Draw the texts of drawings letter by letter."""
    whole = svg.text
    patcher.setattr(svg, "text", whole.__wrapped__)
    for tag, draw in svg.TAGS.items():
        if draw is whole:
            patcher.setitem(svg.TAGS, tag, svg.text)


def third_round(patcher: pytest.MonkeyPatch) -> None:
    """Lay out a list of contents as often as WeasyPrint does."""
    collect = targets.TargetCollector.collect_missing_counters
    patcher.setattr(targets.TargetCollector, "collect_missing_counters", collect.__wrapped__)


def kept_features(patcher: pytest.MonkeyPatch) -> None:
    """Keep the typeface features of each text for good."""
    patcher.setattr(line_break.Layout, "setup", line_break.Layout.setup.__wrapped__)


def whole_parsing(patcher: pytest.MonkeyPatch) -> None:
    """Parse drawings as HTML, with a style for each thing in them."""
    patcher.setattr(paper, "DRAWING", re.compile("(?!)"))


def all_marks(patcher: pytest.MonkeyPatch) -> None:
    """Look for the styles of marks of notes and lists at each element."""
    patcher.setattr(paper, "MARKS", re.compile(""))


@pytest.fixture(scope="module")
def report() -> dict[str, bytes]:
    """What the report of a client is printed from."""
    return inputs_of(ROOT, "briefs/harbor-dental/harbor-dental.pdf")


@pytest.mark.parametrize("without", [third_round, kept_features, whole_parsing, all_marks])
def test_a_patch_leaves_each_byte_of_a_report_as_it_was(
    without: Without, report: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    printed_from = report, roles(RICH + SVG.format('<text y="20">drawn</text>'), RULES)
    patched = [pdf(each) for each in printed_from]
    without(monkeypatch)
    assert [pdf(each) for each in printed_from] == patched


def test_text_of_drawings_in_one_piece_says_the_same_in_the_same_places(
    report: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has its kerning, so that a letter of a chart moves by at most two points; outside of charts none does."""
    patched = pages(pdf(report).content)
    letter_by_letter(monkeypatch)
    moved = []
    for ours, theirs in zip(patched, pages(pdf(report).content), strict=True):
        assert [letter.words for letter in ours.letters] == [each.words for each in theirs.letters]
        moved += [abs(one.left - other.left) for one, other in zip(ours.letters, theirs.letters, strict=True)]
        assert [each.bottom for each in ours.letters] == [each.bottom for each in theirs.letters]
    assert max(moved) < 2
    assert moved.count(0) > 0.8 * len(moved)


def test_nothing_of_a_page_is_kept_when_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made, make = [], Document.__init__

    def noted(self: Any, *rest: Any) -> None:
        made.append(weakref.ref(self))
        make(self, *rest)

    monkeypatch.setattr(Document, "__init__", noted)
    printed(RICH, f"{RULES} p {{ color: #010203 }}")  # a sheet that was not seen before
    printed(RICH, RULES)
    assert [each() for each in made] == [None, None]


class Style(dict[str, Any]):
    """What a text is set in."""

    font_config = FontConfiguration()


def resident() -> int:
    """How many bytes of memory this process has."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells")
def test_typeface_features_are_given_back_with_the_layout_and_not_before() -> None:
    style = Style(
        INITIAL_VALUES | {"font_variant_numeric": ("lining-nums",), "font_family": ("Inter",), "font_size": 9}
    )
    first = line_break.Layout(style)

    def many(number: int) -> None:
        for _ in range(number):
            line_break.Layout(style).set_text("a b")

    many(1000)
    before = resident()
    many(20_000)
    assert resident() - before < 1_000_000, "it was three times as much"
    first.set_text("a b")
    assert first.get_first_line()[0].length == 3
