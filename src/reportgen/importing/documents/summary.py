"""What was understood of a document, in lines for the person who imports it."""

from __future__ import annotations

from .articles import Article
from .model import CodeBlock, Document, Heading, Listing, Paragraph, Quote, Table
from .walk import links, pictures, plain, walk

COUNTED = (
    ("paragraph", Paragraph),
    ("list", Listing),
    ("table", Table),
    ("quotation", Quote),
    ("code block", CodeBlock),
)


def summary(article: Article, short: bool = False) -> list[str]:
    """Return the lines; a short summary leaves the headings out."""
    document = article.document
    lines = [
        "",
        article.path,
        f"  title    {document.title}",
        f"  author   {', '.join(document.authors)}",
        f"  date     {document.date}" + ("   draft" if document.draft else ""),
        f"  holds    {_counts(document)}",
    ]
    if not short:
        lines += ["  headings"] + [
            f"    {'  ' * (block.level - 2)}{plain(block.content).strip()}"
            for block in document.blocks
            if isinstance(block, Heading)
        ]
    lines += [f"  {fact}" for fact in document.notices]
    for placed in article.remarks:
        hint = f"; {placed.remark.hint}" if placed.remark.hint else ""
        lines.append(f"  {article.path}:{placed.line}: {placed.remark.kind}: {placed.remark.message}{hint}")
    return lines


def _counts(document: Document) -> str:
    blocks = list(walk(document.blocks))
    counts = [(sum(isinstance(block, kind) for block in blocks), name) for name, kind in COUNTED]
    counts += [(len(list(links(blocks_of(document)))), "link"), (len(list(pictures(blocks_of(document)))), "picture")]
    counts += [(len(document.notes), "footnote")]
    return ", ".join(f"{count} {name}{'s' if count > 1 else ''}" for count, name in counts if count) or "nothing"


def blocks_of(document: Document) -> tuple:  # type: ignore[type-arg]
    """Return the top blocks of a document."""
    return document.blocks
