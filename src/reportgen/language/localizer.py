"""Numbers, dates and messages in words, as a locale and a language write them.

Values are rounded half up, as decimals, before they are formatted: Babel alone rounds half to even (0.125 -> 0.12),
and binary floats are not exactly halves.  Babel is imported when the first number is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from .cldr import is_currency, is_known, locale_of, minor_digits, pattern_of, spaced
from .direction import isolated
from .messages import Messages
from .rounding import exact, in_prose, plain, probability, rounded, significant

Audience: TypeAlias = Literal["client", "public"]

MINUS: Final = "\N{MINUS SIGN}"
SPACE: Final = "\N{NO-BREAK SPACE}"
YEARS: Final = 20
"""The one denominator of every frequency in a report."""
BARE: Final = ("incidents", "points", "ratio", "")
"""Units of pure numbers: no word follows them."""


@dataclass(frozen=True, slots=True)
class Localizer:
    """How a locale and a currency write numbers: `Localizer("en-US", "USD").money(33_333)` -> `$33,300`."""

    locale: str = "en-US"
    currency: str = "USD"
    language: str = ""
    """The language of the text around the numbers, when it is not the locale's own: `en` in a report for fr-CA."""
    text: Messages = field(default=Messages({}), repr=False)
    """The words of that language."""

    audience: Audience = "client"
    """Whom the text speaks to: the client whose figures it shows, or the public."""

    step: float = 0
    """The step to which the amounts of a report are rounded already; 0 where there is none."""

    def message(self, key: str, **parts: object) -> str:
        """Return a message with its parts put in: `message("number.range", low="1", high="2")` -> `1 to 2`.

        The public reads the message `key_public` where there is one.
        """
        own = self.text.get(f"{key}_{self.audience}", "")
        kept = {name: isolated(part) if isinstance(part, str) else part for name, part in parts.items()}
        return (own or self.text[key]).format_map(kept)

    def count(self, value: float, key: str) -> str:
        """Return a number with what it counts, in the form that the number asks for: `count(1, "incidents")`."""
        amount = plain(value)
        return self.text.form(f"count.{key}", self._form(amount), "{n}").format(n=self._number(amount))

    def plural_form(self, value: float, key: str) -> str:
        """Return the pattern of a key in the form that a number asks for: `one`, `other`, ..."""
        return self.text.form(key, self._form(exact(value)))

    def noun(self, value: float, unit: str) -> str:
        """Return the word after a number; nothing for pure numbers."""
        if unit in BARE:
            return ""
        return self.plural_form(value, f"unit.{unit}") or self.text.get(f"unit.{unit}", unit)

    def per(self, unit: str) -> str:
        """Return what a rate is counted by, after a space: ` a year`, ` a person and month`; nothing for no unit."""
        if not unit:
            return ""
        known = self.text.get(f"per.{unit}", "")
        return f" {known or self.message('per.other', unit=self.listed(unit.split('/')))}"

    def option_name(self, option: str) -> str:
        """Return an option as a label has it: `Managed IT`."""
        return self.text[f"option.{option}"]

    def option_in_text(self, option: str) -> str:
        """Return an option inside a sentence: `managed IT`."""
        return self.text[f"option_in_text.{option}"]

    def money(self, value: float) -> str:
        """Return an amount as in prose, with three significant digits: `$33,300`, `$45.50`, `$1.24 million`.

        It has more digits where the step of the report asks for them: `$141,030` with a step of 10.
        """
        amount = in_prose(value, self.step)
        return self._millions(amount) or self._money(amount)

    def money_exact(self, value: float) -> str:
        """Return an amount as on an invoice: whole units, cents only if there are any."""
        return self._money(rounded(exact(value), minor_digits(self.currency)))

    def signed_money(self, value: float) -> str:
        """Return a difference in words: `$3,000 less` below zero, `$3,000 more` above it, else `the same`."""
        amount = in_prose(value, self.step)
        if not amount:
            return self._phrase("same")
        return self._phrase("less" if amount < 0 else "more", amount=self.money(abs(value)))

    def money_range(self, low: float, high: float) -> str:
        """Return `$12,000 to $15,000`, the smaller first; one amount when both read alike."""
        first, last = (self.money(each) for each in sorted((low, high)))
        return first if first == last else self._phrase("range", low=first, high=last)

    def number(self, value: float) -> str:
        """Return a number with at most one decimal, below 1 with two significant digits: `1,234.5`, `12`, `0.25`."""
        return self._number(plain(value))

    def number_exact(self, value: float) -> str:
        """Return a number with all its decimals, up to six: `1.4234`, `12`, `2,250`."""
        return self._number(rounded(exact(value), 6))

    def quantity(self, value: float, unit: str) -> str:
        """Return an exact number with its unit: `25%`, `$165 an hour`, `9 a year`, `4 hours`, `1 person`."""
        name, _, per = unit.partition("/")
        if name == "fraction":
            text = self._format(self._pattern("percent").replace("##0", "##0.######"), rounded(exact(value), 6))
        elif is_currency(name):
            text = self.money_exact(value)
        else:
            word = self.noun(value, name)
            text = self.number_exact(value) + (word and SPACE + word)
        return text + self.per(per)

    def short_quantity(self, value: float, unit: str) -> str:
        """Return the same rounded as in prose: `$33,300 a year`, `4 hours`."""
        name, _, per = unit.partition("/")
        known = name == "fraction" or is_currency(name)
        word = "" if known else self.noun(value, name)
        return self.short_amount(value, unit) + (word and f" {word}") + self.per(per)

    def short_amount(self, value: float, unit: str) -> str:
        """Return the same without the words of the unit: `$33,300`, `25%`, `4`."""
        name = unit.partition("/")[0]
        if name == "fraction":
            return self.percent(value)
        return self.money(value) if is_currency(name) else self.number(value)

    def percent(self, value: float) -> str:
        """Return a share in whole per cent: 0.437 -> `44%`; a small share is never 0, a large one never 100."""
        share = exact(value)
        edge = "<" if 0 < share < Decimal("0.005") else ">" if Decimal("0.995") <= share < 1 else ""
        shown = {"<": Decimal("0.01"), ">": Decimal("0.99"), "": rounded(share, 2)}[edge]
        return edge + self._format(self._pattern("percent"), shown)

    def hours(self, value: float) -> str:
        """Return a length of time: `3.5 hours`; below one hour in minutes, from 100 hours on whole."""
        length = exact(value)
        minutes = rounded(length * 60, 0)
        if length > 0 and minutes < 60:
            return self._unit("minute", minutes) if minutes else self._phrase("under_a_minute")
        return self._unit("hour", rounded(length, 0 if abs(length) >= 100 else 1))

    def date(self, value: date | str) -> str:
        """Return a day in full, from a date or ISO text: `November 2, 2026`, `2 November 2026`."""
        from babel.dates import format_date

        day = value.date() if isinstance(value, datetime) else value
        try:
            day = day if isinstance(day, date) else date.fromisoformat(day)
        except (TypeError, ValueError):
            raise ValueError(f"not a date: {value!r}; write it as 2026-11-02") from None
        return format_date(day, format="long", locale=locale_of(self.spoken))

    def plural(self, value: float, one: str, many: str) -> str:
        """Return a number with its noun: `plural(1, "incident", "incidents")` -> `1 incident`."""
        amount = plain(value)
        return f"{self._number(amount)} {one if self._form(amount) == 'one' else many}"

    def frequency(self, chance: float) -> str:
        """Return a probability as years in twenty, never as certainty."""
        share = probability(chance)
        if share < Decimal("0.025"):
            return self._phrase("few_years")
        if share >= Decimal("0.975"):
            return self._phrase("most_years")
        years = int(rounded(share * YEARS, 0))
        return self._phrase("one_year" if years == 1 else "years", n=str(years))

    def one_in(self, chance: float) -> str:
        """Return a probability as the nearest small fraction: `one in eight`, `two in three`, `one in 40`."""
        share = probability(chance)
        if share < Decimal("0.001"):
            return self._phrase("rarely", part=self.count_word(1), whole=self._number(Decimal(1000)))
        if share > Decimal("0.95"):
            return self._phrase("mostly", part=self._number(Decimal(19)), whole=self._number(Decimal(20)))
        if share < Decimal("0.095"):
            return self._phrase("in", part=self.count_word(1), whole=self._number(significant(1 / share, 2, 0)))
        fractions = ((part, whole) for whole in range(2, 11) for part in range(1, whole))
        part, whole = min(fractions, key=lambda pair: abs(Decimal(pair[0]) / pair[1] - share))
        return self._phrase("in", part=self.count_word(part), whole=self.count_word(whole))

    def count_word(self, value: float) -> str:
        """Return a small whole number as a word (`three`), anything else in digits."""
        amount = exact(value)
        names = self._phrase("numbers").split()
        if amount == amount.to_integral_value() and 0 <= amount < len(names):
            return names[int(amount)]
        return self.number(value)

    def ordinal(self, value: int) -> str:
        """Return a place in a row: `1st`, `22nd`, `11th`; `1er`, `2e`; `1.`."""
        place = int(exact(value))
        if self._language == "fr":
            return f"{place}er" if place == 1 else f"{place}e"
        if self._language != "en":
            return f"{place}."
        teens = 10 < place % 100 < 20
        return f"{place}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th')}"

    def listed(self, values: Iterable[object]) -> str:
        """Return several things as a list in a sentence: `a, b, and c`, `a, b and c`, by locale."""
        from babel.lists import format_list

        return format_list([str(value) for value in values], locale=locale_of(self.spoken))

    @property
    def _language(self) -> str:
        return (self.language or self.locale).replace("_", "-").partition("-")[0].lower()

    @property
    def spoken(self) -> str:
        """The locale of the words: the region's own, in the language of the text (`en-CA` for English in fr-CA)."""
        if self.locale.replace("_", "-").partition("-")[0].lower() == self._language:
            return self.locale
        region = self.locale.replace("_", "-").rpartition("-")[2]
        return f"{self._language}-{region}" if is_known(f"{self._language}-{region}") else self._language

    def _phrase(self, name: str, **parts: str) -> str:
        return self.message(f"number.{name}", **parts)

    def _form(self, value: Decimal) -> str:
        """Return the plural form a number asks for in the language of the text: `one`, `other`, ..."""
        return str(locale_of(self.spoken).plural_form(abs(value).normalize()))

    def _pattern(self, name: str) -> str:
        return pattern_of(self.locale, name)

    def _format(self, pattern: str, value: Decimal) -> str:
        """Return the value by a CLDR pattern, with a real minus sign."""
        from babel.numbers import format_currency

        # A percent or decimal pattern shows no currency, so one Babel call serves all three.
        text = format_currency(
            value, self.currency, format=pattern, locale=locale_of(self.locale), currency_digits=False
        )
        return isolated(spaced(text).replace("-", MINUS))

    def _number(self, value: Decimal) -> str:
        return self._format(self._pattern("decimal"), value)

    def _money(self, value: Decimal) -> str:
        whole = value == value.to_integral_value()
        digits = 0 if whole else minor_digits(self.currency)
        pattern = self._pattern("currency").replace("0.00", "0" + ("." + "0" * digits if digits else ""))
        return self._format(pattern, rounded(value, digits))

    def _millions(self, value: Decimal) -> str:
        """Return `$1.24 million`, `$2 billion`; nothing where that would be too coarse or is not said."""
        unit, name = (10**9, "billion") if abs(value) >= 10**9 else (10**6, "million")
        coarse = 0 < self.step < 10_000 or rounded(value / unit, 2) != value / unit
        if coarse or abs(value) < unit or not self.locale.startswith("en"):
            return ""
        amount = self._format(self._pattern("currency").replace("0.00", "0.##"), value / unit)
        return self._phrase(name, amount=amount)

    def _unit(self, unit: str, value: Decimal) -> str:
        from babel.units import format_unit

        amount = int(value) if value == value.to_integral_value() else value  # 1.0 is plural in English
        text = format_unit(amount, f"duration-{unit}", length="long", locale=locale_of(self.spoken))
        text = text.replace("-", MINUS)
        own, spoken = self._number(value), Localizer(self.spoken, self.currency)._number(value)
        return text if own == spoken else text.replace(spoken, own)
