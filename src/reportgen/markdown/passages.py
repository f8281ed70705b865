"""The passages of a compiled article, and the article with some of them overridden.

A passage runs from a heading to the next one of its rank.  It can reach into or out of an `if` or a `for`: then it is
several spans, and the tags between them stay, so that the article without the passage is still a template.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from .compiled import Branch, Compiled, HeadingPlace, Override, Passage, Span, alternatives
from .jinja_tags import Tag

HEADING: Final = "{% filter heading("
FOOTNOTES: Final = "{% call footnotes("
DEFINITIONS: Final = frozenset({"set", "macro", "import", "from"})
"""Statements that print nothing, and that the text after a passage may need."""


class PlacedTag(NamedTuple):
    """A tag of a template, and the offsets at which it begins and ends."""

    tag: Tag
    start: int
    end: int


class Blocks(NamedTuple):
    """The blocks of a template, by the indexes of its tags.

    `extents` gives for each tag of a block the tags that begin and end it; `branches` the blocks around what
    follows each tag.
    """

    extents: Mapping[int, tuple[int, int]]
    branches: Sequence[Branch]


def with_passages(headings: Iterable[HeadingPlace], tags: Sequence[PlacedTag], length: int) -> Iterator[HeadingPlace]:
    """Yield the headings of an article, in order, with the blocks around each and its passage.

    `tags` are the tags of its template, `length` is that of the template.  A heading inside a list, a quotation or
    a directive has no passage, and ends none.
    """
    blocks = _blocks(tags)
    indexes = [index for index, each in enumerate(tags) if each.tag.text.startswith(HEADING)]
    placed = [
        (index, heading._replace(branch=blocks.branches[index]))
        for index, heading in zip(indexes, headings, strict=True)
    ]
    notes = next((each.start for each in tags if each.tag.text.startswith(FOOTNOTES)), length)
    for number, (index, heading) in enumerate(placed, start=1):
        if heading.free and heading.id:
            following = (tags[other].start for other, later in placed[number:] if _ends(heading, later))
            heading = heading._replace(passage=_passage(tags, blocks, index, min(next(following, length), notes)))
        if heading.id:
            yield heading


def overridden(article: Compiled, overrides: Sequence[Override]) -> Compiled:
    """Return the article with a call of `override(number)` in the place of each override, on unchanged lines.

    An override that begins with a heading takes the heading's place as well.  One whose passage is inside that of
    another is left out.
    """
    edits = sorted(edit for number, each in enumerate(overrides) for edit in _edits(article, each, number))
    parts, last = list[str](), 0
    for start, end, call in edits:
        if start >= last:
            lines = "\n" * article.template.count("\n", start, end)
            call_or_comment = f"{{{{ {call}{lines} }}}}" if call else f"{{#{lines}#}}"
            parts += [article.template[last:start], call_or_comment]
            last = end
    return replace(article, template="".join([*parts, article.template[last:]]))


def _edits(article: Compiled, override: Override, number: int) -> Iterator[tuple[int, int, str]]:
    """Yield spans of the template and the call that replaces each; one passage may stand in several branches."""
    call = f"override({number})"
    same = [each for each in article.headings if each.id == override.heading]
    for heading in same:
        if not heading.passage or (heading != same[0] and not alternatives(same[0].branch, heading.branch)):
            continue
        start, below, end, spans = heading.passage
        if not override.replaces:
            yield end, end, call
            continue
        with_heading = override.text.template.lstrip().startswith(HEADING)
        yield start if with_heading else below, spans[0].end, call
        yield from ((span.start, span.end, "") for span in spans[1:])


def _ends(heading: HeadingPlace, later: HeadingPlace) -> bool:
    """Whether a passage ends at a later heading."""
    alike = later.id == heading.id or alternatives(heading.branch, later.branch)
    return later.free and later.level <= heading.level and not alike


def _passage(tags: Sequence[PlacedTag], blocks: Blocks, heading: int, end: int) -> Passage:
    """Return the passage of a heading, which is the tag of that index, up to an offset."""
    below = blocks.extents[heading][1]
    reaching = (
        tags[index].start
        for index, (first, last) in blocks.extents.items()
        if heading < index == first and tags[index].start < end <= tags[last].start
    )
    spans = tuple(_spans(tags, blocks, heading, end))
    return Passage(tags[heading].start, tags[below].end, min(reaching, default=end), spans)


def _spans(tags: Sequence[PlacedTag], blocks: Blocks, heading: int, end: int) -> Iterator[Span]:
    """Yield the spans below a heading: all but definitions, tags of blocks that reach out, and other branches."""
    branch = blocks.branches[heading]
    index = blocks.extents[heading][1]
    start: int | None = tags[index].end
    while (index := index + 1) < len(tags) and tags[index].start < end:
        first, last = blocks.extents.get(index, (index, index))
        inside = heading < first and tags[last].start < end
        if inside and _word(tags[index].tag) not in DEFINITIONS:
            continue
        if start is not None:
            yield Span(start, tags[index].start)
        index = last if inside else index
        start = None if alternatives(branch, blocks.branches[index]) else tags[index].end
    if start is not None:
        yield Span(start, end)


def _blocks(tags: Sequence[PlacedTag]) -> Blocks:
    """Return the blocks of a template that Jinja accepts."""
    members: list[list[int]] = []
    extents: dict[int, tuple[int, int]] = {}
    around: Branch = ()
    branches: list[Branch] = []
    for index, each in enumerate(tags):
        word = _word(each.tag)
        if word in ("else", "elif"):
            _last(tags, members, ("if", "for")).append(index)
            around = (*around[:-1], (around[-1][0], around[-1][1] + 1))
        elif word.startswith("end"):
            block = _last(tags, members, (word.removeprefix("end"),))
            del members[next(at for at, open_ in enumerate(members) if open_ is block) :]
            extents |= dict.fromkeys((*block, index), (block[0], index))
            around = around[:-1] if word in ("endif", "endfor") else around
        elif word:
            members.append([index])  # what has no end, such as an include, is dropped with the block around it
            around = (*around, (index, 0)) if word in ("if", "for") else around
        branches.append(around)
    return Blocks(extents, branches)


def _last(tags: Sequence[PlacedTag], members: Sequence[list[int]], words: Iterable[str]) -> list[int]:
    """Return the block opened last by one of the words."""
    return next(each for each in reversed(members) if _word(tags[each[0]].tag) in words)


def _word(tag: Tag) -> str:
    """Return the first word of a statement; nothing for an expression."""
    return tag.word if tag.text.startswith("{%") else ""
