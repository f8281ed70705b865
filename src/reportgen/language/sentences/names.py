"""What the options are called in a sentence, and which of them a report holds against break/fix."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import fsum
from typing import Any, Protocol

FIXED = ("fees", "out_of_scope", "internal")
LOSSES = ("invoices", "productivity", "revenue")
_SHORT = re.compile(r"(?<![\w-])([Cc]o-managed|[Mm]anaged)(?! IT)(?![\w-])")


class Words(Protocol):
    """How numbers and fixed words are written: what sentences and charts need of `wording`."""

    def money(self, value: float, /) -> str: ...

    def money_exact(self, value: float, /) -> str: ...

    def number(self, value: float, /) -> str: ...

    def quantity(self, value: float, unit: str, /) -> str: ...

    def percent(self, value: float, /) -> str: ...

    def frequency(self, probability: float, /) -> str: ...

    def say(self, key: str, **parts: object) -> str: ...

    def counted(self, value: float, key: str, /) -> str: ...

    def form(self, value: float, key: str, /) -> str: ...

    def noun(self, value: float, unit: str, /) -> str: ...

    def per(self, unit: str, /) -> str: ...

    def name(self, option: str, /) -> str: ...

    def called(self, option: str, /) -> str: ...

    def label(self, label: str, /) -> str: ...

    def count(self, value: float, /) -> str: ...

    def listed(self, values: Sequence[str], /) -> str: ...


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


def rival(comparison: Mapping[str, Any]) -> str:
    """Of the options with a provider, the one that is expected to save the most, or cost the least more."""
    found = comparison.get("difference") or {}
    offers = [option for option in comparison["options"] if option in found]
    return max(offers, key=lambda option: found[option]["expected"], default="managed")


def bars_of(comparison: Mapping[str, Any]) -> tuple[str, list[Mapping[str, Any]]]:
    """The rival of break/fix with the bars of its sensitivity; managed IT with its own where they are all there is."""
    other = rival(comparison)
    own = (comparison.get("sensitivities") or {}).get(other)
    return (other, list(own)) if own else ("managed", list(comparison.get("sensitivity") or []))


def ranked(comparison: Mapping[str, Any]) -> list[str]:
    """The options, the one with the cheapest expected year first."""
    return sorted(comparison["options"], key=lambda option: float(comparison["year"][option]["total"]))


def in_part(year: Mapping[str, Any], parts: Sequence[str]) -> float:
    """What these parts of a year's cost come to."""
    return fsum(float(year.get(part) or 0) for part in parts)


def about(number: float, words: Words) -> str:
    """A count as prose rounds it: whole from 10 on, else with a decimal."""
    return words.number(float(round(number)) if number >= 9.5 else number)
