"""A document's blocks as Markdown of ours, with the line of every remark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .model import (
    Block,
    Blocks,
    CallOut,
    CodeBlock,
    Definitions,
    Document,
    Heading,
    Inlines,
    Listing,
    Markup,
    Paragraph,
    Quote,
    Remark,
    Rule,
    Table,
)
from .walk import walk
from .write_inlines import one_line, wrap, write_inlines


@dataclass(frozen=True, slots=True)
class Placed:
    """A remark, and the line of the file on which it stands."""

    line: int
    remark: Remark


@dataclass(frozen=True, slots=True)
class Body:
    """The Markdown of a document below its front matter."""

    lines: tuple[str, ...]
    remarks: tuple[Placed, ...]


def write_body(document: Document, first_line: int = 1) -> Body:
    """Return the blocks and footnotes of a document; `first_line` is the line of the file on which they start."""
    lines: list[str] = []
    placed: list[Placed] = []
    for remarks, written in _parts(document):
        for part in ([comment(remark) for remark in remarks], written):
            if part and lines:
                lines.append("")
            if part and part is not written:
                placed += [Placed(first_line + len(lines) + more, each) for more, each in enumerate(remarks)]
            lines += part
    return Body(tuple(lines), tuple(placed))


def _parts(document: Document) -> Iterator[tuple[list[Remark], list[str]]]:
    """Yield the remarks of each block with its lines, then those of each footnote."""
    for block, second in _told_apart(document.blocks):
        yield _remarks([block]), _block(block, second)
    for label, blocks in document.notes.items():
        yield _remarks(blocks), _hung(f"[^{label}]: ", _several(blocks), "    ")


def _remarks(blocks: Iterable[Block]) -> list[Remark]:
    return [each for each in walk(blocks) if isinstance(each, Remark)]


def comment(remark: Remark) -> str:
    """Return a remark as a comment, which no page shows."""
    text = f"{remark.kind}: {remark.message}" + (f"; {remark.hint}" if remark.hint else "")
    text = re.sub(r"[{}]", "", " ".join(text.split()))
    return f"{{# {text} #}}"


def _told_apart(blocks: Blocks) -> Iterator[tuple[Block, bool]]:
    """Yield the blocks that say something, and whether each is a list that Markdown would join to the one before."""
    before: Block | None = None
    second = False
    for block in blocks:
        if isinstance(block, Paragraph) and not write_inlines(block.content):
            continue
        second = _alike(before, block) and not second
        yield block, second
        before = block if not isinstance(block, Remark) else before


def _several(blocks: Blocks, tight: bool = False) -> list[str]:
    lines: list[str] = []
    for block, second in _told_apart(blocks):
        written = _block(block, second)
        if lines and written and not tight:
            lines.append("")
        lines += written
    return lines


def _alike(before: Block | None, block: Block) -> bool:
    """Whether two blocks are lists that Markdown would join."""
    lists = isinstance(before, Listing) and isinstance(block, Listing)
    return lists and (before.start is None) == (block.start is None)  # type: ignore[union-attr]


def _block(block: Block, second: bool = False) -> list[str]:
    match block:
        case Heading(level, content, name):
            mark = f" {{#{name}}}" if name else ""
            return [f"{'#' * level} {one_line(write_inlines(content, heading=True))}{mark}"]
        case Paragraph(content):
            return wrap(write_inlines(content))
        case Listing(items, start):
            return _listing(items, start, second)
        case Definitions(entries):
            return _definitions(entries)
        case Quote(blocks):
            return [f"> {line}".rstrip() for line in _several(blocks)]
        case CallOut(title, blocks):
            fence = ":" * (3 + _depth(blocks))
            name = re.sub(r"[{}\n]", "", title).strip()
            return [f"{fence} call-out {name}".rstrip(), *_several(blocks), fence]
        case CodeBlock(text, language):
            return _code(text, language)
        case Table():
            return _table(block)
        case Rule():
            return ["***"]
        case Markup(text):
            return text.split("\n")
        case Remark():
            return []


def _depth(blocks: Blocks) -> int:
    return max((1 + _depth(block.blocks) for block in walk(blocks) if isinstance(block, CallOut)), default=0)


def _listing(items: tuple[Blocks, ...], start: int | None, second: bool) -> list[str]:
    tight = all(_short(item) for item in items)
    lines: list[str] = []
    for number, item in enumerate(items, start or 0):
        marker = ("* " if second else "- ") if start is None else f"{number}{')' if second else '.'} "
        if lines and not tight:
            lines.append("")
        lines += _hung(marker, _several(item, tight), " " * len(marker))
    return lines


def _short(item: Blocks) -> bool:
    """Whether an item is one paragraph, with at most lists of such below it."""
    first, rest = item[:1], item[1:]
    return all(isinstance(each, Paragraph) for each in first) and all(
        isinstance(each, Listing) and all(map(_short, each.items)) and (each.start in (None, 1)) for each in rest
    ) and len(rest) < 2  # fmt: skip


def _hung(marker: str, lines: list[str], indent: str) -> list[str]:
    """Return the lines behind a marker, the later ones below the first."""
    first, *rest = lines or [""]
    return [(marker + first).rstrip(), *((indent + line).rstrip() for line in rest)]


def _definitions(entries: tuple[tuple[Inlines, tuple[Blocks, ...]], ...]) -> list[str]:
    lines: list[str] = []
    for term, meanings in entries:
        if lines:
            lines.append("")
        lines += [" ".join(wrap(write_inlines(term), 10_000))]
        for meaning in meanings:
            lines += _hung(": ", _several(meaning), "  ")
    return lines


def _code(text: str, language: str) -> list[str]:
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return [fence + re.sub(r"[^\w+#.-]", "", language), *text.strip("\n").split("\n"), fence]


def _table(table: Table) -> list[str]:
    dashes = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}
    align = table.align or ("",) * len(table.head)
    return [
        _row(table.head),
        "|" + "|".join(dashes[each] for each in align) + "|",
        *(_row(row) for row in table.rows),
    ]


def _row(cells: tuple[Inlines, ...]) -> str:
    return "| " + " | ".join(one_line(write_inlines(cell, cell=True)) for cell in cells) + " |"
