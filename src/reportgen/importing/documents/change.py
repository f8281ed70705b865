"""A document with each of its links, pictures or blocks replaced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from .model import (
    Block,
    Blocks,
    CallOut,
    Definitions,
    Heading,
    Inline,
    Inlines,
    Link,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Remark,
    Span,
    Table,
)

Changed = tuple[Inlines, tuple[Remark, ...]]


def change_inlines(blocks: Blocks, change: Callable[[Link | Picture], Changed]) -> Blocks:
    """Return the blocks with every link and picture replaced; the remarks of a change stand before its block."""
    found: list[Block] = []
    for block in blocks:
        notices: list[Remark] = []
        changed = _block(block, change, notices)
        found += [*dict.fromkeys(notices), changed]
    return tuple(found)


def _block(block: Block, change: Callable[[Link | Picture], Changed], notices: list[Remark]) -> Block:
    def run(content: Inlines) -> Inlines:
        return tuple(new for each in content for new in _inline(each))

    def _inline(each: Inline) -> Inlines:
        if isinstance(each, Span):
            return (replace(each, content=run(each.content)),)
        if isinstance(each, Link):
            each = replace(each, content=run(each.content))
        if isinstance(each, Link | Picture):
            new, remarks = change(each)
            notices.extend(remarks)
            return new
        return (each,)

    def deep(inside: Blocks) -> Blocks:
        return tuple(_block(each, change, notices) for each in inside)

    match block:
        case Heading() | Paragraph():
            return replace(block, content=run(block.content))
        case Listing(items):
            return replace(block, items=tuple(deep(item) for item in items))
        case Quote(inside) | CallOut(_, inside):
            return replace(block, blocks=deep(inside))
        case Definitions(entries):
            return Definitions(
                tuple((run(term), tuple(deep(meaning) for meaning in meanings)) for term, meanings in entries)
            )
        case Table(head, rows):
            return replace(block, head=tuple(map(run, head)), rows=tuple(tuple(map(run, row)) for row in rows))
    return block
