"""Numbers as words: money, frequencies, plurals and dates, as a client's locale writes them.

Rounding is half up and happens on decimals before anything is formatted: Babel alone rounds half to even
(0.125 -> 0.12) and binary floats move the halves.  Babel is imported when the first number is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from .phrases import PER, PHRASES, UNITS

if TYPE_CHECKING:
    from babel import Locale

MINUS: Final = "\N{MINUS SIGN}"
SPACE: Final = "\N{NO-BREAK SPACE}"
YEARS: Final = 20
"""The one denominator of every frequency in a report."""
LARGEST: Final = Decimal("1e15")


@dataclass(frozen=True, slots=True)
class Words:
    """How one locale and one currency write numbers: `Words("en-US", "USD").money(33_333)` -> `$33,300`."""

    locale: str = "en-US"
    currency: str = "USD"
    language: str = ""
    """The language of the text around the numbers, when it is not the locale's own: `en` in a report for fr-CA."""

    def money(self, value: float) -> str:
        """An amount as prose says it, three significant digits: `$33,300`, `$45.50`, `$1.24 million`."""
        rounded = _significant(_decimal(value))
        if abs(rounded) >= 1_000_000 and self.locale.startswith("en"):
            return self._millions(rounded)
        return self._money(rounded)

    def money_exact(self, value: float) -> str:
        """An amount as an invoice says it: whole units, cents only if there are any."""
        return self._money(_round(_decimal(value), _minor_digits(self.currency)))

    def signed_money(self, value: float) -> str:
        """A difference in words: `$3,000 less` below zero, `$3,000 more` above it, else `the same`."""
        rounded = _significant(_decimal(value))
        if not rounded:
            return self._phrase("same")
        return self._phrase("less" if rounded < 0 else "more", amount=self.money(abs(value)))

    def money_range(self, low: float, high: float) -> str:
        """`$12,000 to $15,000`, the smaller first; one amount when both read alike."""
        first, last = (self.money(each) for each in sorted((low, high)))
        return first if first == last else self._phrase("range", low=first, high=last)

    def number(self, value: float) -> str:
        """A number with at most one decimal, below 1 with two significant digits: `1,234.5`, `12`, `0.25`."""
        return self._number(_plain(value))

    def number_exact(self, value: float) -> str:
        """A number with all its decimals, up to six: `1.4234`, `12`, `2,250`."""
        return self._number(_round(_decimal(value), 6))

    def quantity(self, value: float, unit: str) -> str:
        """An exact number with its unit in words: `25%`, `$165 an hour`, `9 a year`, `4 hours`, `1 person`."""
        name, *per = unit.split("/")
        if name == "fraction":
            text = self._format(self._pattern("percent").replace("##0", "##0.######"), _round(_decimal(value), 6))
        elif len(name) == 3 and name.isupper():
            text = self.money_exact(value)
        else:
            text = self.number_exact(value) + self._noun(name, value)
        return f"{text} {PER.get('/'.join(per)) or 'per ' + ' and '.join(per)}" if per else text

    def percent(self, value: float) -> str:
        """A share in whole per cent: 0.437 -> `44%`; a small share is never called 0, nor a large one 100."""
        share = _decimal(value)
        edge = "<" if 0 < share < Decimal("0.005") else ">" if Decimal("0.995") <= share < 1 else ""
        shown = {"<": Decimal("0.01"), ">": Decimal("0.99"), "": _round(share, 2)}[edge]
        return edge + self._format(self._pattern("percent"), shown)

    def hours(self, value: float) -> str:
        """A length of time: `3.5 hours`, below one hour in minutes, from 100 hours on whole."""
        exact = _decimal(value)
        minutes = _round(exact * 60, 0)
        if exact > 0 and minutes < 60:
            return self._unit("minute", minutes) if minutes else self._phrase("under a minute")
        return self._unit("hour", _round(exact, 0 if abs(exact) >= 100 else 1))

    def date(self, value: date | str) -> str:
        """A day in full, from a date or ISO text: `November 2, 2026`, `2 November 2026`."""
        from babel.dates import format_date

        day = value.date() if isinstance(value, datetime) else value
        try:
            day = day if isinstance(day, date) else date.fromisoformat(day)
        except (TypeError, ValueError):
            raise ValueError(f"not a date: {value!r}; write it as 2026-11-02") from None
        return format_date(day, format="long", locale=_locale(self.spoken))

    def plural(self, value: float, one: str, many: str) -> str:
        """A number with its noun: `plural(1, "incident", "incidents")` -> `1 incident`."""
        amount = _plain(value)
        form = _locale(self.spoken).plural_form(abs(amount).normalize())
        return f"{self._number(amount)} {one if form == 'one' else many}"

    def frequency(self, probability: float) -> str:
        """A probability as years in twenty, never a bare "likely" and never a certainty."""
        share = _probability(probability)
        if share < Decimal("0.025"):
            return self._phrase("few years")
        if share >= Decimal("0.975"):
            return self._phrase("most years")
        years = int(_round(share * YEARS, 0))
        return self._phrase("one year" if years == 1 else "years", n=str(years))

    def one_in(self, probability: float) -> str:
        """A probability as the nearest small fraction: `one in eight`, `two in three`, `one in 40`."""
        share = _probability(probability)
        if share < Decimal("0.001"):
            return self._phrase("rarely", part=self.count(1), whole=self._number(Decimal(1000)))
        if share > Decimal("0.95"):
            return self._phrase("mostly", part=self._number(Decimal(19)), whole=self._number(Decimal(20)))
        if share < Decimal("0.095"):
            return self._phrase("in", part=self.count(1), whole=self._number(_significant(1 / share, 2, 0)))
        fractions = ((part, whole) for whole in range(2, 11) for part in range(1, whole))
        part, whole = min(fractions, key=lambda pair: abs(Decimal(pair[0]) / pair[1] - share))
        return self._phrase("in", part=self.count(part), whole=self.count(whole))

    def count(self, value: float) -> str:
        """A small whole number as a word (`three`), anything else in digits."""
        amount = _decimal(value)
        names = self._phrase("numbers").split()
        if amount == amount.to_integral_value() and 0 <= amount < len(names):
            return names[int(amount)]
        return self.number(value)

    def ordinal(self, value: int) -> str:
        """A place in a row: `1st`, `22nd`, `11th`; `1er`, `2e`; `1.`."""
        place = int(_decimal(value))
        if self._language == "fr":
            return f"{place}er" if place == 1 else f"{place}e"
        if self._language != "en":
            return f"{place}."
        teens = 10 < place % 100 < 20
        return f"{place}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th')}"

    def listed(self, values: Iterable[object]) -> str:
        """Several things as a sentence lists them: `a, b, and c`, `a, b and c`, by locale."""
        from babel.lists import format_list

        return format_list([str(value) for value in values], locale=_locale(self.spoken))

    @property
    def _language(self) -> str:
        return (self.language or self.locale).replace("_", "-").partition("-")[0].lower()

    @property
    def spoken(self) -> str:
        """The locale of the words: the region's own, in the language of the text (`en-CA` for English in fr-CA)."""
        if self.locale.replace("_", "-").partition("-")[0].lower() == self._language:
            return self.locale
        region = self.locale.replace("_", "-").rpartition("-")[2]
        return f"{self._language}-{region}" if _known(f"{self._language}-{region}") else self._language

    def _phrase(self, name: str, **parts: str) -> str:
        """A phrase of the language with its parts put in; an English one where the language has none."""
        text = PHRASES.get(self._language, {}).get(name) or PHRASES["en"][name]
        return text.format(**parts) if parts else text

    def _noun(self, name: str, value: float) -> str:
        """The word after a number of a unit, a no-break space before it; nothing for pure numbers."""
        one, _, many = UNITS.get(name, name and f"{name}|{name}").partition("|")
        if not many:
            return ""
        form = _locale(self.spoken).plural_form(abs(_decimal(value)).normalize())
        return SPACE + (one if form == "one" else many)

    def _pattern(self, name: str) -> str:
        return _pattern(self.locale, name)

    def _format(self, pattern: str, value: Decimal) -> str:
        """The value by a CLDR pattern, with a real minus sign."""
        from babel.numbers import format_currency

        # A percent or decimal pattern shows no currency, so one Babel call serves all three.
        text = format_currency(value, self.currency, format=pattern, locale=_locale(self.locale), currency_digits=False)
        return text.replace("-", MINUS)

    def _number(self, value: Decimal) -> str:
        return self._format(self._pattern("decimal"), value)

    def _money(self, value: Decimal) -> str:
        whole = value == value.to_integral_value()
        digits = 0 if whole else _minor_digits(self.currency)
        pattern = self._pattern("currency").replace("0.00", "0" + ("." + "0" * digits if digits else ""))
        return self._format(pattern, _round(value, digits))

    def _millions(self, value: Decimal) -> str:
        """`$1.24 million`, `$2 billion`: short enough to compare at a glance."""
        unit, name = (10**9, "billion") if abs(value) >= 10**9 else (10**6, "million")
        amount = self._format(self._pattern("currency").replace("0.00", "0.##"), value / unit)
        return f"{amount}{SPACE}{name}"

    def _unit(self, unit: str, value: Decimal) -> str:
        from babel.units import format_unit

        plain = int(value) if value == value.to_integral_value() else value  # 1.0 is plural in English
        text = format_unit(plain, f"duration-{unit}", length="long", locale=_locale(self.spoken))
        text = text.replace("-", MINUS)
        own, spoken = self._number(value), Words(self.spoken, self.currency)._number(value)
        return text if own == spoken else text.replace(spoken, own)


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
        "count_word": words.count,
        "ordinal": words.ordinal,
    }
    remembered: dict[str, Callable[..., str]] = {name: lru_cache(maxsize=1024)(said) for name, said in repeated.items()}
    return {**remembered, "listed": words.listed}


