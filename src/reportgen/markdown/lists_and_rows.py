"""Rows, items and paragraphs that depend on tags around them: one table, one list, and nothing that is empty."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from markdown_it.token import Token

from .jinja_tags import MARK
from .state import Session
from .tree import Element, Group, Node, role_of, tag_of

LISTS: Final = frozenset({"bullet_list_open", "ordered_list_open", "dl_open"})


def uncertain(node: Node, session: Session) -> Node:
    """Have a paragraph of nothing but choices appear only if something is chosen; definitions need none of this."""
    if not isinstance(node, Element) or node.open.type != "paragraph_open" or node.open.hidden:
        return node
    inline = node.children[0]
    words, level = set[str](), 0
    for child in inline.children or () if isinstance(inline, Token) else ():
        tag = tag_of(child, session)
        role = role_of(child, session)
        level -= role == "close"
        if level <= 0 and not role and (tag is None or tag.kind != "comment") and child.content.strip():
            return node
        words |= {tag.word} if tag and role == "open" and level == 0 else set()
        level += role == "open"
    if words and words <= {"if", "for"}:
        return _gathered(node)
    if words and words <= {"macro", "set"}:
        node.open.hidden = node.close.hidden = True
    return node


def _gathered(element: Element) -> Element:
    """Return the element, to be left out when it turns out empty."""
    return Element(Token("gather_open", "", 1, map=element.open.map), [element], Token("gather_close", "", -1))


def opened_rows(table: Element, session: Session) -> list[Node]:
    """Turn rows of nothing but statements into the statements; gives those that belong after the table."""
    body = table.children[-1]
    if not isinstance(body, Element) or body.open.type != "tbody_open":
        return []
    rows: list[Node] = []
    for row in body.children:
        rows += _statements(row, session) or [row]
    last = max((at for at, row in enumerate(rows) if isinstance(row, Element)), default=-1)
    stack: list[int] = []
    cut = len(rows)
    for at, row in enumerate(rows):
        if not isinstance(row, Token):
            continue
        role = role_of(row, session)
        if role == "open":
            stack.append(at)
        elif role == "close" and stack:
            stack.pop()
        elif role in ("close", "middle") and not stack:
            cut = min(cut, at)
    cut = min([cut, *stack])
    if cut <= last:
        cut = len(rows)
    body.children = rows[:cut]
    return rows[cut:]


def _statements(row: Node, session: Session) -> list[Node]:
    """Return the statements a table row consists of, none when it has words."""
    if not isinstance(row, Element):
        return []
    inlines = [cell.children[0] for cell in row.children if isinstance(cell, Element)]
    texts = [cell.content for cell in inlines if isinstance(cell, Token)]
    text = " ".join(texts).strip()
    tags = session.tags.of(text)
    if not tags or any(tag.kind in ("expression", "literal") for tag in tags):
        return []
    marks = [found[0] for found in MARK.finditer(text)]
    if "".join(marks) != text.replace(" ", ""):
        return []
    return [Token("tag_block", "", 0, content=mark, map=row.open.map) for mark in marks]


def joined(nodes: list[Node], session: Session) -> list[Node]:
    """Return one level with neighbouring lists, and tags around lists, made one list."""
    result: list[Node] = []
    at = 0
    while at < len(nodes):
        kind = _list_kind(nodes[at], session)
        end = at + 1
        while kind and end < len(nodes) and _list_kind(nodes[end], session) == kind:
            end += 1
        run = nodes[at:end]
        result += _one_list(run, session) if kind else _inside(run, session)
        at = end
    return result


def _inside(run: list[Node], session: Session) -> list[Node]:
    """Return the lists within the branches of a group that is no list itself."""
    for node in run:
        if isinstance(node, Group):
            node.branches = [joined(branch, session) for branch in node.branches]
    return run


def _list_kind(node: Node, session: Session) -> tuple[str, str] | None:
    """Return the kind of list a node is, or holds in every branch and nothing else."""
    if isinstance(node, Element):
        return (node.open.type, node.open.markup) if node.open.type in LISTS else None
    if isinstance(node, Group) and node.open.type == "tag_block":
        tag = tag_of(node.open, session)
        kinds = {_list_kind(each, session) for branch in node.branches for each in branch}
        if tag and tag.word in ("for", "if") and len(kinds) == 1:
            return kinds.pop()
    return None


def _one_list(run: list[Node], session: Session) -> list[Node]:
    """Return a run of lists as one; when nothing in it is certain, the list appears only if it has an item."""
    tag = tag_of(run[0].open, session) if isinstance(run[0], Group) else None
    if len(run) == 1 and tag and tag.word == "if":
        return _inside(run, session)
    if len(run) == 1 and isinstance(run[0], Element):
        return run
    first = _first_list(run)
    items = [item for node in run for item in _items(node)]
    whole = Element(first.open, items, first.close)
    if any(isinstance(node, Element) for node in run):
        return [whole]
    return [_gathered(whole)]


def _first_list(nodes: list[Node]) -> Element:
    """Return the first list element in a run; its attributes hold for the whole."""
    for node in nodes:
        if isinstance(node, Element):
            return node
        if isinstance(node, Group):
            for branch in node.branches:
                if branch:
                    return _first_list(branch)
    raise AssertionError("a run of lists holds a list")


def _items(node: Node) -> list[Node]:
    """Return what a list or a group of lists puts into the one list."""
    if isinstance(node, Element):
        return node.children
    if isinstance(node, Group):
        branches = [[item for each in branch for item in _items(each)] for branch in node.branches]
        return [replace(node, branches=branches)]
    return [node]
