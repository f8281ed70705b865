"""What a reader sees for what the model names: labels of inputs and figures, and counts."""

from __future__ import annotations

import re

from .localizer import Words

_SHORT = re.compile(r"(?<![\w-])([Cc]o-managed|[Mm]anaged)(?! IT)(?![\w-])")


def capital(text: str) -> str:
    """The text with its first letter large: `Managed IT`."""
    return text[:1].upper() + text[1:]


def full_names(text: str) -> str:
    """A label or reason of the model as a reader sees it: `managed` in full, the apostrophe curly."""
    return _SHORT.sub(r"\1 IT", text).replace("'", "’")


def labelled(label: str, words: Words) -> str:
    """The label of an input in the language of the report; what a client called a kind of incident stays as it is."""
    head, colon, name = label.partition(": ")
    known = words.label(label) or (colon and words.label(head))
    if not known:
        return full_names(label)
    return known if words.label(label) else f"{known}{colon}{name}"


def about(number: float, words: Words) -> str:
    """A count as prose rounds it: whole from 10 on, else with a decimal."""
    return words.number(float(round(number)) if number >= 9.5 else number)
