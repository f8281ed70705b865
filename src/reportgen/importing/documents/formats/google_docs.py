"""A document of Google Docs, downloaded as a web page: styles stand in classes, nested lists beside each other."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from xml.etree.ElementTree import Element

from ..html_body import read_tree
from ..html_tree import Tree, body, classes, replace_element, tag, text_of, tree
from ..model import Document
from ..page import without_title
from ..source import Source

_RULE = re.compile(r"\.(c\d+)\s*\{([^}]*)\}")
_LEVEL = re.compile(r"lst-kix_(\w+)-(\d)")


def recognise(source: Source) -> tuple[int, str]:
    """Return the certainty, from 0 to 100, that this comes from Google Docs, and why."""
    marks = [
        mark
        for mark in ("lst-kix_", "google.com/url?q=", "#ftnt", "#cmnt", "themes.googleusercontent")
        if mark in source.text
    ]
    if source.text.lstrip().startswith("<") and (
        "lst-kix_" in marks or len(marks) > 1 or 'class="doc-content"' in source.text
    ):
        return 90, f"it has the marks of Google Docs ({', '.join(marks)})"
    return 0, ""


def read(source: Source) -> list[Document]:
    """Return the document, with lists nested again and styles read from the classes."""
    page = tree(source.text)
    styles = dict(_RULE.findall("".join(text_of(each) for each in page.root.iter("style"))))
    notices = _without_comments(page)
    for element in list(page.root.iter("span")):
        rules = ";".join(styles.get(name, "") for name in sorted(classes(element))).replace(" ", "")
        element.set("style", f"{element.get('style', '')};{rules}")
    _titles(page)
    _nest(body(page))
    head = next((each for each in page.root.iter("title")), None)
    found, notes = read_tree(tree(ElementTree.tostring(page.root, encoding="unicode", method="html")))
    title = " ".join(text_of(head).split()) if head is not None else ""
    return [without_title(Document(title=title, name=source.name, blocks=found, notes=notes, notices=notices))]


def _titles(page: Tree) -> None:
    """Make the paragraph in the style "Title" a heading of level 1; the subtitle stays a paragraph."""
    for element in page.root.iter("p"):
        if "title" in classes(element):
            element.tag = "h1"


def _without_comments(page: Tree) -> tuple[str, ...]:
    """Take the comments of reviewers out."""
    taken = 0
    for link in [each for each in page.root.iter("a") if each.get("href", "").startswith("#cmnt")]:
        parent = page.parents[link]
        holder = parent if tag(parent) == "sup" else link
        if link.get("href", "").startswith("#cmnt_ref"):
            while tag(holder) != "div" and holder in page.parents:
                holder = page.parents[holder]
            taken += 1
        if holder in page.parents and holder is not body(page):
            page.take_out(holder)
    return (f"left out the comments of reviewers ({taken})",) if taken else ()


def _nest(parent: Element) -> None:
    """Put each list of a deeper level into the last item of the list above it."""
    stack: list[tuple[str, int, Element]] = []
    for element in list(parent):
        found = next(filter(None, (_LEVEL.fullmatch(each) for each in classes(element))), None)
        if not found:
            if tag(element) or (element.tail or "").strip():
                stack = []
            if tag(element) in ("div", "td", "section"):
                _nest(element)
            continue
        name, level = found[1], int(found[2])
        while stack and stack[-1][1] > level:
            stack.pop()
        if stack and stack[-1][0] == name and stack[-1][1] == level and "start" not in classes(element):
            stack[-1][2].extend(list(element))
            replace_element(parent, element, None)
            continue
        if stack and stack[-1][0] == name and stack[-1][1] < level and len(stack[-1][2]):
            replace_element(parent, element, None)
            stack[-1][2][-1].append(element)
        elif stack and stack[-1][1] >= level:
            stack.pop()
        stack.append((name, level, element))
