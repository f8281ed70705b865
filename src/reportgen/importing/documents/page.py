"""A whole HTML page: its metadata and its main content."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date as Date
from typing import Any
from xml.etree.ElementTree import Element, tostring

from .dates import read_date
from .extras import optional
from .html_body import read_tree
from .html_tree import Tree, body, classes, replace_element, tag, text_of, tree
from .model import Block, Blocks, Document, Heading, Paragraph
from .walk import plain, walk

TITLE_ENDS = re.compile(r"\s+[|–—·»:-]\s+[^|–—·»]{2,50}$")
ARTICLE_TYPES = {"article", "blogposting", "newsarticle", "techarticle", "report", "webpage"}


def about(page: Tree) -> dict[str, Any]:
    """Return a page's `title`, `description`, `authors`, `date`, `modified`, `tags`, `language` and `url`."""
    meta: dict[str, list[str]] = {}
    for each in page.root.iter("meta"):
        name = (each.get("property") or each.get("name") or each.get("itemprop") or "").lower()
        if name and each.get("content", "").strip():
            meta.setdefault(name, []).append(" ".join(each.get("content", "").split()))
    linked = next((_article(data) for data in _linked_data(page) if _article(data)), {})
    title = next((" ".join(text_of(each).split()) for each in page.root.iter("title")), "")
    h1 = [" ".join(text_of(each).split()) for each in page.root.iter("h1")]
    canonical = next((each.get("href", "") for each in page.root.iter("link") if each.get("rel") == "canonical"), "")

    def first(*names: str) -> str:
        return next((value for name in names for value in meta.get(name, [])), "")

    dates = [
        first("article:published_time", "datepublished", "dc.date", "date", "pubdate"),
        linked.get("datePublished", ""),
    ]
    dates += [each.get("datetime", "") or text_of(each) for each in page.root.iter("time")]
    return {
        "title": (h1[0] if len(h1) == 1 and h1[0] else "")
        or first("og:title", "twitter:title")
        or linked.get("headline", "")
        or TITLE_ENDS.sub("", title),
        "description": first("description", "og:description", "twitter:description"),
        "authors": tuple(_names(linked.get("author")) or _bylines(page, meta)),
        "date": next(filter(None, map(read_date, filter(None, map(str, dates)))), None),
        "modified": read_date(first("article:modified_time", "datemodified") or str(linked.get("dateModified", ""))),
        "tags": tuple(dict.fromkeys(meta.get("article:tag", []))),
        "language": page.root.get("lang", "") or "",
        "url": next((each for each in (canonical, first("og:url")) if each.startswith("http")), ""),
    }  # fmt: skip


def read_page(html: str, name: str, find_main: bool) -> Document:
    """Return a page as a document; `find_main` looks for the main content and drops the rest."""
    page = tree(html)
    facts = about(page)
    notices: tuple[str, ...] = ()
    if find_main:
        words = len(text_of(body(page)).split())
        page = tree(tostring(main_content(page), encoding="unicode", method="html"))
        kept = len(text_of(body(page)).split())
        notices = (
            f"found the main content: {kept} of the page's {words} words; menus, footers and the like were dropped",
        )
    found, notes = read_tree(page)
    document = Document(name=name, blocks=found, notes=notes, notices=notices, **facts)
    return without_title(document)


def main_content(page: Tree) -> Element:
    """Return the part of a page that is its text: its one `article`, or what readability finds."""
    articles = [each for each in page.root.iter("article") if len(text_of(each).split()) > SHORT]
    if len(articles) == 1:
        _clean(articles[0], lambda child: True)
        return articles[0]
    kept = _surviving(page)
    found = body(page)
    while len(inside := [child for child in found if kept & set(child.iter())]) == 1 and inside[0] not in kept:
        found = inside[0]
    _clean(found, lambda child: bool(kept & set(child.iter())) or any(tag(each) in ALWAYS for each in child.iter()))
    return found


def _surviving(page: Tree) -> set[Element]:
    """Return the elements that readability takes for the main content; each keeps its place in the page."""
    readability = optional("readability", "to find the main content of a web page")
    logging.getLogger("readability.readability").setLevel(logging.CRITICAL)
    elements = list(page.root.iter())
    for number, element in enumerate(elements):
        if isinstance(element.tag, str):
            element.set("data-n", str(number))
    html = tostring(page.root, encoding="unicode", method="html")
    try:
        summary = str(readability.Document(html).summary(html_partial=True))
    except readability.readability.Unparseable:
        return set(body(page))
    numbers = [int(each) for each in re.findall(r'data-n="(\d+)"', summary)]
    return {elements[each] for each in numbers if tag(elements[each]) in TEXT}


