"""HTML in: any bytes or text to a tree that can be searched, with its footnotes taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from tinyhtml5 import parse

UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u2060\ufeff\ufdd0-\ufdef\U00012470\ue000]")
"""Characters that show nothing, and those that our own Markdown keeps for itself."""

NESTING = re.compile(r"<(/?)(?:a|b|blockquote|center|div|em|font|i|ol|section|span|strong|table|ul)\b", re.I)
"""Tags of elements that end only where a tag ends them."""
DEEPEST = 1000
"""Elements inside one another; the time to parse deeper ones grows with the square of the depth."""
LONGEST_NOTE = 3000


@dataclass(slots=True)
class Tree:
    """A parsed page: its root, the parent of each element, and the bodies of its footnotes by label."""

    root: Element
    parents: dict[Element, Element]
    notes: dict[str, Element] = field(default_factory=dict)

    def take_out(self, element: Element) -> None:
        """Remove an element; the text behind it stays."""
        replace_element(self.parents[element], element, None)


def tree(html: str) -> Tree:
    """Return the page as a browser would build it.  Raises RecursionError if it is nested too deeply."""
    if _depth(html) > DEEPEST:
        raise RecursionError
    root: Element = parse(UNSEEN.sub("", html), namespace_html_elements=False)
    return Tree(root, {child: parent for parent in root.iter() for child in parent})


def _depth(html: str) -> int:
    """Return how many elements are inside one another at most, by their tags alone."""
    depth = deepest = 0
    for found in NESTING.finditer(html):
        depth = max(depth - 1, 0) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def body(page: Tree) -> Element:
    """Return what the page shows."""
    found = page.root.find("body")
    return page.root if found is None else found


def replace_element(parent: Element, old: Element, new: Element | None) -> None:
    """Put one element in the place of another; None leaves only the text behind it."""
    at, tail = list(parent).index(old), old.tail or ""
    parent.remove(old)
    old.tail = ""
    if new is not None:
        new.tail = tail
        parent.insert(at, new)
    elif at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail


def tag(element: Element) -> str:
    """Return the name of an element; empty for comments and the like."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def classes(element: Element) -> set[str]:
    """Return the classes of an element."""
    return set(element.get("class", "").split())


def text_of(element: Element) -> str:
    """Return the characters in an element, white space as it stands."""
    return "".join(_texts(element))


def _texts(element: Element) -> Iterator[str]:
    if isinstance(element.tag, str):
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def take_out_notes(page: Tree) -> None:
    """Move footnotes out of the text: their calls become `x-note` elements.

    A footnote is a pair of links inside the page, each of which leads to the place of the other; so Word,
    Google Docs, Pandoc, WordPress and Markdown have it.
    """
    named = {name: each for each in page.root.iter() for key in ("name", "id") if (name := each.get(key))}
    links = [each for each in page.root.iter("a") if each.get("href", "").startswith("#")]
    place = {each: _named_around(page, each) for each in links}
    back: set[Element] = set()
    inside: dict[Element, list[Element]] = {}
    for link in links:
        address = link.get("href", "")[1:]
        if link in back or address not in named:
            continue
        home = _home(page, named[address])
        if home is None or not _is_call(page, link):
            continue
        if home not in inside:
            inside[home] = [] if _is_long(home) else list(home.iter("a"))
        if link in inside[home] or not any(each.get("href", "")[1:] in place[link] for each in inside[home]):
            continue
        label = next((known for known, kept in page.notes.items() if kept is home), str(len(page.notes) + 1))
        page.notes[label] = home
        back.update(each for each in home.iter("a") if each.get("href", "")[1:] in place[link])
        _call(page, link, label)
    for element in back:
        if element in page.parents:
            page.take_out(element)
    for home in page.notes.values():
        _remove(page, home)


def _is_call(page: Tree, link: Element) -> bool:
    """Whether a link looks like the call of a footnote: a number or a sign, or raised."""
    return len(text_of(link).strip("[]() \xa0")) <= 3 or "sup" in (
        tag(page.parents[link]),
        *(tag(each) for each in link),
    )


def _is_long(element: Element) -> bool:
    """Whether an element is more than a footnote: a section of the text."""
    return len(text_of(element)) > LONGEST_NOTE or any(tag(each) in ("h1", "h2", "h3") for each in element.iter())


def _named_around(page: Tree, link: Element) -> set[str]:
    """Return the ids by which a link can be reached: its own, and that of a `sup` around it."""
    parent = page.parents.get(link)
    around = [link, *([parent] if parent is not None and tag(parent) in ("sup", "span") else [])]
    return {each.get(name, "") for each in around for name in ("id", "name")} - {""}


def _home(page: Tree, element: Element) -> Element | None:
    """Return the block that holds a footnote's text."""
    while tag(element) not in ("li", "p", "div", "aside", "dd", "td"):
        if element not in page.parents:
            return None
        element = page.parents[element]
    return None if element is body(page) else element


def _call(page: Tree, link: Element, label: str) -> None:
    """Put the call of a footnote in the place of its link."""
    parent = page.parents[link]
    around = link
    if tag(parent) == "sup" and not text_of(parent).replace(text_of(link), "").strip():
        around, parent = parent, page.parents[parent]
    call = Element("x-note", {"label": label})
    replace_element(parent, around, call)
    page.parents[call] = parent


def _remove(page: Tree, home: Element) -> None:
    """Take a footnote's text out, and what is empty around it then."""
    parent = page.parents[home]
    page.take_out(home)
    if tag(parent) in ("ol", "ul", "dl", "div", "section") and parent in page.parents and not text_of(parent).strip():
        for rule in [each for each in parent if tag(each) == "hr"]:
            parent.remove(rule)
        if not len(parent):
            page.take_out(parent)
