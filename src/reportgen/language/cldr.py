"""Locales, number patterns and decimals of currencies from the locale database (CLDR).

Babel is imported when the first locale is asked for.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale


@lru_cache(maxsize=64)
def locale_of(name: str) -> Locale:
    """Return Babel's locale of a name such as `fr-CA`."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(name.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        raise ValueError(f"unknown locale {name!r}; write language and region, such as en-US") from None


@lru_cache(maxsize=64)
def is_known(name: str) -> bool:
    """Return whether Babel has that locale."""
    try:
        return bool(locale_of(name))
    except ValueError:
        return False


@lru_cache(maxsize=256)
def pattern_of(name: str, kind: str) -> str:
    """Return the number pattern of a locale for `currency`, `percent`, or `decimal` (with at most six decimals)."""
    locale = locale_of(name)
    if kind == "currency":
        return str(locale.currency_formats["standard"].pattern)
    if kind == "percent":
        return str(locale.percent_formats[None].pattern)
    return str(locale.decimal_formats[None].pattern).replace("0.###", "0.######")


@lru_cache(maxsize=256)
def minor_digits(currency: str) -> int:
    """Return the decimals of a currency: 2 for dollars, 0 for yen."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)


def is_currency(unit: str) -> bool:
    """Return whether a unit is the code of a currency: `USD`."""
    return len(unit) == 3 and unit.isupper()


def spaced(amount: str) -> str:
    """Return an amount with a no-break space between a letter of the currency and a digit: `KWD 94,500`.

    CLDR asks for it (Unicode LDML, currency spacing), and Babel 2 does not put it in; a sign such as `$` stays close.
    """
    return re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", "\N{NO-BREAK SPACE}", amount)