AROUND = {"nav", "aside", "footer", "form", "button", "script", "style", "noscript"}
AROUND_CLASSES = re.compile(
    r"(^|[-_ ])(share|social|sharing|related|comments?|newsletter|subscribe|breadcrumbs?|sidebar|author-box|author-bio|"
    r"post-meta|entry-meta|cookie|promo|advert|tags|pagination|byline)($|[-_ ])",
    re.I,
)
CONTAINERS = {"div", "section", "ul", "ol", "header", "main"}
SHORT = 80
"""Words below which an `article` element is a teaser."""


TEXT = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "li", "dd", "dt"}
ALWAYS = {"iframe", "video", "audio", "img", "table", "pre", "blockquote"}


def _clean(element: Element, keeps: Callable[[Element], bool]) -> None:
    """Take out what is beside the text of an article, and containers that `keeps` refuses."""
    for child in list(element):
        if _is_around(child) or (tag(child) in CONTAINERS and not keeps(child) and not _is_plain_list(child)):
            replace_element(element, child, None)
        else:
            _clean(child, keeps)


def _is_plain_list(element: Element) -> bool:
    """Whether an element is a list of text, and not a menu."""
    linked = sum(len(text_of(each)) for each in element.iter("a"))
    return tag(element) in ("ul", "ol") and linked * 2 < len(text_of(element).strip())


def _is_around(element: Element) -> bool:
    """Whether an element of an article is beside its text."""
    if tag(element) == "aside" and classes(element) & {"admonition", "callout", "note", "footnotes"}:
        return False
    return tag(element) in AROUND or bool(AROUND_CLASSES.search(f"{element.get('class', '')} {element.get('id', '')}"))


def without_title(document: Document) -> Document:
    """Return the document without the lines that repeat its metadata: the title, the by-line, the date."""
    kept: list[Block] = list(document.blocks)
    title = document.title
    for number, block in enumerate(kept[:4]):
        if isinstance(block, Heading) and (block.level == 1 or _same(plain(block.content), title)):
            title = title or plain(block.content).strip()
            del kept[number]
            break
    names = {name.lower() for name in document.authors}
    for block in list(kept[:3]):
        text = plain(block.content).strip() if isinstance(block, Paragraph) else ""
        if text and len(text) < 100 and _is_by_line(text, names, document.date):
            kept.remove(block)
    return replace(document, title=title, blocks=tuple(kept))


def _is_by_line(text: str, names: set[str], date: Date | None) -> bool:
    named = any(name in text.lower() for name in names)
    dated = read_date(text) == date if date else False
    return (named and re.match(r"(?i)(written |posted )?(by|von|par)\b", text) is not None) or (
        dated and len(text.split()) <= 12 and (named or len(text.split()) <= 5)
    )


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).lower() == re.sub(r"\W+", "", other).lower() != ""


def first_words(blocks: Blocks, most: int = 155) -> str:
    """Return the first sentences of a document, as its description."""
    for block in walk(blocks):
        text = " ".join(plain(block.content).split()) if isinstance(block, Paragraph) else ""
        if len(text) > 20:
            if len(text) <= most:
                return text
            sentences = re.match(rf"(.{{40,{most}}}?[.!?])(?=\s+[A-Z“\"])(?!.*?\b(?:e\.g|i\.e)\.$)", text)
            return sentences[1] if sentences else text[: text.rfind(" ", 0, most - 1)].rstrip(" ,;:–—-") + "…"
    return ""


# ---- linked data and by-lines


def _linked_data(page: Tree) -> Iterator[Mapping[str, Any]]:
    for each in page.root.iter("script"):
        if each.get("type", "").lower() == "application/ld+json":
            try:
                data = json.loads(text_of(each))
            except (ValueError, RecursionError):
                continue
            todo = [data]
            while todo:
                one = todo.pop(0)
                if isinstance(one, list):
                    todo += one
                elif isinstance(one, dict):
                    yield one
                    todo += [one["@graph"]] if isinstance(one.get("@graph"), list) else []


def _article(data: Mapping[str, Any]) -> Mapping[str, Any]:
    kinds = data.get("@type", "")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return data if any(str(kind).lower() in ARTICLE_TYPES and data.get("headline") for kind in kinds) else {}


def _names(author: Any) -> list[str]:
    found = author if isinstance(author, list) else [author] if author else []
    names = [each.get("name", "") if isinstance(each, dict) else str(each) for each in found]
    return [name.strip() for name in names if isinstance(name, str) and name.strip() and not name.startswith("http")]


def _bylines(page: Tree, meta: Mapping[str, list[str]]) -> list[str]:
    named = [each for name in ("author", "article:author", "dc.creator") for each in meta.get(name, [])]
    named += [text_of(each) for each in page.root.iter("a") if each.get("rel") == "author"]
    named += [text_of(each) for each in page.root.iter() if classes(each) & {"author", "byline", "author-name"}]
    for text in named:
        text = re.sub(r"(?i)^\s*(written |posted )?by\s+", "", " ".join(text.split()))
        if 2 < len(text) < 60 and not text.startswith("http") and not re.search(r"\d", text):
            return [text]
    return []
