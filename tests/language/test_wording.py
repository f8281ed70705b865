"""Numbers as words, to the last no-break space."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime

import pytest
from jinja2 import Environment, StrictUndefined
from jinja2.exceptions import UndefinedError

from conftest import worded
from reportgen.language.localizer import Localizer
from reportgen.rendering.filters import filters

US = worded("en-US", "USD")
UK = worded("en-GB", "GBP")
CANADA = worded("en-CA", "CAD")
QUEBEC = worded("fr-CA", "CAD")
GERMANY = worded("de-DE", "EUR")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "$0"),
        (0.004, "$0"),
        (-0.004, "$0"),
        (0.005, "$0.01"),
        (0.125, "$0.13"),
        (4.256, "$4.26"),
        (9.996, "$10"),
        (45.5, "$45.50"),
        (45.04, "$45"),
        (145.5, "$146"),
        (999.4, "$999"),
        (999.6, "$1,000"),
        (1234.5, "$1,230"),
        (1235, "$1,240"),
        (33_333, "$33,300"),
        (999_499, "$999,000"),
        (999_500, "$1\u00a0million"),
        (1_240_000, "$1.24\u00a0million"),
        (12_345_678, "$12.3\u00a0million"),
        (2_500_000_000, "$2.5\u00a0billion"),
        (-3_000, "\u2212$3,000"),
        (-1_200_000, "\u2212$1.2\u00a0million"),
    ],
)
def test_money_in_prose_has_three_significant_digits(value: float, text: str) -> None:
    assert US.money(value) == text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (US, "$33,300"),
        (UK, "£33,300"),
        (CANADA, "$33,300"),
        (worded("en-CA", "USD"), "US$33,300"),
        (QUEBEC, "33\u00a0300\u00a0$"),
        (worded("fr-FR", "EUR"), "33\u202f300\u00a0€"),
        (GERMANY, "33.300\u00a0€"),
        (worded("en-US", "JPY"), "¥33,300"),
    ],
)
def test_money_is_written_as_the_locale_writes_it(words: Localizer, text: str) -> None:
    assert words.money(33_333) == text


@pytest.mark.parametrize(
    ("words", "value", "text"),
    [
        (US, 33_333, "$33,333"),
        (US, 33_333.5, "$33,333.50"),
        (US, 33_333.004, "$33,333"),
        (US, 1_234_567, "$1,234,567"),
        (US, 2.675, "$2.68"),  # a float a hair below the half, which people wrote as the half
        (US, -12.5, "\u2212$12.50"),
        (QUEBEC, 1234.5, "1\u00a0234,50\u00a0$"),
        (GERMANY, -1234.5, "\u22121.234,50\u00a0€"),
        (worded("en-US", "JPY"), 1234.5, "¥1,235"),
    ],
)
def test_exact_money_shows_cents_only_if_there_are_any(words: Localizer, value: float, text: str) -> None:
    assert words.money_exact(value) == text


@pytest.mark.parametrize(
    ("words", "value", "text"),
    [
        (US, -3_000, "$3,000 less"),
        (US, 3_000, "$3,000 more"),
        (US, 0.001, "the same"),
        (QUEBEC, -3_000, "3\u00a0000\u00a0$ de moins"),
        (GERMANY, 3_000, "3.000\u00a0€ mehr"),
    ],
)
def test_a_difference_says_its_direction_in_words(words: Localizer, value: float, text: str) -> None:
    assert words.signed_money(value) == text


def test_a_range_names_both_ends_once() -> None:
    assert US.money_range(12_000, 15_000) == "$12,000 to $15,000"
    assert US.money_range(15_000, 12_000) == "$12,000 to $15,000"
    assert US.money_range(12_001, 12_004) == "$12,000"
    assert QUEBEC.money_range(12_000, 15_000) == "12\u00a0000\u00a0$ à 15\u00a0000\u00a0$"
    assert GERMANY.money_range(-500, 500) == "\u2212500\u00a0€ bis 500\u00a0€"


@pytest.mark.parametrize(
    ("words", "value", "text"),
    [
        (US, 0, "0"),
        (US, 12, "12"),
        (US, 12.34, "12.3"),
        (US, 0.25, "0.25"),
        (US, -0.04, "\u22120.04"),
        (US, 0.6, "0.6"),
        (US, 0.123, "0.12"),
        (US, 0.0004, "0"),
        (US, -0.0004, "0"),
        (US, 0.996, "1"),
        (US, -2.5, "\u22122.5"),
        (US, 1234567.89, "1,234,567.9"),
        (QUEBEC, 1234.5, "1\u00a0234,5"),
        (GERMANY, 1234.5, "1.234,5"),
    ],
)
def test_numbers_have_one_decimal_and_below_one_two_significant_digits(
    words: Localizer, value: float, text: str
) -> None:
    assert words.number(value) == text


@pytest.mark.parametrize(
    ("words", "value", "unit", "text"),
    [
        (US, 0.35, "fraction", "35%"),
        (US, 0.035, "fraction/year", "3.5% a year"),
        (US, 165, "USD/hour", "$165 an hour"),
        (US, 135.5, "USD/user/month", "$135.50 a person and month"),
        (US, 40, "USD/month", "$40 a month"),
        (US, 1, "people", "1\u00a0person"),
        (US, 24, "people", "24\u00a0people"),
        (US, 0.25, "hours", "0.25\u00a0hours"),
        (US, 2080, "hours/year", "2,080\u00a0hours a year"),
        (US, 9, "incidents/year", "9 a year"),
        (US, 1.4234, "ratio", "1.4234"),
        (US, 2, "visits/site/week", "2\u00a0visits per site and week"),
        (QUEBEC, 0.035, "fraction", "3,5\u00a0%"),
    ],
)
def test_a_quantity_is_exact_and_has_its_unit_in_words(words: Localizer, value: float, unit: str, text: str) -> None:
    assert words.quantity(value, unit) == text


def test_an_exact_number_keeps_its_decimals() -> None:
    assert [US.number_exact(each) for each in (1.4234, 12, 0.125, 1234.5, 0.1 + 0.2)] == [
        "1.4234", "12", "0.125", "1,234.5", "0.3",
    ]  # fmt: skip


def test_an_english_report_for_quebec_has_english_words_around_its_numbers() -> None:
    words = worded("fr-CA", "CAD", "en")
    assert words.money(33_333) == "33\u00a0300\u00a0$"
    assert words.money(1_240_000) == "1\u00a0240\u00a0000\u00a0$"
    assert words.frequency(0.35) == "about 7 years in 20"
    assert words.hours(3.5) == "3,5 hours"
    assert words.date("2026-11-02") == "November 2, 2026"
    assert words.plural(0, "incident", "incidents") == "0 incidents"
    assert words.listed("ab") == "a and b"
    assert (words.spoken, worded("de-DE", "EUR", "en").spoken) == ("en-CA", "en-DE")
    assert worded("mg-MG", "MGA", "fr").spoken == "fr-MG"
    assert worded("fil-PH", "PHP", "de").spoken == "de-PH"


@pytest.mark.parametrize(
    ("words", "value", "text"),
    [
        (US, 0, "0%"),
        (US, 0.0049, "<1%"),
        (US, 0.005, "1%"),
        (US, 0.437, "44%"),
        (US, 0.445, "45%"),
        (US, 0.994, "99%"),
        (US, 0.995, ">99%"),
        (US, 1, "100%"),
        (US, 1.5, "150%"),
        (US, -0.3, "\u221230%"),
        (UK, 0.437, "44%"),
        (QUEBEC, 0.437, "44\u00a0%"),
        (GERMANY, 0.001, "<1\u00a0%"),
    ],
)
def test_a_share_is_never_rounded_to_never_or_always(words: Localizer, value: float, text: str) -> None:
    assert words.percent(value) == text


@pytest.mark.parametrize(
    ("words", "value", "text"),
    [
        (US, 0, "0 hours"),
        (US, 0.005, "less than a minute"),
        (US, 1 / 60, "1 minute"),
        (US, 0.5, "30 minutes"),
        (US, 0.9999, "1 hour"),
        (US, 1, "1 hour"),
        (US, 3.5, "3.5 hours"),
        (US, 99.96, "100 hours"),
        (US, 1234.5, "1,235 hours"),
        (US, -2, "\u22122 hours"),
        (QUEBEC, 3.5, "3,5 heures"),
        (QUEBEC, 1.5, "1,5 heure"),
        (GERMANY, 1, "1 Stunde"),
        (GERMANY, 0.001, "weniger als eine Minute"),
    ],
)
def test_lengths_of_time(words: Localizer, value: float, text: str) -> None:
    assert words.hours(value) == text


@pytest.mark.parametrize("day", ["2026-11-02", date(2026, 11, 2), datetime(2026, 11, 2, 23, 59)])
def test_dates_in_full(day: date | str) -> None:
    assert US.date(day) == "November 2, 2026"
    assert UK.date(day) == "2 November 2026"
    assert CANADA.date(day) == "November 2, 2026"
    assert QUEBEC.date(day) == "2 novembre 2026"
    assert GERMANY.date(day) == "2. November 2026"


def test_a_noun_follows_its_number() -> None:
    assert US.plural(1, "incident", "incidents") == "1 incident"
    assert US.plural(0, "incident", "incidents") == "0 incidents"
    assert US.plural(1.0, "incident", "incidents") == "1 incident"
    assert US.plural(1.5, "incident", "incidents") == "1.5 incidents"
    assert US.plural(1200, "incident", "incidents") == "1,200 incidents"
    assert QUEBEC.plural(0, "panne", "pannes") == "0 panne"
    assert QUEBEC.plural(2, "panne", "pannes") == "2 pannes"


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0, "fewer than 1 year in 20"),
        (0.0249, "fewer than 1 year in 20"),
        (0.025, "about 1 year in 20"),
        (0.0749, "about 1 year in 20"),
        (0.075, "about 2 years in 20"),
        (0.35, "about 7 years in 20"),
        (0.375, "about 8 years in 20"),
        (0.5, "about 10 years in 20"),
        (0.9749, "about 19 years in 20"),
        (0.975, "more than 19 years in 20"),
        (1, "more than 19 years in 20"),
        (1 + 1e-12, "more than 19 years in 20"),
    ],
)
def test_a_probability_is_years_in_twenty(probability: float, text: str) -> None:
    assert US.frequency(probability) == text


def test_years_in_twenty_in_other_languages() -> None:
    assert QUEBEC.frequency(0.35) == "environ 7 années sur 20"
    assert QUEBEC.frequency(0.01) == "moins de 1 année sur 20"
    assert GERMANY.frequency(0.99) == "in mehr als 19 von 20 Jahren"
    assert worded("sv-SE", "SEK").frequency(0.35) == "about 7 years in 20"


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0, "fewer than one in 1,000"),
        (0.0009, "fewer than one in 1,000"),
        (0.001, "one in 1,000"),
        (0.0123, "one in 81"),
        (0.05, "one in 20"),
        (0.1, "one in ten"),
        (0.125, "one in eight"),
        (0.5, "one in two"),
        (0.66, "two in three"),
        (0.8, "four in five"),
        (0.9, "nine in ten"),
        (0.95, "nine in ten"),
        (0.96, "more than 19 in 20"),
    ],
)
def test_a_probability_as_a_small_fraction(probability: float, text: str) -> None:
    assert US.one_in(probability) == text


def test_small_counts_are_words() -> None:
    assert [US.count_word(each) for each in (0, 3, 10, 11, 2.5, -1)] == ["zero", "three", "ten", "11", "2.5", "\u22121"]
    assert QUEBEC.count_word(3) == "trois"
    assert GERMANY.count_word(3) == "drei"


def test_places_in_a_row() -> None:
    english = [US.ordinal(each) for each in (1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111)]
    assert english == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "101st", "111th"]
    assert [QUEBEC.ordinal(each) for each in (1, 2)] == ["1er", "2e"]
    assert GERMANY.ordinal(3) == "3."


def test_lists_by_locale() -> None:
    assert US.listed(["a", "b", "c"]) == "a, b, and c"
    assert UK.listed(["a", "b", "c"]) == "a, b and c"
    assert QUEBEC.listed(["a", "b"]) == "a et b"
    assert GERMANY.listed(["a"]) == "a"
    assert US.listed([]) == ""


@pytest.mark.parametrize("value", [None, True, "12", "", float("nan"), float("inf"), 1e15, [1]])
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="not a number"):
        US.money(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [-0.01, 1.01, 44])
def test_what_is_no_probability_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not a probability"):
        US.frequency(value)


def test_an_unknown_locale_or_date_says_how_to_write_it() -> None:
    with pytest.raises(ValueError, match="unknown region 'YY'; write language and region, such as en-US"):
        worded("xx-YY").money(1)
    with pytest.raises(ValueError, match=r"not a date: '2\.11\.2026'; write it as 2026-11-02"):
        US.date("2.11.2026")


def test_every_filter_works_in_a_template() -> None:
    environment = Environment(undefined=StrictUndefined)
    environment.filters.update(filters(US))
    text = (
        "{{ 9 | money }} {{ 9 | money_exact }} {{ 9 | money_range(10) }} {{ 9 | signed_money }} {{ 9 | number }} "
        "{{ 0.9 | percent }} {{ 9 | hours }} {{ '2026-11-02' | date }} {{ 9 | plural('day', 'days') }} "
        "{{ 0.9 | frequency }} {{ 0.9 | one_in }} {{ 9 | count_word }} {{ 9 | ordinal }} {{ [1, 2] | listed }}"
    )
    assert environment.from_string(text).render() == (
        "$9 $9 $9 to $10 $9 more 9 90% 9 hours November 2, 2026 9 days "
        "about 18 years in 20 nine in ten nine 9th 1 and 2"
    )
    with pytest.raises(UndefinedError):
        environment.from_string("{{ nothing | money }}").render()


def test_importing_the_module_does_not_import_babel() -> None:
    code = "import sys, reportgen.language.localizer; sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("locale", "currency", "amount"),
    [
        ("en-US", "KWD", "KWD\u00a094,500"),
        ("en-US", "CHF", "CHF\u00a094,500"),
        ("en-GB", "PLN", "PLN\u00a094,500"),
        ("en-US", "CAD", "CA$94,500"),
        ("en-US", "USD", "$94,500"),
        ("de-DE", "KWD", "94.500\u00a0KWD"),
        ("ja-JP", "JPY", "￥94,500"),
    ],
)
def test_a_code_and_the_digits_of_an_amount_have_a_space_between_them(locale: str, currency: str, amount: str) -> None:
    assert worded(locale, currency).money(94_500) == amount


def test_a_code_has_a_space_before_millions_too() -> None:
    assert worded("en-US", "KWD").money(1_240_000) == "KWD\u00a01.24\u00a0million"
    assert worded("en-US", "KWD").money(-94_500).startswith("\N{MINUS SIGN}KWD\u00a0")
