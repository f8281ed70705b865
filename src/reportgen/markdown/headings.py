"""The headings of an article: level, id, line, and under which conditions each is on a page."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from .compiled import HeadingPlace
from .jinja_tags import MARK
from .state import Session


def slug(text: str) -> str:
    """Return an id from the words of a heading: `Cost and risk` -> `cost-and-risk`."""
    plain = unicodedata.normalize("NFC", MARK.sub("", text)).lower()
    return re.sub(r"[\s_-]+", "-", re.sub(r"[^\w\s-]", "", plain)).strip("-") or "section"


def heading_id(heading: Token, inline: Token) -> str:
    """Return the id that an author gave a heading, marks still in it, or one from its words."""
    words = "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))
    return str(heading.attrs.get("id") or slug(words))


def headings(tokens: Sequence[Token], session: Session) -> Iterator[HeadingPlace]:
    """Yield the headings of the tokens, in order."""
    blocks: list[tuple[int, int]] = []
    depth = 0
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            name = heading_id(token, tokens[at + 1])
            literal = "" if MARK.search(name) else name
            yield HeadingPlace(int(token.tag[1]), literal, session.line_of(token), not depth, tuple(blocks))
        elif token.type == "tag_block":
            _enter(blocks, session.tags.of(token.content)[0].word, at)
        depth += token.nesting


def _enter(blocks: list[tuple[int, int]], word: str, at: int) -> None:
    """Keep the blocks around what follows a tag: it begins a block, begins its next branch, or ends it."""
    if word in ("if", "for"):
        blocks.append((at, 0))
    elif word in ("elif", "else") and blocks:
        blocks[-1] = (blocks[-1][0], blocks[-1][1] + 1)
    elif word in ("endif", "endfor") and blocks:
        blocks.pop()


def anchors(places: Sequence[HeadingPlace], taken: Sequence[str]) -> tuple[str, ...]:
    """Return every id that a link to a part of the article can name; an id that is taken gets a number."""
    found = set(taken)
    for name, times in Counter(place.id for place in places if place.id).items():
        found |= {name} | {f"{name}-{number}" for number in range(2, times + 1 + (name in taken))}
    return tuple(sorted(found))