@lru_cache(maxsize=64)
def _locale(name: str) -> Locale:
    """Babel's locale of a name such as `fr-CA`."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(name.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        raise ValueError(f"unknown locale {name!r}; write language and region, such as en-US") from None


@lru_cache(maxsize=64)
def _known(name: str) -> bool:
    """Whether Babel has that locale."""
    try:
        return bool(_locale(name))
    except ValueError:
        return False


@lru_cache(maxsize=256)
def _pattern(locale: str, name: str) -> str:
    """The locale's CLDR pattern for currency, percent or plain numbers with at most one decimal."""
    found = _locale(locale)
    if name == "currency":
        return str(found.currency_formats["standard"].pattern)
    if name == "percent":
        return str(found.percent_formats[None].pattern)
    return str(found.decimal_formats[None].pattern).replace("0.###", "0.######")


@lru_cache(maxsize=256)
def _minor_digits(currency: str) -> int:
    """Decimals of a currency: 2 for dollars, 0 for yen."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)


def _decimal(value: Any) -> Decimal:
    """The number as people wrote it (0.1 is 0.1).  Raises ValueError for what is no finite number."""
    if value is None or isinstance(value, (bool, str)):
        raise ValueError(f"not a number: {value!r}; numbers alone can be worded")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"not a number: {value!r}; numbers alone can be worded") from None
    if not number.is_finite() or abs(number) >= LARGEST:
        raise ValueError(f"not a number to put in words: {value!r}")
    return number


def _probability(value: Any) -> Decimal:
    """A number between 0 and 1; the crumbs of floating-point sums beyond either end are brushed off."""
    share = _decimal(value)
    if not Decimal("-1e-9") <= share <= Decimal("1.000000001"):
        raise ValueError(f"not a probability: {value!r}; it lies between 0 and 1")
    return min(max(share, Decimal(0)), Decimal(1))


def _plain(value: Any) -> Decimal:
    """The number as prose shows it: one decimal, but two significant digits below 1 (and three decimals)."""
    exact = _decimal(value)
    return _significant(exact, 2, 3) if abs(exact) < 1 else _round(exact, 1)


def _round(value: Decimal, digits: int) -> Decimal:
    """Half up (away from zero), and never minus zero."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + Decimal(0)


def _significant(value: Decimal, digits: int = 3, decimals: int = 2) -> Decimal:
    """Rounded to so many significant digits, and to no more than so many decimals."""
    return _round(value, min(digits - 1 - value.adjusted(), decimals)) if value else Decimal(0)
