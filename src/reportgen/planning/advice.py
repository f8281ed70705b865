"""Advice on front matter: what search engines and readers would cut off or find twice; each piece is a warning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from unicodedata import normalize

from ..problems import Problem
from ..project.readers.record import Record

LONGEST: Mapping[str, int] = {"title": 65, "description": 160}
"""Characters of a field that the usual search engines show."""
SHORTEST_TAG = 6
"""Letters of the shortest tag in which one letter more or less is taken for a slip."""


def too_long(record: Record) -> Iterator[Problem]:
    """Yield a warning for each field of an article's front matter that results of a search would cut off."""
    for field, most in LONGEST.items():
        if (length := len(str(record.data.get(field) or ""))) > most:
            message = f"has {length} characters; results of a search show about {most}"
            yield record.problem(field, message, "say it in fewer words", "warning")


def similar_tags(tagged: Sequence[tuple[Record, Sequence[str]]]) -> Iterator[Problem]:
    """Yield a warning for each tag that is used once while another one is spelt almost like it.

    An article is given as its front matter and its tags.
    The time grows with the number of tags, not with its square: tags meet where their spellings meet.
    """
    uses = Counter(tag for _, tags in tagged for tag in dict.fromkeys(tags))
    spellings: dict[str, list[str]] = {}
    for tag in uses:
        for spelling in _spellings(tag):
            spellings.setdefault(spelling, []).append(tag)
    told: set[str] = set()
    for record, tags in reversed(tagged):
        for index, tag in enumerate(tags):
            others = (other for spelling in _spellings(tag) for other in spellings[spelling])
            alike = [other for other in others if other not in {tag, *told} and _alike(tag, other)]
            if uses[tag] == 1 and alike:
                other = max(alike, key=lambda each: (uses[each], each))
                told.add(tag)
                message = f"the tag {tag!r} is used once, and there is {other!r}"
                yield record.problem(
                    f"tags[{index}]", message, "write both the same way, if they mean the same", "warning"
                )


def _folded(tag: str) -> str:
    """The letters and digits of a tag, small and without accents."""
    return re.sub(r"[\W_]", "", normalize("NFKD", tag).casefold())


def _spellings(tag: str) -> frozenset[str]:
    """A tag's letters, and the same with one left out; two tags that share none of them are not alike."""
    folded = _folded(tag)
    if len(folded) < SHORTEST_TAG or not folded.isalpha():  # `windows-10` and `windows-11` are no slip
        return frozenset({folded})
    return frozenset({folded, *(folded[:place] + folded[place + 1 :] for place in range(1, len(folded)))})


def _alike(one: str, other: str) -> bool:
    """Whether one letter is missing, or two changed places, between tags that share a spelling."""
    first, second = _folded(one), _folded(other)
    return len(first) != len(second) or sorted(first) == sorted(second)
