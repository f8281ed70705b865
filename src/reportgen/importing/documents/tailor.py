"""The report's blocks put into a document, at the headings that they belong to."""

from __future__ import annotations

import re
from dataclasses import replace

from .model import Block, Blocks, Document, Heading, Listing, Markup, Paragraph
from .walk import plain

EDITIONS = ["post", "whitepaper", "brief", "one-pager"]

_CHART = "::: chart {name}\n{caption}\n:::"
PLACES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        r"\b(cost|costs|price|pricing|budget|spend)\b",
        (
            _CHART.format(name="annual-cost", caption="The expected cost of a year, and the parts it is made of."),
            _CHART.format(name="cumulative-cost", caption="The expected cost month by month, start-up costs included."),
        ),
    ),
    (
        r"\b(risks?|downtime|disruptions?|outages?)\b",
        (_CHART.format(name="cost-by-incidents", caption="The cost of a year against the number of incidents in it."),),
    ),
    (
        r"\b(choos\w*|factors?|decid\w*|select\w*|compar\w*|right (?:approach|model|fit))\b",
        (_CHART.format(name="factor-profile", caption="Your answer to each factor, and the points that it gives."),),
    ),
    (
        r"\b(evaluat\w*|conclusion|summary|next steps?|bottom line|takeaways?)\b",
        (
            "{% for sentence in said.prevention %}{{ sentence }} {% endfor %}{{ said.flips }}",
            _CHART.format(name="tornado", caption="Each bar moves one input from its low to its high value."),
        ),
    ),
)
"""Words of a heading, and the blocks of the report that belong into its section."""
OPENING = (
    "This report puts the choice in figures for {{ client.name }}: "
    '{{ client.users | plural("person", "people") }} using IT, {{ client.sites | plural("site", "sites") }}.'
)


def tailored(document: Document) -> Document:
    """Return the document with the blocks of the report in the sections whose headings call for them."""
    left = list(PLACES)
    found: list[Block] = []
    for number, section in enumerate(_sections(document.blocks)):
        heading = section[0] if section else None
        title = plain(heading.content) if isinstance(heading, Heading) else ""
        calls = [place for place in left if re.search(place[0], title, re.I)]
        left = [place for place in left if place not in calls]
        if number == 1:
            found.append(_only_in_reports(OPENING))
        found += _spread(section, [_only_in_reports(text) for _, texts in calls for text in texts])
    if len(left) == len(PLACES):
        return replace(document, notices=(*document.notices, "found no heading at which a block of the report belongs"))
    missing = f"; {len(left)} kinds found no heading" if left else ""
    added = sum(isinstance(block, Markup) for block in found)
    return replace(
        document, blocks=tuple(found), notices=(*document.notices, f"added {added} blocks of the report{missing}")
    )


def _sections(blocks: Blocks) -> list[list[Block]]:
    """Return the blocks before the first heading, then each heading with what follows it."""
    found: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading):
            found.append([])
        found[-1].append(block)
    return found


def _spread(section: list[Block], blocks: list[Markup]) -> list[Block]:
    """Return the section with the blocks evenly between its paragraphs, none between a colon and what it announces."""
    if not blocks:
        return section
    text = [at for at, block in enumerate(section) if isinstance(block, Paragraph | Listing) and not _announces(block)]
    after: dict[int, list[Block]] = {}
    for number, block in enumerate(blocks, 1):
        at = text[max(-(-number * len(text) // len(blocks)) - 1, 0)] if text else len(section) - 1
        after.setdefault(at, []).append(block)
    return [each for at, block in enumerate(section) for each in (block, *after.get(at, ()))]


def _announces(block: Block) -> bool:
    return isinstance(block, Paragraph) and plain(block.content).rstrip().endswith(":")


def _only_in_reports(text: str) -> Markup:
    return Markup(f"{{% if comparison %}}\n{text}\n{{% endif %}}")
