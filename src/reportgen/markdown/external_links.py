"""The links of an article that lead to other sites, with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .autolinks import addresses


def external_links(source: str, first_line: int = 1) -> Iterator[tuple[str, int]]:
    """Yield each web address that the Markdown links to, and its line; those with an expression are left out."""
    lines = source.split("\n")
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        if token.type != "inline" or not token.map:
            continue
        line = token.map[0]
        for target in _targets(token):
            if re.match(r"https?://", target) and "{" not in target and "%7B" not in target:
                at = next((n for n in range(line, token.map[1]) if target in lines[n]), line)
                yield target, first_line + at


def _targets(token: Token) -> Iterator[str]:
    for child in token.children or ():
        if child.type == "link_open":
            yield str(child.attrs.get("href", ""))
        elif child.type == "text":
            yield from (target for _, _, target in addresses(child.content))
