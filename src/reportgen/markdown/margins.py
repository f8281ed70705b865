"""Margin notes and the blocks that they can be beside, marked in the template of an article.

Which block follows a note is known only when a page is made, because there can be conditions between them.  So the
compiler marks where notes and blocks begin and end, `beside` pairs them on the page, and no HTML has to be recognized.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markdown_it.token import Token

NOTE, NOTE_END, BLOCK, BLOCK_END = "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"
"""Unicode non-characters, which no text may hold."""

_MARKS: Final = re.compile(f"([{NOTE}{NOTE_END}{BLOCK}{BLOCK_END}])")
Part = tuple[str, str]
"""The mark that begins a part of a page (empty for what is neither note nor block), and its HTML."""


def marked(tokens: list[Token]) -> list[Token]:
    """Return the tokens with marks around margin notes, paragraphs and call-outs, if there is a margin note."""
    if not any(token.type == "directive_open" and token.info == "margin" for token in tokens):
        return tokens
    return list(_marked(tokens))


def _marked(tokens: list[Token]) -> Iterator[Token]:
    ends = _ends(tokens)
    after: dict[int, str] = {}
    whole = 0  # no marks inside of a note, nor inside of what may turn out empty
    for at, token in enumerate(tokens):
        kind = _kind(tokens, at) if at >= whole and at in ends else ""
        if kind:
            yield Token("mark", "", 0, content=kind)
            after[ends[at]] = NOTE_END if kind == NOTE else BLOCK_END
            if kind == NOTE or token.type == "gather_open":
                whole = ends[at]
        yield token
        if at in after:
            yield Token("mark", "", 0, content=after[at])


def _kind(tokens: list[Token], at: int) -> str:
    """Return the mark for what begins at a token: a note, a block that a note can be beside, or nothing."""
    token = tokens[at]
    if token.type == "directive_open":
        return {"margin": NOTE, "call-out": BLOCK}.get(token.info, "")
    if token.type == "gather_open":
        return BLOCK if tokens[at + 1].type == "paragraph_open" else ""
    return BLOCK if token.type == "paragraph_open" and not token.hidden and not token.attrs else ""


def _ends(tokens: list[Token]) -> dict[int, int]:
    """Return where each element and directive ends, by where it begins."""
    opened: list[int] = []
    ends: dict[int, int] = {}
    for at, token in enumerate(tokens):
        if token.nesting == 1 or token.type == "directive_open":
            opened.append(at)
        elif (token.nesting == -1 or token.type == "directive_close") and opened:
            ends[opened.pop()] = at
    return ends


def beside(html: str) -> str:
    """Return a page's text with each note and the block after it in one element: phones turn their order."""
    if NOTE not in html and BLOCK not in html:
        return html
    levels: list[list[Part]] = [[]]
    opened: list[str] = []
    for piece in _MARKS.split(html):
        if piece in (NOTE, BLOCK):
            opened.append(piece)
            levels.append([])
        elif piece in (NOTE_END, BLOCK_END) and opened:
            text = _paired(levels.pop())
            levels[-1].append((opened.pop(), text))
        elif piece:
            levels[-1].append(("", piece))
    return "".join(_paired(level) for level in levels)


def _paired(parts: list[Part]) -> str:
    """Return the HTML of parts that follow one another, each note in one element with the block after it."""
    made: list[str] = []
    at = 0
    while at < len(parts):
        kind, html = parts[at]
        after = at + 1
        while after < len(parts) and not parts[after][1].strip():
            after += 1
        if kind == NOTE and after < len(parts) and parts[after][0] == BLOCK:
            block = parts[after][1]
            inside = block.rstrip("\n")
            html = f'<div class="noted">{html.rstrip()}\n{inside}</div>{block[len(inside) :]}'
            at = after
        made.append(html)
        at += 1
    return "".join(made)
