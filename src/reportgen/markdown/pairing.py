"""Every tag and directive of a level with its end; what is unclosed, closes nothing or is unknown is a problem."""

from __future__ import annotations

from typing import Final

from markdown_it.token import Token

from ..problems import did_you_mean
from .state import Session
from .tree import MIDDLES, OPENERS, Group, Node, role_of, tag_of

PLAIN: Final = frozenset({"set", "include", "import", "from"})
REFUSED: Final = frozenset({"extends", "block", "endblock", "autoescape", "endautoescape"})
WORDS: Final = OPENERS | PLAIN | set(MIDDLES) | {f"end{word}" for word in OPENERS}
MOST_GROUPS: Final = 12
SAME_PLACE: Final = (
    "open and close it in the same text, item, cell or section; around rows and items, on lines of its own"
)


def paired(nodes: list[Node], session: Session) -> list[Node]:
    """Return one level with every tag and directive paired with its end."""
    root: list[Node] = []
    stack: list[Group] = []

    def here() -> list[Node]:
        return stack[-1].branches[-1] if stack else root

    for node in nodes:
        role = role_of(node, session) if isinstance(node, Token) else ""
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


def _name(token: Token, session: Session) -> str:
    """Return how a message names a token."""
    if token.type.startswith("directive_"):
        return f"{token.markup} {token.info}".strip()
    tag = tag_of(token, session)
    return f"{{% {tag.word} %}}" if tag else ""


def _line(token: Token, session: Session) -> int:
    tag = tag_of(token, session)
    return tag.line if tag else session.line_of(token)


def _closes(close: Token, opener: Token, session: Session) -> bool:
    """Whether one ends the other."""
    if close.type == "directive_close" or opener.type == "directive_open":
        return close.type == "directive_close" and opener.type == "directive_open"
    first, last = tag_of(opener, session), tag_of(close, session)
    return bool(first and last and last.word == f"end{first.word}")


def _too_deep(token: Token, session: Session) -> None:
    hint = "Python itself stops at 20 loops; move the inner ones into a template"
    session.problem(f"more than {MOST_GROUPS} tags inside one another", _line(token, session), hint)


def _known(token: Token, session: Session) -> None:
    """Collect a statement that does not exist, or not here."""
    tag = tag_of(token, session)
    if not tag or tag.kind != "statement" or tag.word in WORDS:
        return
    if tag.word in REFUSED:
        session.problem(f"{{% {tag.word} %}} has no place in an article", tag.line)
    else:
        session.problem(f"unknown tag {{% {tag.word} %}}", tag.line, did_you_mean(tag.word, WORDS))


def _divide(node: Token, stack: list[Group], session: Session) -> None:
    """Begin a new branch at `else` or `elif`."""
    tag = tag_of(node, session)
    opener = tag_of(stack[-1].open, session) if stack else None
    if tag and opener and opener.word in MIDDLES[tag.word]:
        stack[-1].middles.append(node)
        stack[-1].branches.append([])
        return
    session.problem(f"{_name(node, session)} belongs to no tag here", _line(node, session), SAME_PLACE)


def _close(node: Token, stack: list[Group], root: list[Node], session: Session) -> None:
    """Take the group that ends off the stack, and collect what was opened inside it and not closed."""
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
    tag = tag_of(node, session)
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
        tag = tag_of(token, session)
        hint = f"add {{% end{tag.word if tag else ''} %}}; {SAME_PLACE}"
    session.problem(f"{_name(token, session)} is not closed here", _line(token, session), hint)
