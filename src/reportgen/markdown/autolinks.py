"""Bare addresses in text become links, by the rules of GitHub Flavored Markdown (section 6.9, autolinks)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .state import session

_DOMAIN = r"(?:[A-Za-z0-9_-]+\.)+[A-Za-z0-9-]+"
_START: Final = re.compile(
    rf"(?<![^\s*_~(\[\"'“„«])(?P<url>(?:https?://|www\.){_DOMAIN}(?::\d+)?(?:[/?#][^\s<\ufffc]*)?)"
    rf"|(?<![\w.+@-])(?P<mail>[A-Za-z0-9._+-]+@{_DOMAIN})(?![\w@-])"
)
_TRAILING: Final = re.compile(r"(?:[?!.,:*_~'\"”’“»;]|&[A-Za-z0-9]+;)+\Z")


def addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each bare address begins and ends, and the target of its link."""
    for found in _START.finditer(text):
        shown = found["mail"] or _trimmed(found["url"])
        domain = re.sub(r"\Ahttps?://|.*@", "", shown).partition("/")[0]
        if "_" in ".".join(domain.split(".")[-2:]) or shown.endswith("."):
            continue
        target = f"mailto:{shown}" if found["mail"] else shown if shown.startswith("http") else f"http://{shown}"
        yield found.start(), found.start() + len(shown), target


def link(state: StateCore) -> None:
    """Replace the bare addresses in text by links; inside links they stay text."""
    for block in state.tokens:
        children = block.children or []
        if block.type != "inline" or not any(_may_hold(child) for child in children):
            continue
        made, inside = list[Token](), 0
        for place, child in enumerate(children):
            inside += {"link_open": 1, "link_close": -1}.get(child.type, 0)
            after = children[place + 1].type if place + 1 < len(children) else ""
            if inside or not _may_hold(child):
                made.append(child)
            elif after == "tag" and any(end == len(child.content) for _, end, _ in addresses(child.content)):
                found, hint = session(state.env), "write it as a link: [words](https://example.com/{{ ... }})"
                found.warning("a bare address with an expression in it is no link", found.line_of(block), hint)
                made.append(child)
            else:
                made += _linked(child)
        block.children = made


def _may_hold(child: Token) -> bool:
    return child.type == "text" and ("@" in child.content or "://" in child.content or "www." in child.content)


def _linked(text: Token) -> Iterator[Token]:
    """Yield a text with its addresses as links."""
    last = 0
    for start, end, target in addresses(text.content):
        yield from _text(text.content[last:start])
        yield Token("link_open", "a", 1, attrs={"href": target}, markup="linkify", info="auto")
        yield from _text(text.content[start:end])
        yield Token("link_close", "a", -1, markup="linkify", info="auto")
        last = end
    yield from _text(text.content[last:])


def _text(content: str) -> Iterator[Token]:
    if content:
        yield Token("text", "", 0, content=content)


def _trimmed(url: str) -> str:
    """Return an address without the punctuation of the sentence around it."""
    while True:
        shorter = _TRAILING.sub("", url)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == url:
            return url
        url = shorter
