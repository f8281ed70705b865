"""The sentences of a report: the exact words for each verdict and at each boundary."""

from __future__ import annotations

from typing import Any

import pytest

from alder_lane import VARIANTS, client
from conftest import worded
from documents import complete
from reportgen.comparison import compare
from reportgen.comparison.assemble import assemble
from reportgen.comparison.document.queries import best_alternative
from reportgen.language.labels import about
from reportgen.language.sentences import sentences
from reportgen.language.sentences.answer import answer, strength
from reportgen.language.sentences.headings import change as change_heading
from reportgen.language.sentences.headings import cost, fit, models, risk
from reportgen.language.sentences.provenance import answer_figures
from reportgen.language.sentences.reasons import apart, reasons
from reportgen.language.sentences.what_would_change import change, flips, heaviest, prevention, unknown
from reportgen.rendering.pages import unbroken

WORDS = worded("en-US", "USD")
TWO = {"break_fix": 94_475, "managed": 61_434}
THREE = {"break_fix": 140_000, "managed": 190_000, "co_managed": 155_000}


def comparison(
    outcome: str = "managed", rule: str = "agree", totals: dict[str, float] | None = None,
    scores: dict[str, float] | None = None, chance: float = 0.9379, **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """A comparison with what the sentences read; costs are half fixed and half losses, but for break/fix."""
    totals = dict(TWO) if totals is None else totals
    scores = {"break_fix": 11.25, "managed": 88.75, "co_managed": 50} if scores is None else scores
    scores = {option: scores[option] for option in totals}
    ranked = sorted(scores, key=lambda option: -scores[option])
    leader = None if scores[ranked[0]] == scores[ranked[1]] else ranked[0]
    gap = scores[ranked[0]] - scores[ranked[1]]
    close = [{"rule": "score_gap", "option": leader, "gap": gap, "limit": 5}] if gap < 5 else []
    cheaper = min(totals, key=lambda option: totals[option])
    offers = [option for option in totals if option != "break_fix"]
    year = {
        option: {
            "total": total, "incidents": 52, "p95": total * 1.5, "downtime_hours": 338.4, "internal": 0,
            "fees": 0 if option == "break_fix" else total / 2, "out_of_scope": 0, "planned": 0, "recurring": 0,
            "revenue": 0,
            "invoices": total * 0.25 if option == "break_fix" else 0,
            "productivity": total * (0.75 if option == "break_fix" else 0.5),
        }
        for option, total in totals.items()
    }  # fmt: skip
    return {
        "options": list(totals),
        "year": year,
        "difference": {
            option: {"expected": totals["break_fix"] - totals[option], "probability": chance} for option in offers
        },
        "break_even": {
            option: {
                "incidents_per_year": 28.69, "fee_per_user_month": 249.72, "prevented_fraction": 0.352,
                "perfect_prevention_pays": True, "costs_less": "above",
            }
            for option in offers
        },
        "incidents": [
            {"name": "The shop", "prevented": dict.fromkeys(offers, 0.3)},
            {"name": "The office", "prevented": dict.fromkeys(offers, 0.4)},
        ],
        "inputs": [
            {"name": f"{offer}.per_user_month", "value": 135, "origin": "quote"}
            for offer in offers
        ],
        "sensitivities": {option: [] for option in offers},
        "fit": {
            "scores": scores, "leader": leader, "weightings_won": dict.fromkeys(totals, 0.5),
            "factors": [{"name": "Budget structure", "weight": 20, "flip_weight": None}],
        },
        "verdict": {
            "outcome": outcome, "rule": rule, "cheaper": cheaper, "better_fit": leader,
            "reasons": [
                {"rule": "chance", "option": "break_fix", "other": "managed", "probability": chance,
                 "low": 0.4, "high": 0.6},
                *close,
            ],
        },
        **more,
    }  # fmt: skip


def bar(at_low: float, at_high: float, **more: Any) -> dict[str, Any]:
    """One line of the sensitivity: a range of 2 to 4 incidents, and the saving at its ends."""
    plain = {"input": "incidents[0].per_year", "unit": "incidents/year", "origin": "client", "low": 2, "high": 4}
    return {**plain, "at_low": at_low, "at_high": at_high, "swing": at_high - at_low, **more}


# ---- the answer


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (
            comparison(),
            "On your figures managed IT costs $33,000 less than break/fix in an average year, "
            "and it fits your answers better.",
        ),
        (
            comparison("break_fix", "agree", {"break_fix": 3_545, "managed": 9_953}, {"break_fix": 78, "managed": 22}),
            "On your figures break/fix costs $6,410 less than managed IT in an average year, "
            "and it fits your answers better.",
        ),
        (
            comparison("co_managed", totals={"break_fix": 150_000, "managed": 120_000, "co_managed": 100_000},
                       scores={"break_fix": 30, "managed": 50, "co_managed": 64}),
            "On your figures co-managed IT costs $20,000 less than managed IT in an average year, "
            "and it fits your answers best.",
        ),
        (
            comparison("trade_off", "disagree", THREE, {"break_fix": 50, "managed": 50, "co_managed": 64}),
            "On your figures break/fix costs $15,000 less than co-managed IT in an average year, "
            "but co-managed IT fits your answers better.",
        ),
        (
            comparison("too_close", "saving", {"break_fix": 31_900, "managed": 31_500}),
            "On your figures it is too close to call: managed IT costs $400 less than break/fix in an average year, "
            "a\u00a0difference\u00a0of\u00a01%.",
        ),
        (
            comparison("too_close", "saving", {"break_fix": 31_500, "managed": 31_500}),
            "On your figures it is too close to call: break/fix and managed IT cost the same in an average year.",
        ),
        (
            comparison("too_close", "saving", {"break_fix": 0, "managed": 0}),
            "On your figures it is too close to call: break/fix and managed IT cost the same in an average year.",
        ),
        (
            comparison("too_close", "chance", chance=0.53),
            "On your figures it is too close to call: break/fix would cost more than managed IT "
            "in about 11 years in 20.",
        ),
        (
            comparison("too_close", "assumption"),
            "On your figures it is too close to call: managed IT costs $33,000 less than break/fix in an average year, "
            "but within the range of what is assumed it may as well cost more.",
        ),
        (
            comparison("too_close", "score_gap", scores={"break_fix": 48.5, "managed": 49.5}),
            "On your figures it is too close to call: managed IT costs $33,000 less than break/fix in an average year, "
            "but on the four factors managed IT leads by 1 point of 100.",
        ),
        (
            comparison("too_close", "score_gap", scores={"break_fix": 50, "managed": 50}),
            "On your figures it is too close to call: managed IT costs $33,000 less than break/fix in an average year, "
            "but on the four factors no option leads.",
        ),
        (
            comparison("too_close", "weightings"),
            "On your figures it is too close to call: managed IT costs $33,000 less than break/fix in an average year, "
            "and managed IT fits best in only 50% of the ways to weigh your answers.",
        ),
    ],
)  # fmt: skip
def test_the_answer_is_one_sentence_for_each_verdict(case: dict[str, Any], sentence: str) -> None:
    assert answer(complete(case), WORDS) == sentence


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (
            comparison(),
            "Managed IT would cost less than break/fix in about 19 years in 20; "
            "on the four factors managed IT leads by 77.5 points of 100.",
        ),
        (
            comparison("trade_off", "disagree", THREE, {"break_fix": 50, "managed": 50, "co_managed": 64}, 0.1285),
            "Break/fix would cost less than co-managed IT in about 17 years in 20; "
            "on the four factors co-managed IT leads by 14 points of 100.",
        ),
        (
            comparison(totals={"break_fix": 150, "managed": 120, "co_managed": 100}, chance=1.0),
            "Co-managed IT would cost less than break/fix in more than 19 years in 20; "
            "on the four factors managed IT leads by 38.8 points of 100.",
        ),
    ],
)
def test_how_strong_the_answer_is(case: dict[str, Any], sentence: str) -> None:
    assert strength(complete(case), WORDS) == sentence


