"""The filters of templates: numbers and dates in words, by the names that templates use."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from ..language.localizer import Words


def filters(words: Words) -> dict[str, Callable[..., str]]:
    """The wording as Jinja filters, by the names templates use.

    What was said once is remembered, because a report says the same amount in several places.
    """
    repeated: dict[str, Callable[..., str]] = {
        "money": words.money,
        "money_exact": words.money_exact,
        "money_range": words.money_range,
        "signed_money": words.signed_money,
        "number": words.number,
        "number_exact": words.number_exact,
        "quantity": words.quantity,
        "percent": words.percent,
        "hours": words.hours,
        "date": words.date,
        "plural": words.plural,
        "frequency": words.frequency,
        "one_in": words.one_in,
        "count_word": words.count_word,
        "ordinal": words.ordinal,
    }
    remembered: dict[str, Callable[..., str]] = {name: lru_cache(maxsize=1024)(said) for name, said in repeated.items()}
    return {**remembered, "listed": words.listed}
