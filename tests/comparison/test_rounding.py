"""The laws of displayed amounts: parts add up, differences are those of the amounts beside them and keep two digits."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents import complete
from reportgen.comparison.document import Document, displayed
from reportgen.comparison.document.displayed import PARTS
from reportgen.comparison.rounding import apportioned, rounded, rounded_with_sign, rounding_step

AMOUNTS = st.floats(0, 1e9).filter(lambda amount: amount == 0 or amount > 1e-3)


@pytest.mark.parametrize(
    ("amounts", "step", "shown"),
    [
        ([94_474.81, 61_434.46], 100, [94_500, 61_400]),
        ([140_508.40, 155_382.89], 100, [140_500, 155_400]),
        ([31_915, 31_514], 10, [31_920, 31_510]),  # a difference of 400 keeps two digits
        ([141_034.2, 141_034.9], 100, [141_000, 141_000]),  # nothing to tell apart
        ([1_240_000, 3_100_000], 10_000, [1_240_000, 3_100_000]),
        ([94_474.81, 980], 10, [94_470, 980]),  # the smaller amount keeps two digits
        ([3.40, 2.10], 1, [3, 2]),  # never finer than the currency itself
        ([0, 0], 1, [0, 0]),
        ([], 1, []),
    ],
)
def test_the_step_of_amounts(amounts: list[float], step: float, shown: list[float]) -> None:
    assert rounding_step(amounts) == step
    assert [rounded(amount, step) for amount in amounts] == shown


def test_several_groups_have_one_step_that_serves_each() -> None:
    assert rounding_step([94_500, 61_400], [280_000, 281_300]) == 100
    assert rounding_step([94_500, 61_400], [280_000, 280_930]) == 100
    assert rounding_step([9_450, 6_140], [28_000, 28_093]) == 10


@given(st.lists(AMOUNTS, min_size=2, max_size=3))
@example([141_034.2, 142_100.0])
def test_a_difference_keeps_two_digits_that_mean_something(amounts: list[float]) -> None:
    step = rounding_step(amounts)
    assert Decimal(step).log10() % 1 == 0
    for first, second in combinations(amounts, 2):
        exact, shown = first - second, rounded(first, step) - rounded(second, step)
        assert abs(shown - exact) <= step * (1 + 1e-9)
        if step > 1 and abs(exact) >= max(amounts) / 100:
            assert step <= abs(exact) / 10, "the second digit is off by one at most"
        assert shown * exact >= 0, "nothing dearer is shown as the cheaper"


@given(st.lists(AMOUNTS, min_size=1, max_size=3), st.integers(0, 6))
def test_a_currency_with_more_zeros_changes_no_digit(amounts: list[float], zeros: int) -> None:
    scaled = [amount * 10**zeros for amount in amounts]
    if rounding_step(amounts) > 1:
        assert rounding_step(scaled) == pytest.approx(rounding_step(amounts) * 10**zeros)


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), AMOUNTS, min_size=1),
    st.sampled_from([1, 10, 100, 1000, 10_000]),
    st.sets(st.sampled_from("abcdefgh")),
)
@example({"a": 34.0, "b": 34.0, "c": 34.0}, 100, set())
def test_parts_add_up_to_their_total(amounts: dict[str, float], step: float, known: set[str]) -> None:
    total = rounded(sum(amounts.values()), step)
    shown = apportioned(amounts, total, step, known & set(amounts))
    assert list(shown) == list(amounts)
    assert sum(shown.values()) == total
    for name, amount in amounts.items():
        assert abs(shown[name] - amount) < step * (1 + 1e-6), "each is the multiple below or above"
        assert amount or shown[name] == 0, "what costs nothing is shown to cost nothing"


def test_what_is_known_from_elsewhere_is_rounded_to_the_nearest() -> None:
    amounts = {"staff": 101_061.4, "invoices": 12_934.7, "work": 14_485.3, "margin": 12_027.1}
    shown = apportioned(amounts, 140_500, 100, ["staff"])
    assert shown == {"staff": 101_100, "invoices": 12_900, "work": 14_500, "margin": 12_000}


@given(st.floats(-1e9, 1e9), st.sampled_from([1, 10, 1000]))
def test_a_sign_is_kept(amount: float, step: float) -> None:
    shown = rounded_with_sign(amount, step)
    assert (shown > 0, shown < 0) == (amount > 0, amount < 0)
    assert rounded(-amount, step) == -rounded(amount, step)


# ---- a whole document

PARTS_OF_YEARS = st.fixed_dictionaries({name: AMOUNTS for name in PARTS if name != "onboarding"})


def made(years: list[dict[str, float]], onboarding: list[float]) -> Document:
    """The document of a real client with other amounts, which agree exactly."""
    document = complete({"options": ["break_fix", "managed", "co_managed"]})
    year, first = {}, {}
    for option, parts, start in zip(document.options, years, onboarding, strict=True):
        total = sum(parts.values())
        year[option] = replace(document.year[option], total=total, **parts)
        first[option] = replace(year[option], onboarding=start, total=total + start)
    difference = {
        option: replace(each, expected=year["break_fix"].total - year[option].total)
        for option, each in document.difference.items()
    }
    step = rounding_step([each.total for each in year.values()])
    return replace(document, year=year, first_year=first, difference=difference, rounding_step=step)


@settings(max_examples=60, deadline=None)
@given(st.lists(PARTS_OF_YEARS, min_size=3, max_size=3), st.lists(AMOUNTS, min_size=3, max_size=3))
def test_a_document_agrees_with_itself(years: list[dict[str, float]], onboarding: list[float]) -> None:
    document = made(years, onboarding)
    shown = displayed(document)
    step = document.rounding_step
    for option, year in shown.year.items():
        assert year.total == rounded(document.year[option].total, step)
        assert sum(getattr(year, part) for part in PARTS) == year.total
        first = shown.first_year[option]
        assert first.total == year.total + first.onboarding
        assert sum(getattr(first, part) for part in PARTS) == first.total
    for option, difference in shown.difference.items():
        assert difference.expected == shown.year["break_fix"].total - shown.year[option].total
    assert shown.between_offers
    assert shown.between_offers.expected == shown.year["managed"].total - shown.year["co_managed"].total
    assert shown.figures == document.figures and shown.inputs == document.inputs, "these stay exact"


@pytest.mark.parametrize("options", [2, 3])
def test_a_real_document_agrees_with_itself(options: int) -> None:
    names = ["break_fix", "managed", "co_managed"][:options]
    shown = displayed(complete({"options": names}))
    for option, cost in shown.horizon.options.items():
        assert cost.by_month[11].mean == shown.first_year[option].total
        assert cost.by_month[-1].mean == cost.total
    for option, saved in shown.horizon.difference.items():
        assert saved == shown.horizon.options["break_fix"].total - shown.horizon.options[option].total
    for option, bars in shown.sensitivities.items():
        for bar in bars:
            assert (bar.at_low - shown.difference[option].expected) % shown.rounding_step == 0
    assert sum(factor.weight for factor in shown.fit.factors) == pytest.approx(100)
    assert displayed(shown) == shown, "what is displayed is not rounded again"
