"""Locales, number patterns and decimals of currencies from the locale database (CLDR).

Babel is imported when the first locale is asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale


@lru_cache(maxsize=256)
def locale_of(name: str) -> Locale:
    """Return the locale of a name such as `fr-CA`; for a pair that CLDR lacks, what is known of the language.

    `en-KW` is English as the world writes it (`en-001`), `de-US` is German.  Raises ValueError for a language or a
    region that does not exist.
    """
    from babel import Locale, UnknownLocaleError

    language, _, region = name.replace("_", "-").partition("-")
    region = region.rpartition("-")[2]
    if len(region) == 2 and region not in _regions():
        raise ValueError(f"has an unknown region {region!r}; write language and region, such as en-US")
    if len(region) == 2 and region in _renamed_regions():
        better = f"{language}-{_renamed_regions()[region]}"
        raise ValueError(f"has a region {region!r} that is not in use; did you mean {better!r}?")
    for known in (name, f"{language}-001", language):
        try:
            return Locale.parse(known.replace("_", "-"), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    raise ValueError(f"has an unknown language {language!r}; write language and region, such as en-US")


def _regions() -> frozenset[str]:
    from babel import Locale

    return frozenset(Locale("en").territories) - {"ZZ", "XA", "XB", "QO", "EU", "EZ", "UN"} | set(_renamed_regions())


@lru_cache(maxsize=1)
def _renamed_regions() -> dict[str, str]:
    """Return the region that is meant by each code that is not one of ISO 3166: `UK` -> `GB`."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    return {old: new[0] for old, new in aliases.items() if len(old) == 2 and len(new[0]) == 2}


@lru_cache(maxsize=1)
def currencies() -> Counter[str]:
    """Return the codes of the currencies that people pay with today (ISO 4217), each with its number of countries."""
    from babel.core import get_global

    used = get_global("territory_currencies").values()
    return Counter(code for uses in used for code, _, until, tender in uses if tender and until is None)


def nearest_currency(code: str) -> str:
    """Return the currency that a wrong code means: its letters in another order, or two of three; nothing if none."""

    def likeness(known: str) -> tuple[bool, int, int]:
        return sorted(known) == sorted(code), sum(map(str.__eq__, known, code)), currencies()[known]

    near = max(currencies(), key=likeness)
    same_letters, same_places, _ = likeness(near)
    return near if same_letters or same_places == 2 else ""


@lru_cache(maxsize=64)
def is_known(name: str) -> bool:
    """Return whether a language and a region are known."""
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


def decimal_sign(name: str) -> str:
    """Return what a locale writes before decimals: a point or a comma.  Raises ValueError for an unknown locale."""
    return str(locale_of(name).number_symbols["latn"]["decimal"])


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
