"""Tags and elements, one inside the other: pairs them, joins rows and lists, refuses what would cut an element."""

from __future__ import annotations

from itertools import pairwise

from markdown_it.token import Token

from .lists_and_rows import LISTS, joined, opened_rows, uncertain
from .pairing import paired
from .state import Session
from .tree import Element, Node, flat, to_tree


def arrange(tokens: list[Token], session: Session) -> list[Token]:
    """Return the tokens with rows and lists joined across tags; notes what is unclosed or would cut an element."""
    if _arranged_already(tokens, session):
        return tokens
    return list(flat(arranged(to_tree(tokens), session)))


def _arranged_already(tokens: list[Token], session: Session) -> bool:
    """Whether there is no tag, no directive, and no list right after a list, as in most articles."""
    if session.tags.items or any(token.type.startswith("directive_") for token in tokens):
        return False
    neighbours = pairwise(token.type for token in tokens)
    return not any(after in LISTS and before == after.replace("open", "close") for before, after in neighbours)


def arranged(nodes: list[Node], session: Session) -> list[Node]:
    """Return one level and all below it."""
    level: list[Node] = []
    for node in nodes:
        if isinstance(node, Token) and node.type == "inline":
            node.children = list(flat(arranged(to_tree(node.children or []), session)))
        if isinstance(node, Element) and node.open.type == "table_open":
            level += [node, *opened_rows(node, session)]
        else:
            level.append(node)
    for node in level:
        if isinstance(node, Element):
            node.children = arranged(node.children, session)
    level = [uncertain(node, session) for node in level]
    return joined(paired(level, session), session)
