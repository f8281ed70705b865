"""What keeps a PDF fast: that the mends are in place and mend, and that nothing looks or reads otherwise for them."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tomllib
import weakref
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from packaging.requirements import Requirement
from weasyprint import css
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.document import Document
from weasyprint.layout import page as layout
from weasyprint.text import line_break
from weasyprint.text.fonts import FontConfiguration

from conftest import ROOT
from printing import printed, roles, texts
from reportgen.rendering.pdf import MENDED
from reportgen.rendering.pdf import __file__ as home
from reportgen.rendering.pdf import print_page as paper
from reportgen.rendering.pdf import weasyprint_patches as mended
from reportgen.rendering.stylesheet import styles

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
from printing import printed
assert not pdf.MENDED and line_break.Layout.setup is keep[-1]
sys.stdout.buffer.write(printed(*sys.argv[1:]).content)
"""


def test_the_installed_versions_are_those_the_mends_were_made_for() -> None:
    assert MENDED, f"{mended.KNOWN} were looked at: look at what is new, then name it there"


def test_the_versions_that_were_looked_at_are_the_only_ones_that_are_installed() -> None:
    """Another one would be right and slow: nobody is told, so that the project asks for these."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {each.name: each.specifier for each in map(Requirement, settings["project"]["dependencies"])}
    for name, version in mended.KNOWN.items():
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


@pytest.mark.parametrize(("where", "what"), [(css.ComputedStyle, "__missing__"), (line_break.Layout, "setup")])
def test_a_mend_leaves_each_byte_as_it_was(where: Any, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mended_one = printed(RICH, RULES)
    monkeypatch.setattr(where, what, getattr(where, what).__wrapped__)
    assert printed(RICH, RULES) == mended_one


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


ONE = ':root { --word: "one" }\np::before { content: var(--word) }\n'


@pytest.mark.parametrize(
    ("style", "page", "head", "text"),
    [
        ("", "<p>", "", "one"),
        ("", "<p style=\"--word: 'two'\">", "", "two"),
        ("", "<p style='--WORD: 0'>", "", "one"),
        ("", "<p>", '<style>p { --word : "two" }</style>', "two"),
        ("", "<p>", '<style media="screen">p { --word: "two" }</style>', "one"),
        ('p { --word: "two" }', "<p>", "", "two"),
        (':root { --word: "two" }', "<p>", "", "two"),
        ('@media print {\n:root { --word: "two" }\n}', "<p>", "", "two"),
        ('@media screen {\n:root { --word: "two" }\n}', "<p>", "", "one"),
        ('/* p { --word: "two" } */', "<p>", "", "one"),
    ],
)
def test_a_variable_has_the_value_that_it_is_given_last(style: str, page: str, head: str, text: str) -> None:
    assert texts(printed(page, ONE + style, head).content)[0].strip() == text


@pytest.mark.parametrize(
    ("sheet", "known"),
    [
        (":root { --a: 1pt; --b: var(--a) solid }", {"--a": "1pt", "--b": "1pt solid"}),
        (":root { --b: var(--a) solid; --a: 1pt }", {"--a": "1pt"}),
        (":root { --a: 1pt; --b: var(--a) } p { --a: 2pt }", {}),
        (":root { --a: 1pt /* ; */; --b: 2pt; --b: 3pt }", {"--a": "1pt"}),
        ('@import "x.css";\n:root { --a: 1pt }', {}),
        ("@media (width > 9pt) {\n:root { --a: 1pt }\n}", {}),
        (':root { --a: 1pt !important; --b: "x;y"; --c: url(x); --d: ; --e: {} }', {}),
        ("html { --a: 1pt }", {}),
    ],
)
def test_a_variable_is_written_out_when_nothing_else_can_define_it(sheet: str, known: dict[str, str]) -> None:
    assert paper.constants(sheet) == known


def test_only_uses_are_written_out() -> None:
    text = 'a { b: "var(--a)"; c: calc(2*var( --a )) var(--a, 2) var(--b) x-var(--a) var(--a)px } /* it\'s var(--a) */'
    assert paper.written_out(text, {"--a": "1"}) == text.replace("var( --a )", "1")


def test_the_variables_of_a_brand_are_written_out_in_our_own_sheet() -> None:
    sheet = (Path(home).parents[4] / "templates/styles/print.css").read_bytes()
    text = styles("styles/print.css", roles(more={"templates/styles/print.css": sheet}), "ttf", str)
    known = paper.constants(text)
    assert {"--muted", "--sans", "--rule"} <= set(known)
    assert not re.search(r"var\(--(?:muted|sans|rule)\)", paper.written_out(text, known))
