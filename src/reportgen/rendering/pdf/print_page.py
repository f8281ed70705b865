"""A page as WeasyPrint is to read it: without what only screens show, and with as little as can be to look through."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
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
# Variables of a style sheet.  Where `:root` alone gives one a value, that can stand in its place.
TEXT = r'"(?:\\[\s\S]|[^"\\\n])*"|\'(?:\\[\s\S]|[^\'\\\n])*\''
REMARK = re.compile(rf"({TEXT})|/\*[\s\S]*?\*/")
USED = re.compile(rf"{REMARK.pattern}|(?<![\w#@\\-])var\(\s*(--[\w-]+)\s*\)(?![\w%\\(-])")
DEFINED = re.compile(r"(--[\w-]+)\s*:")
ROOT = re.compile(r"^:root\s*\{([^{}]*)\}", re.M)
VALUE = re.compile(r'(?:"[^"\\]*"|[\w\s.,#%+-])+')
ELSEWHERE = re.compile("@import|@property|stylesheet")  # where more may be defined than can be seen
MARK_RULES, ANY_MARKER = re.compile(r"^::(?:foot)?note-.*$", re.M), re.compile(r"^::marker\b", re.M)


def paper(page: str, sheet: str, url_fetcher: Any) -> HTML:
    """Return a page to be printed with a style sheet; as it is for a version of WeasyPrint that was not looked at."""
    printed = SCREEN_ONLY.sub("", page)
    return Paper(printed, sheet, url_fetcher) if known() else HTML(string=printed, url_fetcher=url_fetcher)


def constants(sheet: str) -> dict[str, str]:
    """Return the variables that `:root` gives a value and nothing else another, with those values."""
    sheet = REMARK.sub(lambda found: found[1] or " ", sheet)
    times, found = Counter(DEFINED.findall(sheet)), dict[str, str]()
    for rule in ROOT.finditer(sheet):
        before = sheet[: rule.start()]
        if before.count("{") != before.count("}"):  # only sometimes
            continue
        for declaration in rule[1].split(";"):
            name, _, value = (each.strip() for each in declaration.partition(":"))
            value = written_out(value, found)
            if times[name] == 1 and VALUE.fullmatch(value):
                found[name] = value
    return {} if ELSEWHERE.search(sheet) else found


def redefines(page: str, names: Iterable[str]) -> bool:
    """Whether what is printed of a page may give one of these variables another value."""
    printed = SCREEN_ONLY.sub("", page)
    return bool(ELSEWHERE.search(printed)) or not set(DEFINED.findall(printed)).isdisjoint(names)


def written_out(text: str, values: Mapping[str, str]) -> str:
    """Return a style sheet with values instead of these variables, each of which takes time for each element."""
    return USED.sub(lambda use: values.get(use[2], use[0]), text)


class Paper(HTML):  # type: ignore[misc]  # WeasyPrint has no types
    """A page in less time.

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

        super().__init__(string=DRAWING.sub(aside, page), url_fetcher=url_fetcher)
        for drawing in self.etree_element.iter(SVG):
            if place := drawing.attrib.pop(PLACE, ""):
                drawing.attrib[INSIDE] = inside[int(place)]

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        """Return what a page looks like before any style sheet of ours."""
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
