"""HTML's block elements to blocks, in the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal
from xml.etree.ElementTree import Element

from .html_inlines import SILENT, content, inline
from .html_tables import table
from .html_tree import classes, replace_element, tag, text_of
from .model import (
    Block,
    Blocks,
    CallOut,
    CodeBlock,
    Definitions,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Remark,
    Rule,
    Text,
)
from .walk import plain

HEADINGS = {f"h{level}": level for level in range(1, 7)}
WITHOUT_PLACE = {
    "iframe": "an embedded page", "video": "a video", "audio": "a sound", "object": "an embedded object",
    "embed": "an embedded object", "form": "a form", "canvas": "a drawing made by a script", "math": "a formula",
}  # fmt: skip
HINTS = {
    "form": "link to a page that has the form",
    "video": "put a still picture beside the article and link it to the video",
    "math": "write the formula as text, or as a picture",
}
NOT_PICTURES = {"table", "pre", "iframe", "video", "blockquote"}
TITLES = {"admonition-title", "markdown-alert-title", "callout-title"}
ALERTS = {"note", "tip", "important", "warning", "caution", "info", "danger", "admonition", "callout", "notice"}


def blocks(element: Element) -> Blocks:
    """Return what an element holds, as blocks; text between blocks becomes paragraphs."""
    found: list[Block] = []
    run: list[Inline] = [Text(element.text)] if element.text else []

    def close() -> None:
        found.extend(paragraphs(tuple(run)))
        run.clear()

    for child in element:
        if tag(child) == "x-remark" and not len(child):
            found += _remark(child)  # before the paragraph that it is about
        elif _is_inline(child):
            run += inline(child)
        else:
            close()
            found += _block(child)
        if child.tail:
            run.append(Text(child.tail))
    close()
    return tuple(found)


def paragraphs(run: Inlines) -> list[Block]:
    """Return a run of text as paragraphs; two line ends in a row part them."""
    groups: list[list[Inline]] = [[]]
    breaks = 0
    for each in run:
        if isinstance(each, LineBreak):
            breaks += 1
        elif not (isinstance(each, Text) and not each.text.strip() and breaks):
            if breaks > 1:
                groups.append([])
            elif breaks and groups[-1]:
                groups[-1].append(LineBreak())
            breaks = 0
            groups[-1].append(each)
    return [Paragraph(tuple(group)) for group in groups if _has_content(tuple(group))]


def _has_content(run: Inlines) -> bool:
    return bool(plain(run).strip()) or any(
        not isinstance(each, Text | LineBreak) and (not isinstance(each, Link) or _has_content(each.content))
        for each in run
    )


def _is_inline(element: Element) -> bool:
    """Whether an element is part of a paragraph: it is no block, and holds none."""
    name = tag(element)
    return name not in _BLOCKS and all(_is_inline(child) for child in element)


def _block(element: Element) -> Blocks:
    return _BLOCKS.get(tag(element), blocks)(element)


# ---- one function for each kind


def _heading(element: Element) -> Blocks:
    run = tuple(content(element))
    if not plain(run).strip():
        return tuple(each for each in blocks_of_pictures(run))
    name = element.get("id", "") or next(map(_named, element.iter("a")), "")
    notices = [each for inside in element.iter("x-remark") for each in _remark(inside)]
    return (*notices, Heading(HEADINGS[tag(element)], _one_line(run), name), *blocks_of_pictures(run))


def _named(element: Element) -> str:
    return element.get("id", "") or element.get("name", "")


def _one_line(run: Inlines) -> Inlines:
    """Return a heading's text: no pictures, no line ends, and no link to the heading itself."""
    found: list[Inline] = []
    for each in run:
        if isinstance(each, LineBreak):
            found.append(Text(" "))
        elif isinstance(each, Link) and each.target.startswith("#"):
            found += [] if plain(each.content).strip() in ("", "#", "¶", "🔗", "§") else each.content
        elif not isinstance(each, Picture):
            found.append(each)
    return tuple(found)


def blocks_of_pictures(run: Inlines) -> list[Block]:
    """Return the pictures of a run, each in a paragraph of its own."""
    return [Paragraph((each,)) for each in run if isinstance(each, Picture)]


def _list(element: Element) -> Blocks:
    items: list[Blocks] = []
    for child in element:
        if tag(child) in ("ul", "ol") and items:  # a list beside an item belongs to that item
            items[-1] = (*items[-1], *_block(child))
        elif tag(child) == "li":
            items.append(_checked(child))
        elif tag(child) and tag(child) not in SILENT and (found := blocks_around(child)):
            items.append(found)
    start = element.get("start", "1")
    number = (int(start) if start.isdigit() else 1) if tag(element) == "ol" else None
    return (Listing(tuple(item for item in items if item), number),) if any(items) else ()


