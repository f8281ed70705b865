"""What templates print: the filters for numbers and dates by their names, and text from right to left kept apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from markupsafe import Markup

from ..language.direction import isolated
from ..language.localizer import Localizer

FILTERS = (
    "money",
    "money_exact",
    "money_range",
    "signed_money",
    "number",
    "number_exact",
    "quantity",
    "percent",
    "hours",
    "date",
    "plural",
    "frequency",
    "one_in",
    "count_word",
    "ordinal",
)
"""The methods of the localizer that are filters too."""


def filters(localizer: Localizer) -> dict[str, Callable[..., str]]:
    """Return the filters of Jinja by name; results are cached, because a report repeats its amounts."""
    cached: dict[str, Callable[..., str]] = {
        name: lru_cache(maxsize=1024)(getattr(localizer, name)) for name in FILTERS
    }
    return {**cached, "listed": localizer.listed}


def printed(value: object) -> object:
    """Return what is printed, with a text from right to left as an isolate."""
    return isolated(value) if isinstance(value, str) and not isinstance(value, Markup) else value