def test_the_answer_names_the_two_options_whose_order_is_open() -> None:
    case = comparison("too_close", "chance", THREE)
    case["verdict"]["reasons"] = [
        {"rule": "chance", "option": "managed", "other": "co_managed", "probability": 0.44, "low": 0.4, "high": 0.6}
    ]
    assert answer(complete(case), WORDS) == (
        "On your figures it is too close to call: managed IT would cost more than co-managed IT in about 9 years in 20."
    )


# ---- the reasons


AGREE = {
    "rule": "agree", "option": "managed", "other": "break_fix", "amount": 33_041, "share": 0.538,
    "better_fit": "managed", "gap": 77.5,
}  # fmt: skip
SAVING = {"rule": "saving", "option": "managed", "other": "break_fix", "amount": 400, "share": 0.0127, "limit": 0.1}
CHANCE = {"rule": "chance", "option": "managed", "other": "co_managed", "probability": 0.47, "low": 0.4, "high": 0.6}
ASSUMED = {
    "rule": "assumption",
    "option": "break_fix",
    "other": "managed",
    "inputs": ["incidents[0].wait_hours.managed"],
}
GAP = {"rule": "score_gap", "option": "co_managed", "gap": 2.5, "limit": 5}
WON = {"rule": "weightings", "option": "break_fix", "share": 0.498, "limit": 0.6}


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (
            AGREE,
            "Break/fix costs 54% more than managed IT in an average year. "
            "Managed IT also fits your answers better, by 77.5 points of 100.",
        ),
        (
            {**AGREE, "rule": "disagree", "better_fit": "break_fix", "gap": 1},
            "Break/fix costs 54% more than managed IT in an average year. "
            "Your answers to the four factors speak for break/fix by 1 point of 100.",
        ),
        (
            {
                each: value
                for each, value in {**AGREE, "option": "break_fix", "other": "managed"}.items()
                if each != "share"
            },
            "Managed IT costs $33,000 in an average year, break/fix nothing. "
            "Managed IT also fits your answers better, by 77.5 points of 100.",
        ),
        (
            SAVING,
            "Break/fix costs 1% more than managed IT in an average year; "
            "a difference of less than 10% is too small to decide.",
        ),
        (
            {**SAVING, "share": 0.0962},
            "Break/fix costs 9.6% more than managed IT in an average year; "
            "a difference of less than 10% is too small to decide.",
        ),
        (
            {**SAVING, "share": 0.09996},
            "Break/fix costs 9.996% more than managed IT in an average year; "
            "a difference of less than 10% is too small to decide.",
        ),
        (
            {**SAVING, "share": 0.0012},
            "Break/fix costs 0.1% more than managed IT in an average year; "
            "a difference of less than 10% is too small to decide.",
        ),
        ({**SAVING, "amount": 0, "share": 0}, "Managed IT and break/fix cost the same in an average year."),
        (
            CHANCE,
            "Managed IT would cost more than co-managed IT in about 9 years in 20; "
            "from 8 to 12 years in 20, either may turn out the cheaper one.",
        ),
        (
            ASSUMED,
            "Break/fix becomes the cheaper option within the range of what is assumed about how long “The shop” waits "
            "under managed IT.",
        ),
        (
            {**ASSUMED, "inputs": ["profile.labour_loading", "incidents[1].prevented.managed"]},
            "Break/fix becomes the cheaper option within the range of what is assumed about what an employer pays for "
            "each unit of wage and how many “The office” incidents managed IT prevents.",
        ),
        (
            GAP,
            "On the four factors co-managed IT leads by 2.5 points of 100; fewer than 5 are too few to decide.",
        ),
        (
            {**GAP, "gap": 4.97},
            "On the four factors co-managed IT leads by 4.97 points of 100; fewer than 5 are too few to decide.",
        ),
        (
            {**GAP, "gap": 1},
            "On the four factors co-managed IT leads by 1 point of 100; fewer than 5 are too few to decide.",
        ),
        ({"rule": "score_gap", "gap": 0, "limit": 5}, "On the four factors no option leads."),
        (
            WON,
            "Break/fix fits best in 50% of the ways to weigh your answers; fewer than 60% are too few to decide.",
        ),
        (
            {**WON, "share": 0.598},
            "Break/fix fits best in 59.8% of the ways to weigh your answers; fewer than 60% are too few to decide.",
        ),
    ],
)  # fmt: skip
def test_each_reason_is_a_sentence_with_its_numbers(reason: dict[str, Any], sentence: str) -> None:
    kinds = [{"name": "The shop"}, {"name": "The office"}]
    case = {"options": list(TWO), "incidents": kinds, "verdict": {"reasons": [reason]}}
    assert reasons(complete(case), WORDS) == [sentence]


