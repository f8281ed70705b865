"""One file per chart: a comparison's numbers as the geometry of a lean SVG, its title, description and table."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from ..language.localizer import Words
from ..problems import Problem, ProblemError, did_you_mean
from .geometry.marks import Chart

WIDE = 640
"""The width charts are drawn for: a page of the report, or the reading column with its margin."""
NARROW = 344
"""The width for a phone: the same chart, laid out anew."""


def voice(comparison: Mapping[str, Any]) -> str:
    """The end of the keys of what is said to everybody, and not to the client whose figures they are."""
    return "_public" if comparison.get("audience") == "public" else ""


def names() -> list[str]:
    """The charts there are, as Markdown calls them: `annual-cost`, `twenty-dots`, ..."""
    return sorted(each.name.replace("_", "-") for each in pkgutil.iter_modules(__path__) if not each.ispkg)


CHARTS = tuple(names())


def draw(name: str, comparison: Mapping[str, Any], words: Words, width: int = WIDE) -> Chart | None:
    """The chart of that name, or nothing when the comparison has not the numbers for it."""
    if name not in names():
        raise ProblemError([Problem(message=f"there is no chart {name!r}", hint=did_you_mean(name, names()))])
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    chart: Chart | None = module.chart(comparison, words, width)
    return chart
