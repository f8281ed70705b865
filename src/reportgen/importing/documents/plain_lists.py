"""Lists in plain text, with any sign as bullet and indents as levels."""

from __future__ import annotations

import re
from collections.abc import Callable

from .model import Block, Blocks, Inlines, Listing, Paragraph

_ITEM = re.compile(
    r"^(?P<indent>\s*)(?:(?P<bullet>[•◦▪▫‣⁃●○■□➢➤✓✔✗·*\uf0b7\uf0a7-]|[–—](?=\s)|o(?=\s{2,}))\s*|(?P<number>\d{1,3})[.)]\s+|(?P<letter>[a-z])\)\s+)(?=\S)"
)


def is_item(line: str) -> bool:
    """Whether a line begins an item of a list."""
    found = _ITEM.match(line)
    return found is not None and (found["bullet"] not in ("*", "-", "·") or bool(re.match(r"\s*[*·-]\s", line)))


def bullets(lines: list[str], inline: Callable[[str], Inlines]) -> list[Block]:
    """Return the lists that lines make; a line that begins no item belongs to the one above it."""
    entries: list[tuple[int, int | None, str]] = []
    for line in lines:
        found = _ITEM.match(line) if is_item(line) else None
        if found:
            number = int(found["number"]) if found["number"] else 1 if found["letter"] else None
            entries.append((len(found["indent"]), number, line[found.end() :].strip()))
        elif entries:
            indent, number, text = entries[-1]
            entries[-1] = (indent, number, f"{text} {line.strip()}")
    found_lists, rest = _level(entries, inline)
    while rest:
        more, rest = _level(rest, inline)
        found_lists += more
    return found_lists


def _level(
    entries: list[tuple[int, int | None, str]], inline: Callable[[str], Inlines]
) -> tuple[list[Block], list[tuple[int, int | None, str]]]:
    """Return the list at the first entry's indent, with deeper ones inside; and the entries that are left."""
    indent, first, _ = entries[0]
    items: list[Blocks] = []
    rest = entries
    while rest:
        here, number, text = rest[0]
        if here > indent + 1 and items:
            inner, rest = _level(rest, inline)
            items[-1] = (*items[-1], *inner)
            continue
        if here < indent - 1 or (number is None) != (first is None):
            break
        items.append((Paragraph(inline(text)),))
        rest = rest[1:]
    return [Listing(tuple(items), first)], rest
