"""Each client reads money, numbers, dates and paper as its country writes them, and words in the article's language."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

import stress
from conftest import copied
from printing import maker, texts

# Locale: language of the page, paper, the date, the cost of a year with break/fix.
WRITTEN = {
    "en-US": ("en-US", (612, 792), "November 2, 2026", "$11,000"),
    "en-GB": ("en-GB", (595, 842), "2 November 2026", "£11,000"),
    "en-CA": ("en-CA", (612, 792), "November 2, 2026", "$11,000"),
    "fr-CA": ("en-CA", (612, 792), "November 2, 2026", "11 000 $"),
    "de-DE": ("en-DE", (595, 842), "2 November 2026", "11.000 €"),
    "en-AU": ("en-AU", (595, 842), "2 November 2026", "$11,000"),
    "pl-PL": ("en-PL", (595, 842), "2 November 2026", "11 000 zł"),
    "de-CH": ("en-CH", (595, 842), "2 November 2026", "CHF 11’000"),
}


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """The same company in every locale."""
    project = copied(tmp_path_factory.mktemp("locales"), ())
    currencies = stress.LOCALES | stress.ODD_LOCALES
    for locale in WRITTEN:
        data = stress.plain(locale=locale, currency=currencies[locale])
        project.write({f"content/clients/{locale.lower()}.yml": stress.as_file(data)})
    return maker(project.root)


def spaced(text: str) -> str:
    """Text with plain spaces only."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


@pytest.mark.parametrize("locale", WRITTEN)
def test_a_client_reads_its_own_notation(locale: str, make: Callable[[str], bytes], tmp_path: Path) -> None:
    language, paper, date, money = WRITTEN[locale]
    name = locale.lower()
    page, pdf = make(f"briefs/{name}/index.html").decode(), make(f"briefs/{name}/{name}.pdf")
    assert f'<html lang="{language}">' in page
    words = spaced(" ".join(texts(pdf)))
    assert date in words and money in words
    assert money in spaced(re.sub(r"<[^>]+>", "", page))
    file = pypdfium2.PdfDocument(pdf)
    sizes = {tuple(round(side) for side in file.get_page_size(at)) for at in range(len(file))}
    file.close()
    assert sizes == {paper}


@pytest.mark.parametrize("locale", ["fr-CA", "de-DE", "pl-PL", "de-CH"])
def test_no_amount_is_written_as_in_america(locale: str, make: Callable[[str], bytes]) -> None:
    name = locale.lower()
    words = spaced(" ".join(texts(make(f"briefs/{name}/{name}.pdf"))))
    assert re.findall(r"[$€]\d[\d,.]*|\d,\d{3}\b", words) == []


def test_figures_are_the_same_in_every_locale(make: Callable[[str], bytes]) -> None:
    """A locale changes how a number is written, and nothing else."""
    found = {json.dumps(json.loads(make(f"briefs/{each.lower()}/comparison.json"))["year"]) for each in WRITTEN}
    assert len(found) == 1


# Ten countries, and how many units of their money buy what a dollar does here; yen have no decimals, dinars three.
SCALED = {
    "en-US": ("USD", 1),
    "en-JP": ("JPY", 150),
    "en-KR": ("KRW", 1_500),
    "en-KW": ("KWD", 0.3),
    "en-IN": ("INR", 90),
    "de-US": ("USD", 1.2),
    "hu-HU": ("HUF", 360),
    "id-ID": ("IDR", 15_000),
    "es-CL": ("CLP", 900),
    "ar-KW": ("KWD", 0.6),
    "vi-VN": ("VND", 24_000),
}


@pytest.fixture(scope="module")
def scaled(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """The same company, with every amount in the money of each country."""
    project = copied(tmp_path_factory.mktemp("scaled"), ())
    for locale, (currency, factor) in SCALED.items():
        data = stress.in_money(stress.plain(locale=locale, currency=currency), factor)
        project.write({f"content/clients/{locale.lower()}.yml": stress.as_file(data)})
    return maker(project.root)


@pytest.mark.parametrize("locale", SCALED)
def test_the_same_company_in_another_money_reads_the_same(locale: str, scaled: Callable[[str], bytes]) -> None:
    """Every figure is the same multiple, each sentence has the same words, and each chart the same marks."""
    name, (currency, factor) = locale.lower(), SCALED[locale]
    first, found = (json.loads(scaled(f"briefs/{each}/comparison.json")) for each in ("en-us", name))
    assert found["client"]["currency"] == currency
    assert found["year"]["managed"]["p50"] == pytest.approx(first["year"]["managed"]["p50"] * factor, rel=0.01)
    pages = [scaled(f"briefs/{each}/index.html").decode() for each in ("en-us", name)]
    assert len(set(map(words, pages))) == 1
    assert len({len(re.findall(r"<svg", page)) for page in pages}) == 1


def words(page: str) -> str:
    """The letters of a page's text, without amounts."""
    text = re.sub(r"<(style|script|svg)\b.*?</\1>|<[^>]+>", " ", page, flags=re.S)
    return " ".join(each for each in re.findall(r"[a-z]{4,}", text) if each not in ("million", "billion"))


HEBREW = "אורן וגנר"


@pytest.fixture(scope="module")
def right_to_left(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """A company whose name is in Hebrew and whose money is written in Arabic, in an English report."""
    project = copied(tmp_path_factory.mktemp("right-to-left"), ())
    data = stress.plain(locale="ar-KW", currency="KWD", name=HEBREW, incidents=[stress.incident(name="דואר")])
    project.write({"content/clients/wagner.yml": stress.as_file(data)})
    return maker(project.root)


def test_text_from_right_to_left_does_not_turn_the_text_around_it(right_to_left: Callable[[str], bytes]) -> None:
    """Each name and each amount is an isolate of Unicode, in text, in attributes and in charts."""
    page = right_to_left("briefs/wagner/index.html").decode()
    assert f"\u2068{HEBREW}\u2069" in page
    outside = re.sub("\u2068[^\u2068\u2069]*\u2069", "", page)
    outside = re.sub("\u2068[^\u2068\u2069]*\u2069", "", outside)  # a name inside a sentence that is one itself
    assert re.findall(r".{0,40}[\u0590-\u06ff].{0,40}", outside) == []
    assert outside.count("\u2068") == outside.count("\u2069") == 0
