"""What is in blocks: their text, and the blocks, links and pictures inside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .model import (
    Block,
    Blocks,
    CallOut,
    Code,
    Definitions,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Span,
    Table,
    Text,
)  # fmt: skip


def plain(content: Iterable[Inline]) -> str:
    """Return the characters of inline text, without styles."""
    found = []
    for each in content:
        if isinstance(each, Text | Code):
            found.append(each.text)
        elif isinstance(each, Span | Link):
            found.append(plain(each.content))
        elif isinstance(each, LineBreak):
            found.append(" ")
    return "".join(found)


def inner(block: Block) -> tuple[Blocks, ...]:
    """Return the runs of blocks that stand inside a block."""
    match block:
        case Listing(items):
            return items
        case Quote(blocks) | CallOut(_, blocks):
            return (blocks,)
        case Definitions(entries):
            return tuple(blocks for _, meanings in entries for blocks in meanings)
    return ()


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield every block, outer ones before those inside them."""
    for block in blocks:
        yield block
        for run in inner(block):
            yield from walk(run)


def runs(block: Block) -> Iterator[Inlines]:
    """Yield the runs of inline text that stand in a block itself."""
    match block:
        case Heading(_, content) | Paragraph(content):
            yield content
        case Table(head, rows):
            yield from head
            for row in rows:
                yield from row
        case Definitions(entries):
            yield from (term for term, _ in entries)


def inlines(content: Iterable[Inline]) -> Iterator[Inline]:
    """Yield every inline of a run, outer ones before those inside them."""
    for each in content:
        yield each
        if isinstance(each, Span | Link):
            yield from inlines(each.content)


def links(blocks: Iterable[Block]) -> Iterator[Link]:
    """Yield every link of the blocks."""
    for block in walk(blocks):
        for run in runs(block):
            yield from (inline for inline in inlines(run) if isinstance(inline, Link))


def pictures(blocks: Iterable[Block]) -> Iterator[Picture]:
    """Yield every picture of the blocks."""
    for block in walk(blocks):
        for run in runs(block):
            yield from (inline for inline in inlines(run) if isinstance(inline, Picture))
