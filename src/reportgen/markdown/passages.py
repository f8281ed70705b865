"""Replaces passages of an article by calls of a client's overrides; a passage is a list of spans of the template.

A passage runs from a heading to the next one of the same or a higher level, or to the footnotes.  It can begin or end
inside an `if` or a `for`: then it consists of several spans, and the tags between them stay, so that the template is
still valid when the spans are replaced.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from .compiled import Branch, Compiled, HeadingPlace, Override, Statement, alternatives

HEADING: Final = "{% filter heading("
FOOTNOTES: Final = "{% call footnotes("
DEFINITIONS: Final = frozenset({"set", "macro", "import", "from"})
"""Statements that print nothing; they stay when a passage is replaced, because later text may need them."""
CONDITIONS: Final = frozenset({"if", "for"})


class Span(NamedTuple):
    """A part of a template, given by the offsets of its start and end."""

    start: int
    end: int


class Passage(NamedTuple):
    """A heading and what is below it, given by offsets.

    `start` is where the heading begins, `below` the offset just after it, `end` where text after the passage can be
    inserted; `spans` are the parts below the heading that an override replaces.
    """

    start: int
    below: int
    end: int
    spans: tuple[Span, ...]


class Blocks(NamedTuple):
    """The blocks of a template.

    `extents` maps the index of each statement of a block (its first, its last, each `else`) to the indexes of its first
    and its last; `branches[index]` are the blocks around the text after a statement.
    """

    extents: Mapping[int, tuple[int, int]]
    branches: Sequence[Branch]


def overridden(article: Compiled, overrides: Sequence[Override]) -> Compiled:
    """Return the article with a call of `override(number)` in the place of each overridden passage, or after it.

    An override that begins with a heading takes the heading's place as well.  One whose passage begins inside a passage
    that is replaced is left out.  The text that stays keeps its line numbers.
    """
    if not overrides:
        return article
    blocks = _blocks(article.statements)
    edits = sorted(edit for number, each in enumerate(overrides) for edit in _edits(article, blocks, each, number))
    parts, last = list[str](), 0
    for start, end, call in edits:
        if start >= last:
            lines = "\n" * article.template.count("\n", start, end)
            parts += [article.template[last:start], f"{{{{ {call}{lines} }}}}" if call else f"{{#{lines}#}}"]
            last = end
    return replace(article, template="".join([*parts, article.template[last:]]))


def _edits(article: Compiled, blocks: Blocks, override: Override, number: int) -> Iterator[tuple[int, int, str]]:
    """Yield the start, the end and the call of each change of the template.

    The first span of a passage is replaced by the call, its other spans by nothing.  A heading that is repeated in
    other branches of a condition is changed in each.
    """
    call = f"override({number})"
    with_heading = override.text.template.lstrip().startswith(HEADING)
    for passage in _passages(article, blocks, override.heading):
        first, *others = passage.spans
        if not override.replaces:
            yield passage.end, passage.end, call
            continue
        yield passage.start if with_heading else passage.below, first.end, call
        yield from ((span.start, span.end, "") for span in others)


def _passages(article: Compiled, blocks: Blocks, name: str) -> Iterator[Passage]:
    """Yield the passage of the first heading with that id, and of each such heading in another branch."""
    statements, headings = article.statements, article.headings
    indexes = [index for index, each in enumerate(statements) if each.word == "heading"]
    notes = next((statement.start for statement in statements if statement.word == "footnotes"), len(article.template))
    first: HeadingPlace | None = None
    for number, (index, heading) in enumerate(zip(indexes, headings, strict=True), start=1):
        if heading.id == name and heading.free and (not first or alternatives(first.branch, heading.branch)):
            first = first or heading
            following = (
                statements[other].start
                for other, later in zip(indexes[number:], headings[number:], strict=True)
                if _ends(heading, later)
            )
            yield _passage(statements, blocks, index, min(next(following, notes), notes))


def _ends(heading: HeadingPlace, later: HeadingPlace) -> bool:
    """Whether a passage ends at a later heading."""
    alike = later.id == heading.id or alternatives(heading.branch, later.branch)
    return later.free and later.level <= heading.level and not alike


def _passage(statements: Sequence[Statement], blocks: Blocks, heading: int, end: int) -> Passage:
    """Return the passage that begins at the statement with the index `heading` and ends at the offset `end`."""
    below = blocks.extents[heading][1]
    reaching = (
        statements[first].start
        for first, last in blocks.extents.values()
        if heading < first and statements[first].start < end <= statements[last].start
    )
    spans = tuple(_spans(statements, blocks, heading, end))
    return Passage(statements[heading].start, statements[below].end, min(reaching, default=end), spans)


def _spans(statements: Sequence[Statement], blocks: Blocks, heading: int, end: int) -> Iterator[Span]:
    """Yield the spans between a heading and the offset `end`.

    Left out are definitions, the tags of blocks that begin or end elsewhere, and text in branches other than the
    heading's.
    """
    branch = blocks.branches[heading]
    index = blocks.extents[heading][1]
    start: int | None = statements[index].end
    while (index := index + 1) < len(statements) and statements[index].start < end:
        first, last = blocks.extents.get(index, (index, index))
        inside = heading < first and statements[last].start < end
        if inside and statements[index].word not in DEFINITIONS:
            continue
        if start is not None:
            yield Span(start, statements[index].start)
        index = last if inside else index
        start = None if alternatives(branch, blocks.branches[index]) else statements[index].end
    if start is not None:
        yield Span(start, end)


def _blocks(statements: Sequence[Statement]) -> Blocks:
    """Return the blocks of a template; it must be valid, with every block closed."""
    open_: list[list[int]] = []
    extents: dict[int, tuple[int, int]] = {}
    around: Branch = ()
    branches: list[Branch] = []
    for index, each in enumerate(statements):
        if each.word in ("else", "elif"):
            open_[_last(statements, open_, CONDITIONS)].append(index)
            around = (*around[:-1], (around[-1][0], around[-1][1] + 1))
        elif each.word.startswith("end"):
            kind = each.word.removeprefix("end")
            at = _last(statements, open_, {kind, *({"filter": ["heading"], "call": ["footnotes"]}.get(kind, ()))})
            members = open_[at]
            del open_[at:]  # with what has no end, such as an include
            extents |= dict.fromkeys((*members, index), (members[0], index))
            around = around[:-1] if kind in CONDITIONS else around
        else:
            open_.append([index])
            around = (*around, (index, 0)) if each.word in CONDITIONS else around
        branches.append(around)
    return Blocks(extents, branches)


def _last(statements: Sequence[Statement], blocks: Sequence[Sequence[int]], words: Collection[str]) -> int:
    """Return the index of the innermost open block whose first statement has one of the words."""
    return next(at for at in reversed(range(len(blocks))) if statements[blocks[at][0]].word in words)