def test_of_three_options_one_fits_best() -> None:
    (sentence,) = reasons(complete({"options": list(THREE), "verdict": {"reasons": [AGREE]}}), WORDS)
    assert sentence.endswith("Managed IT also fits your answers best, by 77.5 points of 100.")


def test_reasons_write_numbers_as_the_client_does() -> None:
    document = complete({"options": list(TWO), "verdict": {"reasons": [{**SAVING, "share": 0.0962}]}})
    found = reasons(document, worded("fr-CA", "CAD", "en"))
    assert found == [
        "Break/fix costs 9,6\N{NO-BREAK SPACE}% more than managed IT in an average year; "
        "a difference of less than 10\N{NO-BREAK SPACE}% is too small to decide."
    ]


def test_a_value_never_reads_like_the_limit_it_misses() -> None:
    shown = "{:.6g}".format
    assert apart(4.4, 5, shown, 0) == ("4", "5")
    assert apart(4.9, 5, shown, 0) == ("4.9", "5")
    assert apart(0.04, 5, shown, 0) == ("0.04", "5")
    assert apart(0, 5, shown, 0) == ("0", "5")


# ---- what would change it


def even(**values: Any) -> dict[str, Any]:
    """The comparison with other break-evens."""
    case = comparison()
    case["break_even"]["managed"].update(values)
    return case


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (28.69, "Below 28.7 incidents a year, instead of 52, break/fix costs less."),
        (83.97, "Above 84 incidents a year, instead of 52, managed IT costs less."),
        (52.3, "Your own number of incidents, 52 a year, is about where both cost the same."),
        (0.25, "Below 0.25 incidents a year, instead of 52, break/fix costs less."),
    ],
)
def test_the_number_of_incidents_that_turns_the_money(number: float, sentence: str) -> None:
    assert change(complete(even(incidents_per_year=number)), WORDS)[0] == sentence


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (28.69, "Below 28.7 incidents a year, instead of 52, managed IT costs less."),
        (83.97, "Above 84 incidents a year, instead of 52, break/fix costs less."),
    ],
)
def test_an_offer_cheap_to_have_and_dear_to_need_pays_below_that_number(number: float, sentence: str) -> None:
    assert change(complete(even(incidents_per_year=number, costs_less="below")), WORDS)[0] == sentence