def _checked(item: Element) -> Blocks:
    """Return an item; the box of a task list becomes the sign that Markdown has for it."""
    found = blocks(item)
    box = next((each for each in item.iter("input") if each.get("type") == "checkbox"), None)
    if box is None:
        return found
    sign = "☑ " if box.get("checked") is not None else "☐ "
    first, *rest = found or (Paragraph(()),)
    return (Paragraph((Text(sign), *first.content)), *rest) if isinstance(first, Paragraph) else found


def blocks_around(element: Element) -> Blocks:
    """Return an element as blocks, whatever kind it is."""
    return tuple(paragraphs(tuple(inline(element)))) if _is_inline(element) else _block(element)


def _definitions(element: Element) -> Blocks:
    entries: list[tuple[Inlines, list[Blocks]]] = []
    for child in (each for group in element for each in ([group] if tag(group) != "div" else list(group))):
        if tag(child) == "dt":
            entries.append((tuple(content(child)), []))
        elif tag(child) == "dd" and entries:
            entries[-1][1].append(blocks(child))
    return (Definitions(tuple((term, tuple(meanings)) for term, meanings in entries if meanings)),) if entries else ()


def _quote(element: Element) -> Blocks:
    found = blocks(element)
    return (Quote(found),) if found else ()


def _pre(element: Element) -> Blocks:
    inside = next(iter(element.iter("code")), element)
    named = [*classes(inside), *classes(element), inside.get("data-lang", "")]
    known = (re.sub("^lang(uage)?-", "", each) for each in named if re.match("lang(uage)?-", each))
    text = _pre_text(element).strip("\n")
    return (CodeBlock(text, next(known, "")),) if text.strip() else ()


def _pre_text(element: Element) -> str:
    found = element.text or ""
    for child in element:
        found += "\n" if tag(child) == "br" else _pre_text(child)
        found += child.tail or ""
    return found


def _figure(element: Element) -> Blocks:
    """Return a picture with its caption; a figure around something else is that, with the caption below."""
    caption = next(iter(element.iter("figcaption")), None)
    words = " ".join(text_of(caption).split()) if caption is not None else ""
    images = list(element.iter("img"))
    if len(images) == 1 and not any(tag(each) in NOT_PICTURES for each in element.iter()):
        (shown,) = (each for each in inline(images[0]) if isinstance(each, Picture))
        return (Paragraph((Picture(shown.target, shown.alternative, words or shown.caption),)),)
    return blocks(element)


def _details(element: Element) -> Blocks:
    summary = next((each for each in element if tag(each) == "summary"), None)
    title = " ".join(text_of(summary).split()) if summary is not None else ""
    if summary is not None:
        replace_element(element, summary, None)
    return (CallOut(title, blocks(element)),)


def _division(element: Element) -> Blocks:
    """Return a container; one that a page marks as a note stands out."""
    found = blocks(element)
    named = {part for each in classes(element) for part in re.split("[-_]", each.lower())}
    if tag(element) == "x-callout" or (named & ALERTS and found and len(text_of(element)) < 5000):
        title = element.get("title", "")
        first = found[0] if found else None
        titled = any(TITLES & classes(each) for each in element.iter())
        if not title and titled and isinstance(first, Paragraph):
            title, found = plain(first.content).strip(), found[1:]
        return (CallOut(title, found),) if found else ()
    return found


def _without_place(element: Element) -> Blocks:
    what = WITHOUT_PLACE[tag(element)]
    source = element.get("src") or element.get("data") or element.get("action") or element.get("data-src") or ""
    source = source or next((each.get("src", "") for each in element.iter("source")), "")
    if tag(element) == "form" and len(text_of(element).split()) > 200:  # a page that is one form: ASP.NET
        return blocks(element)
    hint = HINTS.get(tag(element), "link to it: [what it is](address)")
    return (Remark("left out", f"{what} {source}".strip(), hint),)


def _remark(element: Element) -> Blocks:
    kind: Literal["unsure", "left out"] = "left out" if element.get("kind") == "left out" else "unsure"
    return (Remark(kind, element.get("message", ""), element.get("hint", "")), *blocks(element))


def _rule(_: Element) -> Blocks:
    return (Rule(),)


def _table(element: Element) -> Blocks:
    return table(element, blocks)


_BLOCKS: dict[str, Callable[[Element], Blocks]] = {
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), _list),
    **dict.fromkeys(WITHOUT_PLACE, _without_place),
    **dict.fromkeys(
        ("div", "section", "article", "main", "aside", "header", "footer", "nav", "center", "address", "body",
         "fieldset", "hgroup", "figcaption", "li", "x-callout", "p", "dd", "dt", "search"),
        _division,
    ),
    "dl": _definitions,
    "blockquote": _quote,
    "pre": _pre,
    "figure": _figure,
    "details": _details,
    "table": _table,
    "hr": _rule,
    "x-remark": _remark,
}  # fmt: skip
