"""The body of an HTML page to blocks and footnotes, with the ids that its own links need."""

from __future__ import annotations

import re

from .html_blocks import blocks
from .html_tree import Tree, body, take_out_notes
from .model import Block, Blocks, Heading, Quote, Rule
from .walk import links


def read_tree(page: Tree) -> tuple[Blocks, dict[str, Blocks]]:
    """Return the blocks of a page's body, and its footnotes by label."""
    take_out_notes(page)
    found = _without_edges(blocks(body(page)))
    notes = {label: blocks(home) for label, home in page.notes.items()}
    return _wanted_ids(found, notes), notes


def _without_edges(found: Blocks) -> Blocks:
    """Return the blocks without lines across the page at either end."""
    while found and isinstance(found[0], Rule):
        found = found[1:]
    while found and isinstance(found[-1], Rule):
        found = found[:-1]
    return found


def _wanted_ids(found: Blocks, notes: dict[str, Blocks]) -> Blocks:
    """Return the blocks, with those ids of headings to which a link leads."""
    every = [*found, *(block for run in notes.values() for block in run)]
    wanted = {link.target[1:] for link in links(every) if link.target.startswith("#")}
    return tuple(_with_ids(block, wanted) for block in found)


def _with_ids(block: Block, wanted: set[str]) -> Block:
    if isinstance(block, Heading):
        kept = block.id in wanted and re.fullmatch(r"[A-Za-z][\w:.-]*", block.id)
        return block if kept else Heading(block.level, block.content)
    if isinstance(block, Quote):
        return Quote(tuple(_with_ids(each, wanted) for each in block.blocks))
    return block