def test_where_no_number_of_incidents_turns_the_money() -> None:
    case = even(incidents_per_year=None)
    case["year"]["managed"]["productivity"] = 200_000
    assert change(complete(case), WORDS)[0] == "Managed IT costs more than break/fix at any number of incidents."
    case = even(incidents_per_year=None)
    case["year"]["break_fix"]["internal"] = 90_000
    assert change(complete(case), WORDS)[0] == "Break/fix costs more than managed IT at any number of incidents."
    case["year"]["managed"]["productivity"] = (
        200_000  # cheaper at few incidents, dearer at many: nothing simple is true
    )
    assert len(change(complete(case), WORDS)) == 1
    case["year"]["break_fix"]["incidents"] = 0
    assert change(complete(case), WORDS)[0] == "Without incidents there is nothing for a fee to prevent."


def test_the_fee_that_turns_the_money() -> None:
    end = "managed IT costs as much as break/fix."
    assert change(complete(comparison()), WORDS)[1] == f"At a fee of $250 a person and month instead of $135, {end}"
    sentence = "Even without a fee per person, managed IT costs more than break/fix."
    assert change(complete(even(fee_per_user_month=None)), WORDS)[1] == sentence
    by_device = comparison(inputs=[{"name": "managed.per_user_month", "value": 0, "origin": "quote"}])
    assert len(change(complete(by_device), WORDS)) == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {},
            "To cost no more than break/fix, managed IT has to prevent 35% of the incidents; "
            "here it is taken to prevent 30% to 40%.",
        ),
        (
            {"prevented_fraction": None, "perfect_prevention_pays": False},
            "Even if managed IT prevented every incident, it would cost more than break/fix.",
        ),
        (
            {"prevented_fraction": None},
            "Even if managed IT prevented nothing, it would cost no more than break/fix.",
        ),
        ({"prevented_fraction": 0}, "Even if managed IT prevented nothing, it would cost no more than break/fix."),
        (
            {"prevented_fraction": 1},
            "To cost no more than break/fix, managed IT has to prevent 100% of the incidents; "
            "here it is taken to prevent 30% to 40%.",
        ),
    ],
)
def test_what_an_offer_has_to_prevent(values: dict[str, Any], sentence: str) -> None:
    assert prevention(complete(even(**values)), WORDS) == [sentence]


