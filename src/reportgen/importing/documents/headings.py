"""Headings as a page of ours wants them: from level 2 down, one level at a time."""

from __future__ import annotations

from dataclasses import replace

from .model import Block, Blocks, CallOut, Heading, Listing, Paragraph, Quote, Span


def level_headings(blocks: Blocks) -> Blocks:
    """Return the blocks with the highest heading at level 2 and no level left out; inside other blocks, bold text."""
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    top = min(levels, default=2)
    found: list[Block] = []
    stack: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            while stack and stack[-1] >= block.level:
                stack.pop()
            stack.append(block.level)
            level = min(len(stack) + 1 if block.level > top or len(stack) > 1 else 2, 6)
            found.append(replace(block, level=level, content=_plain(block)))
        else:
            found.append(_inside(block))
    return tuple(found)


def _plain(heading: Heading) -> tuple:  # type: ignore[type-arg]
    """Return a heading that is bold as a whole, without the bold."""
    content = heading.content
    if len(content) == 1 and isinstance(content[0], Span) and content[0].style == "strong":
        return content[0].content
    return content


def _inside(block: Block) -> Block:
    match block:
        case Quote(blocks):
            return Quote(_bold(blocks))
        case CallOut(title, blocks):
            return CallOut(title, _bold(blocks))
        case Listing(items, start):
            return Listing(tuple(_bold(item) for item in items), start)
    return block


def _bold(blocks: Blocks) -> Blocks:
    """Return the blocks with headings as paragraphs in bold, for places where no heading can be."""
    return tuple(
        Paragraph((Span("strong", block.content),)) if isinstance(block, Heading) else _inside(block)
        for block in blocks
    )
