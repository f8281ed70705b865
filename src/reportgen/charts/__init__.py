"""One file per chart: a comparison's numbers as the geometry of a lean SVG, its title, description and table."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Protocol

from ..problems import Problem, ProblemError, did_you_mean
from .marks import Chart

WIDE = 640
"""The width charts are drawn for: a page of the report, or the reading column with its margin."""
NARROW = 344
"""The width for a phone: the same chart, laid out anew."""
NAMES = {"break_fix": "Break/fix", "co_managed": "Co-managed IT", "managed": "Managed IT"}
_PARTS = {"marks", "scale"}


class Words(Protocol):
    """How numbers are written: what a chart needs of `wording`."""

    def money(self, amount: float, /) -> str: ...

    def number(self, value: float, /) -> str: ...

    def percent(self, share: float, /) -> str: ...

    def frequency(self, probability: float, /) -> str: ...

    def plural(self, count: float, one: str, many: str, /) -> str: ...


def inner(option: str) -> str:
    """An option's name inside a sentence: `managed IT`."""
    return NAMES[option][0].lower() + NAMES[option][1:]


def names() -> list[str]:
    """The charts there are, as Markdown calls them: `annual-cost`, `twenty-dots`, ..."""
    return sorted(each.name.replace("_", "-") for each in pkgutil.iter_modules(__path__) if each.name not in _PARTS)


CHARTS = tuple(names())


def draw(name: str, comparison: Mapping[str, Any], words: Words, width: int = WIDE) -> Chart | None:
    """The chart of that name, or nothing when the comparison has not the numbers for it."""
    if name not in names():
        raise ProblemError([Problem(message=f"there is no chart {name!r}", hint=did_you_mean(name, names()))])
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    chart: Chart | None = module.chart(comparison, words, width)
    return chart