def test_one_share_for_all_kinds_is_said_once_and_without_incidents_nothing() -> None:
    case = comparison(incidents=[{"name": "The shop", "prevented": {"managed": 0.3}}])
    assert prevention(complete(case), WORDS)[0].endswith("here it is taken to prevent 30%.")
    case["year"]["break_fix"]["incidents"] = 0
    assert prevention(complete(case), WORDS) == []


@pytest.mark.parametrize(
    ("factors", "sentence"),
    [
        ([], "Whatever weight any one factor gets, the same option fits best."),
        (
            [("Budget structure", 20, 64.8), ("Risk tolerance", 20, 24.4)],
            "With “Risk tolerance” weighted at 24 points instead of 20, another option would fit as well.",
        ),
    ],
)
def test_the_weight_that_turns_the_fit(factors: list[tuple[str, float, float]], sentence: str) -> None:
    case = comparison()
    case["fit"]["factors"] = [{"name": name, "weight": was, "flip_weight": at} for name, was, at in factors]
    assert flips(complete(case), WORDS) == sentence


def test_a_tie_turns_with_any_weight() -> None:
    case = comparison(scores={"break_fix": 50, "managed": 50})
    assert flips(complete(case), WORDS) == "No option leads on fit, so any change of a weight decides."


# ---- what is not known


def given(count: int, assumed: int) -> list[dict[str, Any]]:
    return [{"name": str(at), "origin": "assumption" if at < assumed else "client"} for at in range(count)]


