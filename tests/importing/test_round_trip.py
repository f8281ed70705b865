"""Any document that is written as our Markdown and read again keeps headings, lists, links and tables."""

from __future__ import annotations

import string

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reportgen.importing.documents.headings import level_headings
from reportgen.importing.documents.html_body import read_tree
from reportgen.importing.documents.html_tree import tree
from reportgen.importing.documents.model import (
    Block,
    Code,
    CodeBlock,
    Document,
    Heading,
    Inline,
    Link,
    Listing,
    Paragraph,
    Quote,
    Span,
    Table,
    Text,
)  # fmt: skip
from reportgen.importing.documents.walk import plain, runs, walk
from reportgen.importing.documents.write_blocks import write_body
from reportgen.markdown import compile_markdown
from reportgen.rendering.environment import syntax

WORD = st.text(string.ascii_letters + string.digits + "äß#*_`[]{}<>&|!~+-=:.()\\'$%^", min_size=1, max_size=8)
WORDS = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
PLAIN = st.lists(st.text(string.ascii_letters, min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join)
STYLED = st.one_of(
    WORDS.map(Text),
    st.builds(Span, st.sampled_from(["strong", "emphasis", "struck"]), PLAIN.map(lambda each: (Text(each),))),
    st.builds(
        Link, st.sampled_from(["https://a.example/x_(y)", "mailto:a@b.example"]), PLAIN.map(lambda each: (Text(each),))
    ),
    PLAIN.map(Code),
)


def spaced(items: list[Inline]) -> tuple[Inline, ...]:
    """The items with a space between any two, as in a sentence."""
    return tuple(part for item in items for part in (item, Text(" ")))[:-1]


INLINES = st.lists(STYLED, min_size=1, max_size=4).map(spaced)
PARAGRAPH = INLINES.map(Paragraph)


def lists(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    item = st.tuples(PARAGRAPH) | st.tuples(PARAGRAPH, inner)
    return st.builds(Listing, st.lists(item, min_size=1, max_size=3).map(tuple), st.sampled_from([None, 1, 7]))


LISTS = st.recursive(
    st.builds(Listing, st.lists(st.tuples(PARAGRAPH), min_size=1, max_size=3).map(tuple)), lists, max_leaves=4
)
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.builds(
        Table,
        st.tuples(*[INLINES] * width),
        st.lists(st.tuples(*[INLINES] * width), min_size=1, max_size=3).map(tuple),
        st.just(("", "left", "center", "right")[:width]),
    )
)
BLOCKS = st.lists(
    st.one_of(
        PARAGRAPH, LISTS, TABLES,
        st.builds(Heading, st.integers(1, 4), INLINES),
        st.builds(Quote, st.tuples(PARAGRAPH)),
        st.builds(CodeBlock, WORDS, st.sampled_from(["", "python"])),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


def outline(blocks: tuple[Block, ...]) -> list[tuple[str, object]]:
    """The kind and the text of each block, and where links lead."""
    found: list[tuple[str, object]] = []
    for block in walk(blocks):
        if isinstance(block, CodeBlock):
            found.append(("code", block.text))
            continue
        size = (len(block.items), block.start) if isinstance(block, Listing) else getattr(block, "level", "")
        found.append((type(block).__name__, size))
        found += [("text", " ".join(plain(run).split())) for run in runs(block)]
    return found


@settings(max_examples=300, deadline=None)
@given(BLOCKS)
def test_a_document_to_markdown_and_back_keeps_its_structure(blocks: list[Block]) -> None:
    given_blocks = level_headings(tuple(blocks))
    text = "\n".join(write_body(Document(title="x", blocks=given_blocks)).lines) + "\n"
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    back, _ = read_tree(tree(html))
    assert outline(back) == outline(given_blocks), text


@settings(max_examples=300, deadline=None)
@given(BLOCKS)
def test_our_own_markdown_takes_every_such_document(blocks: list[Block]) -> None:
    text = "\n".join(write_body(Document(title="x", blocks=level_headings(tuple(blocks)))).lines) + "\n"
    assert compile_markdown(text, "article.md", syntax())[0].template
