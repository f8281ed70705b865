"""Amounts and names from right to left are isolates of Unicode, so that the text around them keeps its order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import worded
from reportgen.language.direction import isolated

HEBREW = "אורן"


@pytest.mark.parametrize("text", ["", "Quillon Tools", "Żółć & Œuvre", "Παπαδόπουλος", "東京", "₪ 94,500", "−CA$12"])
def test_text_from_left_to_right_stays_as_it_is(text: str) -> None:
    assert isolated(text) == text


@pytest.mark.parametrize("text", [HEBREW, "سارة", f"{HEBREW} Ltd", "\u200f94,500"])
def test_text_from_right_to_left_becomes_an_isolate(text: str) -> None:
    assert isolated(text) == f"\u2068{text}\u2069"


@given(st.text(st.sampled_from("abאب 12\u200f"), max_size=8))
def test_an_isolate_is_not_isolated_twice(text: str) -> None:
    once = isolated(text)
    assert isolated(once) == once
    assert isolated(f"between {once} and {once}") == f"between {once} and {once}"


def test_a_range_of_dinars_has_the_lower_amount_first() -> None:
    low, high = worded("ar-KW", "KWD", "en").money_range(94_500, 120_000).split(" to ")
    assert "94,500" in low and "120,000" in high
    assert all(each[0] == "\u2068" and each[-1] == "\u2069" for each in (low, high))


@pytest.mark.parametrize(
    ("locale", "currency", "value", "written"),
    [
        ("en-KW", "KWD", 4.5, "KWD 4.500"),
        ("en-KW", "KWD", 12.3456, "KWD 12.346"),
        ("en-KW", "KWD", 94_500, "KWD 94,500"),
        ("en-BH", "BHD", 0.5, "BHD 0.500"),
        ("en-JP", "JPY", 1_500.5, "JP¥1,501"),
        ("en-KR", "KRW", 0.4, "₩0"),
        ("hu-HU", "HUF", 4_500.25, "4 500,25 Ft"),
        ("de-US", "USD", 4_800.5, "4.800,50 $"),
    ],
)
def test_a_currency_has_its_own_decimals(locale: str, currency: str, value: float, written: str) -> None:
    assert worded(locale, currency, "en").money_exact(value).replace("\u00a0", " ") == written