@pytest.mark.parametrize(
    ("inputs", "bars", "sentence"),
    [
        (
            given(56, 4), [bar(1, 2, origin="estimate", input="incidents[0].prevented.managed"), bar(1, 4, swing=1)],
            "Four of 56 inputs are assumed, not yours; what matters most is how many “The shop” incidents managed IT "
            "prevents. 50% of what could move the result rests on guesses.",
        ),
        (
            given(44, 1), [bar(1, 2, origin="assumption", input="incidents[0].wait_hours.managed")],
            "One of 44 inputs is assumed, not yours: how long “The shop” waits under managed IT. "
            "100% of what could move the result rests on guesses.",
        ),
        (
            given(44, 11), [bar(1, 2)],
            "11 of 44 inputs are assumed, not yours; the appendix names each with its source.",
        ),
        (
            given(44, 0), [bar(1, 2)],
            "Nothing is assumed, but next year may differ from what you told us; check first how many “The shop” "
            "incidents there are.",
        ),
        (given(44, 0), [], "Nothing is assumed, but next year may differ from what you told us."),
    ],
)  # fmt: skip
def test_what_we_do_not_know_yet(inputs: list[dict[str, Any]], bars: list[dict[str, Any]], sentence: str) -> None:
    assert unknown(complete(comparison(inputs=inputs, sensitivities={"managed": bars})), WORDS) == sentence.replace(
        "44 input is", "44 inputs is"
    )


@pytest.mark.parametrize(
    ("line", "end"),
    [
        (bar(-3_700, 6_550), "2 to 4, managed IT goes from costing $3,700 more to saving $6,550."),
        (bar(0, 6_550), "2 to 4, managed IT goes from costing the same to saving $6,550."),
        (bar(1, 2, unit="fraction", low=0.2, high=0.5), "20% to 50%, managed IT goes from saving $1 to saving $2."),
        (bar(1, 2, unit="USD/hour", low=20, high=80), "$20 to $80, managed IT goes from saving $1 to saving $2."),
    ],
)
def test_the_input_that_matters_most(line: dict[str, Any], end: str) -> None:
    start = "What moves the result most is how many “The shop” incidents there are: over its range of "
    assert heaviest(complete(comparison(sensitivities={"managed": [line]})), WORDS) == start + end


def test_the_input_that_matters_most_is_that_of_the_option_held_against_break_fix() -> None:
    case = comparison(totals=THREE, sensitivities={"managed": [bar(1, 2)], "co_managed": [bar(-3, 4)]})
    assert heaviest(complete(case), WORDS).endswith("2 to 4, co-managed IT goes from costing $3 more to saving $4.")


def test_without_ranges_no_input_matters_most() -> None:
    assert heaviest(complete(comparison()), WORDS) == ""


# ---- headings


def test_the_heading_of_cost_follows_the_larger_part() -> None:
    case = comparison()
    assert cost(complete(case), WORDS) == "Cost: 75% of what failures cost under break/fix is on no invoice"
    case["year"]["break_fix"].update(invoices=60, productivity=30, revenue=10)
    assert cost(complete(case), WORDS) == "Cost: 60% of what failures cost under break/fix is on the invoice"
    case["year"]["break_fix"].update(invoices=0, productivity=0, revenue=0)
    assert cost(complete(case), WORDS) == "Cost: without incidents, only what is planned has to be paid"


def test_the_heading_of_risk_names_the_bad_year() -> None:
    case = comparison()
    end = "$142,000 with break/fix, $92,200 with managed IT"
    assert risk(complete(case), WORDS) == f"Risk: one year in 20 costs more than {end}"


@pytest.mark.parametrize(
    ("totals", "scores", "heading"),
    [
        (
            TWO, {"break_fix": 11.25, "managed": 88.75},
            "managed IT suits your answers better, 88.8 points of 100 to 11.3",
        ),
        (
            THREE, {"break_fix": 50, "managed": 50, "co_managed": 64},
            "co-managed IT suits your answers best, 64 points of 100 to 50",
        ),
        (
            TWO, {"break_fix": 51.3, "managed": 46.4},
            "break/fix and managed IT suit your answers about equally, 51.3 and 46.4 points of 100",
        ),
        (TWO, {"break_fix": 52.5, "managed": 47.5}, "break/fix suits your answers better, 52.5 points of 100 to 47.5"),
    ],
)  # fmt: skip
def test_the_heading_of_fit(totals: dict[str, float], scores: dict[str, float], heading: str) -> None:
    assert fit(complete(comparison(totals=totals, scores=scores)), WORDS) == f"Fit: {heading}"


