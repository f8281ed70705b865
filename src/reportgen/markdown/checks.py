"""Headings, links, images and lengths of an article: what Markdown allows and a good page does not."""

from __future__ import annotations

import re
from typing import Final

from markdown_it.token import Token

from .jinja_tags import MARK
from .state import Session
from .urls import address_fault, is_internal, normalized, safe_url

LONGEST_WORD: Final = 400
"""Characters without a space; typesetting an unbroken run of thousands takes minutes."""
DEEPEST: Final = 60
"""Elements inside one another."""

_LONG = re.compile(rf"[^\s]{{{LONGEST_WORD + 1}}}")


def check(tokens: list[Token], session: Session) -> None:
    """Collect every problem, and turn each target into what the template will hold."""
    _heading_levels(tokens, session)
    depth = line = 0
    for token in tokens:
        line = session.line_of(token) or line
        depth += token.nesting
        _attributes(token, line, session)
        if token.type in ("fence", "code_block"):
            _length(token.content, line + (token.type == "fence"), session)
        inside = _inline(token, line, session) if token.type == "inline" else 0
        if depth + inside > DEEPEST:
            session.problem(f"more than {DEEPEST} elements inside one another", line, "use fewer levels")
            return


def pieces(text: str, session: Session, part_filter: str = "") -> str:
    """Return a text with marks as one Jinja expression: `"For " ~ (client.name)`."""
    found: list[str] = []
    for number, piece in enumerate(re.split(f"({MARK.pattern.replace('(', '(?:')})", text)):
        if number % 2:
            tag = session.tags.of(piece)[0]
            if tag.kind == "statement":
                hint = "choose with {{ a if b else c }}"
                session.problem(f"{{% {tag.word} %}} cannot stand in a target or an argument", tag.line, hint)
            value = quoted(tag.text) if tag.kind == "literal" else f"({tag.body})"
            found += [value + (f"|{part_filter}" if part_filter and found else "")]
        elif piece:
            found.append(quoted(piece))
    return " ~ ".join(found) or '""'


def quoted(text: str) -> str:
    """Return a text as a string of Jinja's."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _heading_levels(tokens: list[Token], session: Session) -> None:
    """Check that levels go down one at a time from 2: the title comes from the front matter."""
    before = 1
    for token in tokens:
        if token.type != "heading_open":
            continue
        level, line = int(token.tag[1]), session.line_of(token)
        if level == 1:
            hint = "the title is in the front matter; start the body with ##"
            session.problem("a heading of level 1 in the body", line, hint)
        elif level > before + 1:
            hint = f"use {'#' * (before + 1)}"
            session.problem(f"a heading of level {level} follows one of level {before}", line, hint)
        before = max(level, 1)


def _attributes(token: Token, line: int, session: Session) -> None:
    """Check for attributes that an author may not set, and for ids that are taken; most tokens have none."""
    if not token.attrs and not token.meta:
        return
    for name in token.meta.get("insecure_attrs", ()):
        session.problem(f"the attribute {name!r} cannot be set here", line, "use a class: {.name}")
    name = str(token.attrs.get("id", ""))
    session.unknown_ids |= bool(MARK.search(name))
    if name and token.type != "heading_open":
        if name in session.ids:
            session.problem(f"the id {name!r} is used twice", line)
        if not MARK.search(name):
            session.ids.append(name)


def _inline(token: Token, line: int, session: Session) -> int:
    """Check the children of a text, and return how deep they nest."""
    depth = deepest = 0
    for child in token.children or ():
        depth += child.nesting
        deepest = max(deepest, depth)
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type == "link_open":
            _link(child, line, session)
        elif child.type == "image":
            _image(child, line, session)
        elif child.type in ("text", "code_inline"):
            _length(child.content, line, session)
            session.words += len(child.content.split())
        _attributes(child, line, session)
    return deepest


def _length(text: str, line: int, session: Session) -> None:
    if len(text) > LONGEST_WORD and (found := _LONG.search(text)):
        line += text.count("\n", 0, found.start())
        session.problem(f"a word of more than {LONGEST_WORD} characters", line, "put spaces or line ends into it")


def _link(token: Token, line: int, session: Session) -> None:
    """Check the target of a link, or have it made safe when a page knows it."""
    target = str(token.attrs.get("href", ""))
    if MARK.search(target):
        token.attrs["href"] = session.tags.add(f"{{{{ ({pieces(target, session, 'url_part')})|url }}}}", line)
    elif fault := address_fault(target):
        session.problem(fault[0], line, fault[1])
    elif target.startswith("#"):
        session.fragments.append((normalized(target, session.path)[1:], line))
        token.attrs["href"] = safe_url(target)
    elif is_internal(target):
        target = normalized(target, session.path)
        session.links.append((target, line))
        token.attrs["href"] = session.tags.add(f"{{{{ link({quoted(target)}) }}}}", line)
    else:
        token.attrs["href"] = safe_url(target)


def _image(token: Token, line: int, session: Session) -> None:
    """Check the file of an image, which has to be in the project, and the words that are read in its place."""
    target = str(token.attrs.get("src", ""))
    if not token.content.strip():
        hint = "say in the brackets what it shows; decoration belongs into the style sheet"
        session.problem("an image without words", line, hint)
    if MARK.search(target):
        token.attrs["src"] = session.tags.add(f"{{{{ image(({pieces(target, session, 'url_part')})|url) }}}}", line)
    elif is_internal(target):
        target = normalized(target, session.path)
        session.images.append((target, line))
        token.attrs["src"] = session.tags.add(f"{{{{ image({quoted(target)}) }}}}", line)
    else:
        session.problem(f"the image {target!r} is not in the project", line, "put the file beside the article")
