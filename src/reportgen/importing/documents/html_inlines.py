"""HTML's inline elements to inline text."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree.ElementTree import Element

from .html_tree import classes, tag, text_of
from .model import Code, Inline, LineBreak, Link, NoteReference, Picture, Span, Style, Text

STYLES: dict[str, Style] = {
    "b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "cite": "emphasis", "var": "emphasis",
    "dfn": "emphasis", "s": "struck", "del": "struck", "strike": "struck",
}  # fmt: skip
CODE = {"code", "kbd", "samp", "tt"}
SILENT = {"script", "style", "noscript", "template", "head", "svg", "title", "link", "meta", "wbr", "area", "colgroup"}
"""What shows nothing, or nothing that can be taken over and would be missed."""
LATE = ("data-src", "data-lazy-src", "data-original")
RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def inline(element: Element) -> list[Inline]:
    """Return an inline element as inline text."""
    name = tag(element)
    if not name or name in SILENT:
        return []
    if name == "br":
        return [LineBreak()]
    if name == "img":
        return [picture(element)]
    if name == "x-note":
        return [NoteReference(element.get("label", ""))]
    if name in CODE:
        return [Code(text_of(element))] if text_of(element).strip() else []
    inside = tuple(content(element))
    if name == "a" and element.get("href") and inside:
        return [Link(address(element.get("href", "")), inside)]
    if style := _style(element):
        return [Span(style, inside)]
    if name in ("sup", "sub"):
        return [_shifted(each, RAISED if name == "sup" else LOWERED) for each in inside]
    return [Text("“"), *inside, Text("”")] if name == "q" else list(inside)


def content(element: Element) -> list[Inline]:
    """Return what is inside an element, as inline text."""
    found: list[Inline] = [Text(element.text)] if element.text else []
    for child in element:
        found += inline(child)
        if child.tail:
            found.append(Text(child.tail))
    return found


def picture(element: Element) -> Picture:
    """Return a picture, with the address that a page loads late where it names one."""
    late = next((element.get(name, "") for name in LATE if element.get(name)), "")
    source = element.get("src", "")
    if late and (not source or source.startswith("data:") or source != late):
        source = late
    return Picture(source.strip(), " ".join(element.get("alt", "").split()), " ".join(element.get("title", "").split()))


def address(target: str) -> str:
    """Return the target that was meant, where a product writes its own redirection around it."""
    target = target.strip()
    parts = urlsplit(target) if "://" in target else None
    if parts and parts.netloc in ("www.google.com", "google.com") and parts.path == "/url":
        asked = parse_qs(parts.query)
        return next(iter(asked.get("q", asked.get("url", [target]))))
    return target


def name_of(target: str) -> str:
    """Return the file that an address names, without folders, query and percent signs."""
    return unquote(target.partition("?")[0].partition("#")[0]).replace("\\", "/").rpartition("/")[2]


def _style(element: Element) -> Style | None:
    name = tag(element)
    rules = element.get("style", "").replace(" ", "").lower()
    if name in STYLES:
        plain = (name in ("b", "strong") and "font-weight:normal" in rules) or (
            name in ("i", "em") and "font-style:normal" in rules
        )
        return None if plain or "footnote-backref" in classes(element) else STYLES[name]
    if name in ("span", "font"):
        if any(f"font-weight:{weight}" in rules for weight in ("bold", "600", "700", "800", "900")):
            return "strong"
        if "font-style:italic" in rules:
            return "emphasis"
        if "line-through" in rules:
            return "struck"
    return None


def _shifted(each: Inline, signs: Mapping[int, int]) -> Inline:
    """Return the text with digits above or below the line; other characters as they are."""
    digits = isinstance(each, Text) and not each.text.strip("0123456789+-n")
    return Text(each.text.translate(signs)) if isinstance(each, Text) and digits else each
