"""Tags and elements, one inside the other: pairs them, joins rows and lists, refuses what would cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final, TypeAlias

from markdown_it.token import Token

from ..problems import did_you_mean
from .jinja_tags import MARK, Tag
from .state import Session

OPENERS: Final = frozenset({"for", "if", "call", "filter", "macro", "with", "set"})
MIDDLES: Final = {"else": ("if", "for"), "elif": ("if",)}
PLAIN: Final = frozenset({"set", "include", "import", "from"})
REFUSED: Final = frozenset({"extends", "block", "endblock", "autoescape", "endautoescape"})
WORDS: Final = OPENERS | PLAIN | set(MIDDLES) | {f"end{word}" for word in OPENERS}
MOST_GROUPS: Final = 12
LISTS: Final = frozenset({"bullet_list_open", "ordered_list_open", "dl_open"})
SAME_PLACE: Final = (
    "open and close it in the same text, item, cell or section; around rows and items, on lines of its own"
)

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


def arrange(tokens: list[Token], session: Session) -> list[Token]:
    """The tokens with rows and lists joined across tags; notes what is unclosed or would cut an element."""
    if _arranged_already(tokens, session):
        return tokens
    return list(_flat(_arranged(_tree(tokens), session)))


def _arranged_already(tokens: list[Token], session: Session) -> bool:
    """Whether there is no tag, no directive, and no list right after a list, as in most articles."""
    if session.tags.items or any(token.type.startswith("directive_") for token in tokens):
        return False
    neighbours = pairwise(token.type for token in tokens)
    return not any(after in LISTS and before == after.replace("open", "close") for before, after in neighbours)


def _tree(tokens: list[Token]) -> list[Node]:
    """The tokens as elements inside one another."""
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


def _flat(nodes: list[Node]) -> Iterator[Token]:
    """The tokens of nodes, in order."""
    for node in nodes:
        if isinstance(node, Element):
            yield node.open
            yield from _flat(node.children)
            yield node.close
        elif isinstance(node, Group):
            yield node.open
            for number, branch in enumerate(node.branches):
                if number:
                    yield node.middles[number - 1]
                yield from _flat(branch)
            if node.close:
                yield node.close
        else:
            yield node


def _arranged(nodes: list[Node], session: Session) -> list[Node]:
    """One level and all below it."""
    level: list[Node] = []
    for node in nodes:
        if isinstance(node, Token) and node.type == "inline":
            node.children = list(_flat(_arranged(_tree(node.children or []), session)))
        if isinstance(node, Element) and node.open.type == "table_open":
            level += [node, *_opened_rows(node, session)]
        else:
            level.append(node)
    for node in level:
        if isinstance(node, Element):
            node.children = _arranged(node.children, session)
    level = [_uncertain(node, session) for node in level]
    return _joined(_paired(level, session), session)


def _uncertain(node: Node, session: Session) -> Node:
    """A paragraph of nothing but choices is there only if something is chosen; definitions need none."""
    if not isinstance(node, Element) or node.open.type != "paragraph_open" or node.open.hidden:
        return node
    inline = node.children[0]
    words, level = set[str](), 0
    for child in inline.children or () if isinstance(inline, Token) else ():
        tag = _tag(child, session)
        role = _role(child, session)
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
    """The element, to be left out when it turns out empty."""
    return Element(Token("gather_open", "", 1, map=element.open.map), [element], Token("gather_close", "", -1))


def _opened_rows(table: Element, session: Session) -> list[Node]:
    """Turns rows of nothing but statements into the statements; gives those that belong after the table."""
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
        role = _role(row, session)
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
    """The statements a table row consists of, none when it has words."""
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


def _tag(token: Token, session: Session) -> Tag | None:
    """The tag of a token, if it is one."""
    if token.type == "tag_block":
        return session.tags.of(token.content)[0]
    return session.tags.of(token.meta["mark"])[0] if token.type == "tag" else None


def _role(token: Token, session: Session) -> str:
    """`open`, `middle` or `close` for what divides a level, else nothing."""
    if token.type.startswith("directive_"):
        return token.type.removeprefix("directive_")
    tag = _tag(token, session)
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


def _name(token: Token, session: Session) -> str:
    """How a message names a token."""
    if token.type.startswith("directive_"):
        return f"{token.markup} {token.info}".strip()
    tag = _tag(token, session)
    return f"{{% {tag.word} %}}" if tag else ""


def _line(token: Token, session: Session) -> int:
    tag = _tag(token, session)
    return tag.line if tag else session.line_of(token)


def _closes(close: Token, opener: Token, session: Session) -> bool:
    """Whether one ends the other."""
    if close.type == "directive_close" or opener.type == "directive_open":
        return close.type == "directive_close" and opener.type == "directive_open"
    first, last = _tag(opener, session), _tag(close, session)
    return bool(first and last and last.word == f"end{first.word}")


def _paired(nodes: list[Node], session: Session) -> list[Node]:
    """One level with every tag and directive paired with its end."""
    root: list[Node] = []
    stack: list[Group] = []

    def here() -> list[Node]:
        return stack[-1].branches[-1] if stack else root

    for node in nodes:
        role = _role(node, session) if isinstance(node, Token) else ""
        if not isinstance(node, Token) or not role:
            if isinstance(node, Token):
                _known(node, session)
            here().append(node)
        elif role == "open":
            stack.append(Group(node))
            if len(stack) > MOST_GROUPS:
                _too_deep(node, session)
                return [*root, *stack]
        elif role == "middle":
            _divide(node, stack, session)
        else:
            _close(node, stack, root, session)
    for group in stack:
        _unclosed(group, session)
    return root if not stack else [*root, *stack]


def _too_deep(token: Token, session: Session) -> None:
    hint = "Python itself stops at 20 loops; move the inner ones into a template"
    session.problem(f"more than {MOST_GROUPS} tags inside one another", _line(token, session), hint)


def _known(token: Token, session: Session) -> None:
    """Notes a statement that does not exist, or not here."""
    tag = _tag(token, session)
    if not tag or tag.kind != "statement" or tag.word in WORDS:
        return
    if tag.word in REFUSED:
        session.problem(f"{{% {tag.word} %}} has no place in an article", tag.line)
    else:
        session.problem(f"unknown tag {{% {tag.word} %}}", tag.line, did_you_mean(tag.word, WORDS))


def _divide(node: Token, stack: list[Group], session: Session) -> None:
    """`else` and `elif` begin a new branch."""
    tag = _tag(node, session)
    opener = _tag(stack[-1].open, session) if stack else None
    if tag and opener and opener.word in MIDDLES[tag.word]:
        stack[-1].middles.append(node)
        stack[-1].branches.append([])
        return
    session.problem(f"{_name(node, session)} belongs to no tag here", _line(node, session), SAME_PLACE)


def _close(node: Token, stack: list[Group], root: list[Node], session: Session) -> None:
    """An end takes its group off the stack; what was opened inside and not closed is noted."""
    fitting = [at for at, group in enumerate(stack) if _closes(node, group.open, session)]
    same = [at for at in fitting if stack[at].open.markup == node.markup]
    if not fitting:
        _closes_nothing(node, session)
        return
    at = (same or fitting)[-1]
    for group in stack[at + 1 :]:
        _unclosed(group, session)
    group = stack[at]
    del stack[at:]
    group.close = node
    (stack[-1].branches[-1] if stack else root).append(group)


def _closes_nothing(node: Token, session: Session) -> None:
    tag = _tag(node, session)
    if tag and tag.word not in WORDS:
        session.problem(f"unknown tag {{% {tag.word} %}}", tag.line, did_you_mean(tag.word, WORDS))
        return
    hint = SAME_PLACE if tag else "remove it, or write the opening line above it"
    session.problem(f"{_name(node, session)} closes nothing here", _line(node, session), hint)


def _unclosed(group: Group, session: Session) -> None:
    token = group.open
    if token.type == "directive_open":
        hint = f"end it with a line of {token.markup}"
    else:
        tag = _tag(token, session)
        hint = f"add {{% end{tag.word if tag else ''} %}}; {SAME_PLACE}"
    session.problem(f"{_name(token, session)} is not closed here", _line(token, session), hint)


def _joined(nodes: list[Node], session: Session) -> list[Node]:
    """One level with neighbouring lists, and tags around lists, made one list."""
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
    """Lists within the branches of a group that is no list itself."""
    for node in run:
        if isinstance(node, Group):
            node.branches = [_joined(branch, session) for branch in node.branches]
    return run


def _list_kind(node: Node, session: Session) -> tuple[str, str] | None:
    """The kind of list a node is, or holds in every branch and nothing else."""
    if isinstance(node, Element):
        return (node.open.type, node.open.markup) if node.open.type in LISTS else None
    if isinstance(node, Group) and node.open.type == "tag_block":
        tag = _tag(node.open, session)
        kinds = {_list_kind(each, session) for branch in node.branches for each in branch}
        if tag and tag.word in ("for", "if") and len(kinds) == 1:
            return kinds.pop()
    return None


def _one_list(run: list[Node], session: Session) -> list[Node]:
    """A run of lists as one; when nothing in it is certain, the list appears only if it has an item."""
    tag = _tag(run[0].open, session) if isinstance(run[0], Group) else None
    if len(run) == 1 and tag and tag.word == "if":
        return _inside(run, session)
    if len(run) == 1 and isinstance(run[0], Element):
        return run
    first = _first_list(run)
    items = [each for node in run for each in _items(node)]
    whole = Element(first.open, items, first.close)
    if any(isinstance(node, Element) for node in run):
        return [whole]
    return [_gathered(whole)]


def _first_list(nodes: list[Node]) -> Element:
    """The first list element in a run; its attributes hold for the whole."""
    for node in nodes:
        if isinstance(node, Element):
            return node
        if isinstance(node, Group):
            for branch in node.branches:
                if branch:
                    return _first_list(branch)
    raise AssertionError("a run of lists holds a list")


def _items(node: Node) -> list[Node]:
    """What a list or a group of lists puts into the one list."""
    if isinstance(node, Element):
        return node.children
    if isinstance(node, Group):
        branches = [[item for each in branch for item in _items(each)] for branch in node.branches]
        return [replace(node, branches=branches)]
    return [node]
