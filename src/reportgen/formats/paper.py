"""A page as WeasyPrint is to read it: without what only screens show, and with as little as can be to look through."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from xml.etree import ElementTree

from weasyprint import CSS, HTML
from weasyprint.html import UA, handle_svg, handler

# What only a screen shows is not even parsed: typefaces as data alone are half of a page.
SCREEN_ONLY = re.compile(r'<style media="screen">.*?</style>|<!--screen-->.*?<!--/screen-->', re.S)
NAMESPACE = "http://www.w3.org/2000/svg"
SVG = f"{{{NAMESPACE}}}svg"
DRAWING = re.compile(r"(<svg\b[^>]*[^/])>(.*?)</svg>", re.S)
PLACE, INSIDE = (
    "data-inside-of",
    " inside",
)  # no page can have the latter: it carries the inside of a drawing to its box
# Every element gets six styles for marks of notes and lists, which most style sheets give to list items alone.
MARKS = re.compile(r":\s*(?:footnote\b|note\(|list-item\b)")
MARK_RULES, ANY_MARKER = re.compile(r"^::(?:foot)?note-.*$", re.M), re.compile(r"^::marker\b", re.M)


class Paper(HTML):  # type: ignore[misc]  # WeasyPrint has no types
    """A page to be printed with a style sheet.

    The inside of its drawings is parsed as the XML it is, which takes a tenth of the time, and put back when they are
    drawn: no style is looked for in it.
    """

    def __init__(self, page: str, sheet: str, url_fetcher: Any) -> None:
        self._marks = bool(MARKS.search(sheet) or MARKS.search(page))
        inside: list[ElementTree.Element] = []

        def aside(found: re.Match[str]) -> str:
            try:
                inside.append(ElementTree.fromstring(f'<svg xmlns="{NAMESPACE}">{found[2]}</svg>'))
            except ElementTree.ParseError:  # what browsers put up with, and the parser for HTML as well
                return found[0]
            return f'{found[1]} {PLACE}="{len(inside) - 1}"></svg>'

        super().__init__(string=DRAWING.sub(aside, SCREEN_ONLY.sub("", page)), url_fetcher=url_fetcher)
        for drawing in self.etree_element.iter(SVG):
            if place := drawing.attrib.pop(PLACE, ""):
                drawing.attrib[INSIDE] = inside[int(place)]

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        """What a page looks like before any style sheet of ours."""
        return super()._ua_stylesheets(forms) if self._marks or forms else [_plain()]


@handler(SVG)  # type: ignore[untyped-decorator]
def _drawing(element: Any, *others: Any) -> Any:
    """The box of a drawing, which has its inside again."""
    element.extend(element.attrib.pop(INSIDE, ()))
    return handle_svg(element, *others)


@cache
def _plain() -> CSS:
    """The style sheet below all others, without marks of notes and with those of lists on their items."""
    return CSS(string=ANY_MARKER.sub("li::marker", MARK_RULES.sub("", UA)))
