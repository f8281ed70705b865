"""Tokens as elements and groups inside one another, and the part that each tag has in that order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from markdown_it.token import Token

from .jinja_tags import Tag
from .state import Session

OPENERS: Final = frozenset({"for", "if", "call", "filter", "macro", "with", "set"})
MIDDLES: Final = {"else": ("if", "for"), "elif": ("if",)}

_SET_BLOCK = re.compile(r"set\s+[\w.]+\s*(\|.*)?\Z", re.S)


@dataclass(slots=True)
class Element:
    """An HTML element: its two tokens and what is between them."""

    open: Token
    children: list[Node]
    close: Token


@dataclass(slots=True)
class Group:
    """A tag or directive with its end; `branches` are what `else` and `elif` divide."""

    open: Token
    branches: list[list[Node]] = field(default_factory=lambda: [[]])
    middles: list[Token] = field(default_factory=list)
    close: Token | None = None


Node: TypeAlias = "Element | Group | Token"


def to_tree(tokens: list[Token]) -> list[Node]:
    """Return the tokens as elements inside one another."""
    stack: list[list[Node]] = [[]]
    opened: list[Token] = []
    for token in tokens:
        if token.nesting == 1:
            opened.append(token)
            stack.append([])
        elif token.nesting == -1 and opened:
            children = stack.pop()
            stack[-1].append(Element(opened.pop(), children, token))
        else:
            stack[-1].append(token)
    return stack[0]


def flat(nodes: list[Node]) -> Iterator[Token]:
    """Yield the tokens of nodes, in order."""
    for node in nodes:
        if isinstance(node, Element):
            yield node.open
            yield from flat(node.children)
            yield node.close
        elif isinstance(node, Group):
            yield node.open
            for number, branch in enumerate(node.branches):
                if number:
                    yield node.middles[number - 1]
                yield from flat(branch)
            if node.close:
                yield node.close
        else:
            yield node


def tag_of(token: Token, session: Session) -> Tag | None:
    """Return the tag of a token, if it is one."""
    if token.type == "tag_block":
        return session.tags.of(token.content)[0]
    return session.tags.of(token.meta["mark"])[0] if token.type == "tag" else None


def role_of(token: Token, session: Session) -> str:
    """Return `open`, `middle` or `close` for what divides a level, else nothing."""
    if token.type.startswith("directive_"):
        return token.type.removeprefix("directive_")
    tag = tag_of(token, session)
    if not tag or tag.kind != "statement":
        return ""
    word = tag.word
    if word == "set":
        return "open" if _SET_BLOCK.match(tag.body) else ""
    if word in OPENERS:
        return "open"
    if word in MIDDLES:
        return "middle"
    return "close" if word.startswith("end") else ""
