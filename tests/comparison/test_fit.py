"""The four factors: scores by hand, flips, weightings, and that the points table favours nobody."""

from __future__ import annotations

from itertools import product

import pytest

from conftest import ROOT
from reportgen.comparison.fit import Fit, fit, weightings
from reportgen.comparison.inputs import Factor
from reportgen.comparison.options import OPTIONS, Option
from reportgen.comparison.quantity import Quantity
from reportgen.project.readers.documents import yml
from reportgen.project.schema.factors import read_factors

FACTORS = read_factors(yml.read((ROOT / "content/factors.yml").read_bytes(), "content/factors.yml"))


def answered(
    answers: tuple[int, ...], weights: tuple[float, ...] = (25, 25, 25, 25), options: tuple[Option, ...] = OPTIONS
) -> Fit:
    """The fit of a set of answers."""
    factors = tuple(
        Factor(text.id, text.name, "", answer, "", Quantity(text.id, weight), text.points.of(answer))
        for text, answer, weight in zip(FACTORS.factors, answers, weights, strict=True)
    )
    return fit(factors, options)


def test_a_score_by_hand() -> None:
    # Answers 5, 4, 5, 4 with weights 40, 20, 15, 25: managed gets 100, 75, 100, 75 points.
    #   0.40 * 100 + 0.20 * 75 + 0.15 * 100 + 0.25 * 75 = 40 + 15 + 15 + 18.75 = 88.75
    found = answered((5, 4, 5, 4), (40, 20, 15, 25), OPTIONS[:2])
    assert found.scores == pytest.approx({"break_fix": 11.25, "managed": 88.75})
    assert found.leader == "managed"
    assert [factor.contribution["managed"] for factor in found.factors] == pytest.approx([40, 15, 15, 18.75])
    assert found.weightings_won == {"break_fix": 0, "managed": 1}


def test_weights_are_shares_whatever_they_add_up_to() -> None:
    assert answered((5, 1, 2, 3), (8, 4, 4, 4)).scores == answered((5, 1, 2, 3), (40, 20, 20, 20)).scores


def test_a_flip_weight_by_hand() -> None:
    # Answers 5, 2, 2, 2, equal weights: break/fix leads by (3 * 50 - 100) / 4 = 12.5.  With weight w on the first
    # factor the lead is (1 - w) * 50 - w * 100, which is 0 at w = 1/3.
    found = answered((5, 2, 2, 2), options=OPTIONS[:2])
    assert found.leader == "break_fix"
    assert found.factors[0].flip_weight == pytest.approx(100 / 3)


def test_at_the_flip_weight_two_options_tie() -> None:
    start = answered((5, 2, 2, 3), (20, 30, 25, 25), OPTIONS[:2])
    for place, factor in enumerate(start.factors):
        if factor.flip_weight is None:
            continue
        others = 100 - [20, 30, 25, 25][place]
        weights = [each * (100 - factor.flip_weight) / others for each in (20, 30, 25, 25)]
        weights[place] = factor.flip_weight
        assert answered((5, 2, 2, 3), tuple(weights), OPTIONS[:2]).gap == pytest.approx(0, abs=1e-9)


def test_no_weight_flips_what_all_factors_say() -> None:
    assert {factor.flip_weight for factor in answered((5, 5, 4, 4)).factors} == {None}


def test_there_are_1771_weightings_and_each_adds_up() -> None:
    rows = weightings(4)
    assert rows.shape == (1771, 4)
    assert set(rows.sum(axis=1).tolist()) == {20}
    assert len({tuple(row) for row in rows.tolist()}) == 1771


def test_the_midpoint_speaks_for_nobody() -> None:
    found = answered((3, 3, 3, 3))
    assert found.scores == {"break_fix": 50, "managed": 50, "co_managed": 50}
    assert found.leader is None
    assert found.weightings_won == pytest.approx(dict.fromkeys(OPTIONS, 1 / 3))


ALL = list(product(range(1, 6), repeat=4))


def test_mirrored_answers_swap_break_fix_and_managed() -> None:
    for answers in ALL:
        one, other = answered(answers).scores, answered(tuple(6 - answer for answer in answers)).scores
        assert (one["break_fix"], one["managed"]) == (other["managed"], other["break_fix"])
        assert one["co_managed"] == other["co_managed"]


def leads(options: tuple[Option, ...]) -> dict[Option, float]:
    """The share of all 625 sets of answers, weighted equally, in which an option leads; ties are split."""
    won = dict.fromkeys(options, 0.0)
    for answers in ALL:
        points = [text.points.of(answer) for text, answer in zip(FACTORS.factors, answers, strict=True)]
        scores = {option: sum(point[place] for point in points) for place, option in enumerate(options)}
        best = [option for option in options if scores[option] == max(scores.values())]
        for option in best:
            won[option] += 1 / len(best) / len(ALL)
    return won


def test_over_all_answers_every_option_gets_its_share() -> None:
    two, three = leads(OPTIONS[:2]), leads(OPTIONS)
    print(f"two options: {two}\nthree options: {three}")
    assert two == pytest.approx({"break_fix": 0.5, "managed": 0.5})
    assert three == pytest.approx({"break_fix": 0.3237, "managed": 0.3237, "co_managed": 0.3525}, abs=1e-4)


def test_the_shares_in_the_file_and_in_the_docs_are_these() -> None:
    text = (ROOT / "content/factors.yml").read_text(encoding="utf-8")
    docs = (ROOT / "docs/comparison.md").read_text(encoding="utf-8")
    three = leads(OPTIONS)
    assert "| three | " + " | ".join(f"{100 * three[option]:.1f} %" for option in OPTIONS) + " |" in docs
    assert f"break/fix leads in {100 * three['break_fix']:.1f} %" in text
    assert f"{100 * three['co_managed']:.1f} % (ties split)" in text


def test_co_managed_wins_where_answers_pull_apart() -> None:
    found = answered((4, 2, 2, 4))
    assert found.leader == "co_managed"
    assert found.weightings_won["co_managed"] > 0.6
