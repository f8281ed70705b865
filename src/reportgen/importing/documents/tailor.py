"""The report's blocks put into a document, at the headings that they belong to."""

from __future__ import annotations

import re
from dataclasses import replace

from .model import Block, Document, Heading, Markup
from .walk import plain

EDITIONS = ["post", "whitepaper", "brief", "one-pager"]

_CHART = "::: chart {name}\n{caption}\n:::"
_ONLY = "{{% if comparison %}}\n{text}\n{{% endif %}}"
PLACES: tuple[tuple[str, str], ...] = (
    (
        r"\b(cost|costs|price|pricing|budget|spend)\b",
        _CHART.format(
            name="annual-cost", caption="What each option is expected to cost in a year, and what it is made of."
        )
        + "\n\n"
        + _CHART.format(name="cumulative-cost", caption="The expected cost month by month, start-up costs included."),
    ),
    (
        r"\b(risks?|downtime|disruptions?|outages?)\b",
        _CHART.format(name="cost-by-incidents", caption="The cost of a year against the number of incidents in it."),
    ),
    (
        r"\b(choos\w*|factors?|decid\w*|select\w*|compar\w*|right (?:approach|model|fit))\b",
        _CHART.format(
            name="factor-profile", caption="Your answer to each factor, and the points it gives to each option."
        ),
    ),
    (
        r"\b(evaluat\w*|conclusion|summary|next steps?|bottom line|takeaways?)\b",
        "{% for sentence in said.prevention %}{{ sentence }} {% endfor %}{{ said.flips }}\n\n"
        + _CHART.format(name="tornado", caption="Each bar moves one input from its low to its high value."),
    ),
)
OPENING = (
    "This report puts the choice in figures for {{ client.name }}: "
    '{{ client.users | plural("person", "people") }} using IT, {{ client.sites | plural("site", "sites") }}.'
)


def tailored(document: Document) -> Document:
    """The document with each block of the report below the section whose heading calls for it."""
    found: list[Block] = []
    waiting: list[str] = []
    left = list(PLACES)
    opened = False
    for block in document.blocks:
        if isinstance(block, Heading):
            found += [Markup(_ONLY.format(text=text)) for text in waiting]
            waiting = []
            if not opened:
                opened = True
                found.append(Markup(_ONLY.format(text=OPENING)))
            here = [each for each in left if re.search(each[0], plain(block.content), re.I)]
            waiting = [text for _, text in here]
            left = [each for each in left if each not in here]
        found.append(block)
    found += [Markup(_ONLY.format(text=text)) for text in waiting]
    if not waiting and len(found) == len(document.blocks):
        return document
    told = (
        f"added {len(PLACES) - len(left)} blocks of the report; {len(left)} found no heading"
        if left
        else "added every block"
    )
    return replace(document, blocks=tuple(found), told=(*document.told, told))