def test_the_other_headings_follow_the_verdict_and_the_options() -> None:
    headings = {
        each: change_heading(complete(comparison(each)), WORDS) for each in ("managed", "too_close", "trade_off")
    }
    assert headings == {
        "managed": "What would change this answer",
        "too_close": "What keeps the answer open",
        "trade_off": "What would bring cost and fit together",
    }
    assert models(complete(comparison()), WORDS) == "Two ways to organize IT support"
    assert models(complete(comparison(totals=THREE)), WORDS) == "Three ways to organize IT support"


# ---- names


def test_break_fix_is_held_against_the_offer_that_saves_most() -> None:
    assert best_alternative(complete(comparison())) == "managed"
    assert best_alternative(complete(comparison(totals=THREE))) == "co_managed"


@pytest.mark.parametrize(("number", "text"), [(28.69, "29"), (9.5, "10"), (9.44, "9.4"), (0.254, "0.25"), (0, "0")])
def test_a_count_is_whole_from_ten_on(number: float, text: str) -> None:
    assert about(number, WORDS) == text


def test_the_provenance_of_a_figure_names_its_parts() -> None:
    figures = answer_figures(complete({"options": ["break_fix", "managed"]}), WORDS)
    assert [figure["label"] for figure in figures] == [
        "Expected cost of a year, break/fix",
        "Expected cost of a year, managed IT",
        "Chance that break/fix costs more than managed IT in a year",
        "Hours of downtime per person and year, break/fix",
    ]
    assert figures[1]["formula"] == (
        "“Invoices for repairs in a year, managed IT” + “Work lost in a year, managed IT” + "
        "“Margin lost in a year, managed IT” + “Fees of a year, managed IT” + "
        "“Work outside the fee in a year, managed IT” + “Planned work in a year, managed IT” + "
        "“Tools and retainers in a year, managed IT” + “Own IT staff in a year, managed IT”"
    )
    assert figures[1]["inputs"][3] == {"label": "Fees of a year, managed IT", "value": 13_200, "unit": "USD/year"}
    assert figures[2]["formula"].startswith("P(saving > 0): both options face the same incidents")


def test_all_of_it_by_name() -> None:
    document = complete({"options": ["break_fix", "managed"]})
    found = sentences(document, WORDS)
    assert found["answer"] == answer(document, WORDS)
    assert found["labels"]["managed.per_user_month"] == "Managed IT: fee per person"
    assert set(found["labels"]) == set(found["notes"]) == {quantity.name for quantity in document.inputs}
    assert set(found["heading"]) == {"models", "cost", "risk", "fit", "change"}


# ---- the slash


def test_no_line_ends_at_the_slash_of_break_fix() -> None:
    page = '<title>Break/fix</title><p title="break/fix">Break/fix, a break/fix offer, break/fixed</p>'
    joined = '<title>Break/fix</title><p title="break/fix">Break/\u2060fix, a break/\u2060fix offer, break/fixed</p>'
    assert unbroken(page) == joined
    assert unbroken(joined) == joined


def test_no_line_ends_at_the_hyphen_of_co_managed_except_in_the_head_of_a_column() -> None:
    assert unbroken("<p>Co-managed IT</p>") == "<p>Co-\u2060managed IT</p>"
    assert unbroken("<th>Co-managed, break/fix</th>") == "<th>Co-managed, break/\u2060fix</th>"


def test_without_incidents_no_year_is_said_to_be_worse_than_another() -> None:
    none = assemble(compare(client(*VARIANTS["no incidents"]).inputs("2026-11-02")))
    assert risk(none, WORDS) == "Risk: without incidents, one year costs as much as another"
    assert "one year in 20 costs more than" in risk(complete({"options": ["break_fix", "managed"]}), WORDS)
