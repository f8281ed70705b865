"""A page as WeasyPrint is to read it: without what only screens show, and with as little as can be to look through."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from xml.etree import ElementTree

from weasyprint import CSS, HTML

from .weasyprint_patches import known

# What only a screen shows is not even parsed: typefaces as data alone are half of a page.
SCREEN_ONLY = re.compile(r'<style media="screen">.*?</style>|<!--screen-->.*?<!--/screen-->', re.S)
NAMESPACE = "http://www.w3.org/2000/svg"
SVG = f"{{{NAMESPACE}}}svg"
DRAWING = re.compile(r"(<svg\b[^>]*[^/])>(.*?)</svg>", re.S)
PLACE = "data-inside-of"
INSIDE = " inside"  # no page can have it: it carries the inside of a drawing to its box
# Every element gets six styles for marks of notes and lists, which most style sheets give to list items alone.
MARKS = re.compile(r":\s*(?:footnote\b|note\(|list-item\b)")
MARK_RULES, ANY_MARKER = re.compile(r"^::(?:foot)?note-.*$", re.M), re.compile(r"^::marker\b", re.M)


def paper(page: str, sheet: str, url_fetcher: Any) -> HTML:
    """Return a page to be printed with a style sheet; as it is for a version of WeasyPrint that was not looked at."""
    printed = SCREEN_ONLY.sub("", page)
    return Paper(printed, sheet, url_fetcher) if known() else HTML(string=printed, url_fetcher=url_fetcher)


class Paper(HTML):  # type: ignore[misc]  # WeasyPrint has no types
    """A page in less time.

    The inside of its drawings is parsed as the XML it is, which takes a tenth of the time, and put back when they are
    drawn: no style is looked for in it.  That saves 5 % of the processor time of a client's report.
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

        super().__init__(string=DRAWING.sub(aside, page), url_fetcher=url_fetcher)
        for drawing in self.etree_element.iter(SVG):
            if place := drawing.attrib.pop(PLACE, ""):
                drawing.attrib[INSIDE] = inside[int(place)]

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        """Return what a page looks like before any style sheet of ours; without marks nobody asks for, 4 % sooner."""
        return super()._ua_stylesheets(forms) if self._marks or forms else [_plain()]


@cache
def _plain() -> CSS:
    """Return the style sheet below all others, without marks of notes and with those of lists on their items."""
    from weasyprint.html import UA

    return CSS(string=ANY_MARKER.sub("li::marker", MARK_RULES.sub("", UA)))


if known():
    from weasyprint.html import handle_svg, handler

    @handler(SVG)  # type: ignore[untyped-decorator]  # WeasyPrint has no types
    def _drawing(element: Any, *others: Any) -> Any:
        """Return the box of a drawing, which has its inside again."""
        element.extend(element.attrib.pop(INSIDE, ()))
        return handle_svg(element, *others)
