"""What keeps a PDF fast: that the mends are in place and mend, and that nothing looks or reads otherwise for them."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdf
import pytest
from weasyprint.layout import page as layout

from printing import printed, texts
from reportgen.formats import mended, paper
from reportgen.formats.pdf import MENDED

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40" font-family="Inter"><title>t</title>{}</svg>'
CONTENTS = "a::after { content: target-counter(attr(href), page) } h2 { break-before: page }"


def shown(content: bytes) -> int:
    """How many times the first page shows text, its drawings included."""
    first = pypdf.PdfReader(io.BytesIO(content)).pages[0]
    resources: Any = first["/Resources"]
    drawn = (each.get_object() for each in resources.get("/XObject", {}).values())
    streams = [first.get_contents().get_data(), *(each.get_data() for each in drawn)]  # type: ignore[union-attr]
    return sum(len(re.findall(rb"\bT[Jj]\b", stream)) for stream in streams)


def test_the_installed_versions_are_those_the_mends_were_made_for() -> None:
    assert MENDED, f"{mended.KNOWN} were looked at: look at what is new, then name it there"


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
