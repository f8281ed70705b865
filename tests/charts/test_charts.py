"""Charts: the message in the title comes from the numbers, and nothing collides or leaves the frame."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from conftest import ROOT, worded
from documents import complete
from reportgen.charts import CHARTS, NARROW, WIDE, draw
from reportgen.charts.annual_cost import PARTS
from reportgen.charts.geometry.marks import Bar, Chart, Dot, Line, Text
from reportgen.charts.geometry.scale import spread, ticks
from reportgen.charts.geometry.text_metrics import width, wrap
from reportgen.language.localizer import Audience
from reportgen.problems import ProblemError
from reportgen.project.schema.brand import Brand, Contact
from reportgen.rendering.brand_css import palette
from reportgen.rendering.environment import environment, render

WORDS = worded("en-US", "USD")


def comparison(
    cost: float = 30_000, fee: float = 24_000, dots: list[float] | None = None, incidents: float = 18.0,
    options: tuple[str, ...] = ("break_fix", "managed"), kind: str = "one workstation",
) -> dict[str, Any]:  # fmt: skip
    """A comparison with what charts read; break/fix costs `cost`, managed `fee` and a tenth of `cost`."""

    def among(values: dict[str, float]) -> dict[str, float]:
        return {option: values[option] for option in options}

    none = dict.fromkeys(PARTS, 0.0)
    parts = {
        "break_fix": {"invoices": cost * 0.5, "productivity": cost * 0.3, "revenue": cost * 0.2},
        "managed": {"fees": fee, "out_of_scope": fee * 0.05, "productivity": cost * 0.1, "revenue": 0.0},
        "co_managed": {"fees": fee * 0.5, "internal": fee * 0.4, "productivity": cost * 0.2, "revenue": 0.0},
    }
    year = {option: {**none, **parts[option], "total": sum(parts[option].values())} for option in options}
    gap = year["break_fix"]["total"] - year["managed"]["total"]
    spread_out = [gap + (place - 9.5) * cost * 0.06 for place in range(20)] if dots is None else dots
    chance = sum(amount > 0 for amount in spread_out) / 20
    plan = {
        option: {
            "total": year[option]["total"] * 3,
            "by_month": [
                {"month": month, "mean": each, "p10": each * 0.7, "p90": each * 1.4}
                for month in range(1, 37)
                if (each := year[option]["total"] * month / 12 + (2000 if option != "break_fix" and cost else 0)) >= 0
            ],
        }
        for option in options
    }
    factors = [
        {
            "id": name, "name": title, "answer": 4, "answer_text": "Most work stops within the hour", "weight": 25,
            "points": among({"break_fix": 25, "managed": 75, "co_managed": 60}), "flip_weight": None,
        }
        for name, title in (
            ("operational_reliance", "Operational reliance on technology"),
            ("budget_structure", "Budget structure"),
            ("internal_it_capability", "Internal IT capability"),
            ("risk_tolerance", "Risk tolerance"),
        )
    ]  # fmt: skip
    return {
        "options": list(options),
        "year": year,
        "difference": {
            option: {"expected": gap, "probability": chance, "dots": spread_out}
            for option in options
            if option != "break_fix"
        },
        "horizon": {"months": 36, "options": plan},
        "incidents": [{"name": kind}],
        "sensitivities": {"managed": [
            {
                "input": "incidents[0].per_year", "unit": "incidents/year", "origin": origin, "low": 2, "high": 9,
                "at_low": gap - cost * share, "at_high": gap + cost * share, "swing": cost * share * 2,
            }
            for share, origin in ((0.4, "client"), (0.1, "assumption"), (0.0, "quote"))
        ]} | ({"co_managed": []} if "co_managed" in options else {}),
        "incident_curve": {
            "per_year": incidents, "credible_low": incidents * 0.6, "credible_high": incidents * 1.5,
            "break_evens": dict.fromkeys(options[1:], incidents * 0.8 if cost and fee else None),
            "break_fix": [[0, 0], [incidents * 2, cost * 2]],
            "managed": [[0, fee], [incidents * 2, fee + cost * 0.2]],
        },
        "fit": {
            "factors": factors, "leader": "managed",
            "scores": among({"break_fix": 25, "managed": 75, "co_managed": 60}),
            "weightings_won": among({"break_fix": 0.02, "managed": 0.88, "co_managed": 0.1}),
        },
        "verdict": {"reasons": []},
    }  # fmt: skip


EXTREMES: Mapping[str, dict[str, Any]] = {
    "ordinary": comparison(),
    "three options": comparison(options=("break_fix", "managed", "co_managed")),
    "no incidents": comparison(cost=0, incidents=0, dots=[-24_000.0] * 20),
    "nothing costs anything": comparison(cost=0, fee=0, incidents=0, dots=[0.0] * 20),
    "ten million": comparison(cost=10_000_000, fee=6_400_000),
    "a few cents": comparison(cost=0.4, fee=0.3),
    "managed far dearer": comparison(cost=900, fee=240_000),
    "managed far cheaper": comparison(cost=240_000, fee=900),
    "equal options": comparison(cost=27_000, fee=24_000 / 1.05 * 1.0125, dots=[0.0] * 20),
    "all years alike": comparison(dots=[5_000.0] * 20),
    "one terrible year": comparison(dots=[-20_000.0] * 19 + [4_000_000.0]),
    "long labels": comparison(kind="The cash registers and the booking system of all branches together"),
}


@pytest.fixture(params=EXTREMES, ids=str)
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    return EXTREMES[request.param]


@pytest.mark.parametrize("room", [WIDE, NARROW])
@pytest.mark.parametrize("name", CHARTS)
def test_everything_stays_inside_the_frame(name: str, room: int, case: dict[str, Any]) -> None:
    chart = drawn(name, case, room)
    outside = [
        mark
        for mark in chart.marks
        for left, top, right, bottom in [mark.box]
        if left < -0.6 or top < -0.6 or right > chart.width + 0.6 or bottom > chart.height + 0.6
    ]
    assert outside == []


@pytest.mark.parametrize("room", [WIDE, NARROW])
@pytest.mark.parametrize("name", CHARTS)
def test_no_label_touches_another_label_or_a_dot_or_a_bar(name: str, room: int, case: dict[str, Any]) -> None:
    chart = drawn(name, case, room)
    texts = [mark for mark in chart.marks if isinstance(mark, Text)]
    solid = [mark for mark in chart.marks if isinstance(mark, Dot | Bar) and mark.role != "wash"]
    touching = [(one, two) for one, two in combinations(texts, 2) if overlap(one, two)]
    touching += [(text, mark) for text in texts for mark in solid if overlap(text, mark)]
    assert touching == []


@pytest.mark.parametrize("room", [WIDE, NARROW])
@pytest.mark.parametrize("name", CHARTS)
def test_no_upright_line_runs_through_a_label(name: str, room: int, case: dict[str, Any]) -> None:
    chart = drawn(name, case, room)
    upright = [mark for mark in chart.marks if isinstance(mark, Line) and mark.box[0] == mark.box[2]]
    struck = [
        (text, line)
        for text in chart.marks
        for line in upright
        if isinstance(text, Text)
        and text.box[0] + 0.5 < line.box[0] < text.box[2] - 0.5
        and min(text.box[3], line.box[3]) - max(text.box[1], line.box[1]) > 0.5
    ]
    assert struck == []


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_has_words_and_a_table_for_those_who_cannot_see_it(name: str, case: dict[str, Any]) -> None:
    chart = drawn(name, case, WIDE)
    assert chart.name == name
    assert chart.title and chart.description
    assert chart.rows and all(len(row) == len(chart.head) for row in chart.rows)


@pytest.mark.parametrize(
    ("parts", "title"),
    [
        (
            {"break_fix": {"internal": 90, "revenue": 20}, "managed": {"internal": 90, "fees": 50}},
            "Apart from your own staff, the largest part of a year with break/fix is lost revenue, $20; "
            "with managed IT it is fees, $50",
        ),
        (
            {"break_fix": {"internal": 90, "revenue": 20}, "managed": {"internal": 90, "revenue": 5}},
            "Apart from your own staff, the largest part of a year is lost revenue: "
            "$20 with break/fix, $5 with managed IT",
        ),
        (
            {"break_fix": {"internal": 90, "revenue": 20}, "managed": {"internal": 90}},
            "Apart from your own staff, the largest part of a year with break/fix is lost revenue, $20",
        ),
        (
            {"break_fix": {"internal": 90}, "managed": {"internal": 90}},
            "A year costs the same under both: $90, for your own staff",
        ),
        (
            {"break_fix": {"internal": 9, "revenue": 20}, "managed": {"internal": 9, "fees": 50}},
            "The largest part of a year with break/fix is lost revenue, $20; with managed IT it is fees, $50",
        ),
    ],
)
def test_a_title_compares_what_differs(parts: dict[str, dict[str, float]], title: str) -> None:
    """One amount under both options says nothing."""
    case = comparison()
    for option, amounts in parts.items():
        case["year"][option] = {**dict.fromkeys(PARTS, 0.0), **amounts, "total": sum(amounts.values())}
    assert drawn("annual-cost", case, WIDE).title == title


@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_a_long_name_in_the_tornado_is_shortened_and_the_phrase_is_whole(frame: int) -> None:
    """What is told of an incident stands behind its name."""
    case = comparison(kind="parts counter or service desk of one branch on the other side of the lake")
    for bars in case["sensitivities"].values():
        bars[0]["input"] = "incidents[0].prevented.managed"
    chart = drawn("tornado", case, frame)
    texts = " ".join(mark.text for mark in chart.marks if isinstance(mark, Text))
    assert "…” incidents managed IT prevents" in texts
    assert "on the other side of the lake” incidents managed IT prevents" in chart.rows[0][0], "the table has it whole"


@pytest.mark.parametrize(
    ("name", "case_name", "title"),
    [
        (
            "annual-cost", "ordinary",
            "The largest part of a year with break/fix is lost work and revenue, $15,000; "
            "with managed IT it is fees and work outside the contract, $25,200",
        ),
        ("annual-cost", "nothing costs anything", "Without incidents and fees, no option costs anything"),
        ("twenty-dots", "ordinary", "In about 11 years in 20, break/fix would cost more than managed IT"),
        ("twenty-dots", "no incidents", "In fewer than 1 year in 20, break/fix would cost more than managed IT"),
        (
            "cost-by-incidents", "ordinary",
            "Break/fix and managed IT cost the same at 14.4 incidents a year; you count on 18",
        ),
        ("cost-by-incidents", "no incidents", "Break/fix costs less at any number of incidents"),
        ("cumulative-cost", "ordinary", "From month 14 on, managed IT has cost less in total"),
        (
            "tornado", "ordinary",
            "How many “one workstation” incidents there are moves the answer most: managed IT costs $10,200 more, "
            "or saves $13,800",
        ),
        (
            "factor-profile", "ordinary",
            "Managed IT fits your answers best in 88% of all ways to weigh the factors",
        ),
    ],
)  # fmt: skip
def test_titles_say_what_the_numbers_say(name: str, case_name: str, title: str) -> None:
    assert drawn(name, EXTREMES[case_name], WIDE).title == title


def test_bars_begin_at_zero_and_are_as_long_as_their_parts() -> None:
    bars = [mark for mark in drawn("annual-cost", EXTREMES["ordinary"], WIDE).marks if isinstance(mark, Bar)]
    wide = [bar for bar in bars if bar.height == 26]
    assert min(bar.x for bar in wide) == 0
    assert [round(bar.width + 1) for bar in wide[:3]] == [320, 192, 128]


def test_a_dot_for_every_year_and_none_on_the_wrong_side_of_zero() -> None:
    chart = drawn("twenty-dots", EXTREMES["ordinary"], WIDE)
    zero = next(mark.points[0][0] for mark in chart.marks if isinstance(mark, Line) and mark.role == "ink")
    dots = [mark for mark in chart.marks if isinstance(mark, Dot)]
    assert len(dots) == 20
    assert all((dot.x > zero) == (dot.role == "break_fix") for dot in dots)


def test_a_year_with_exactly_the_same_cost_does_not_count_as_more() -> None:
    roles = {mark.role for mark in drawn("twenty-dots", EXTREMES["equal options"], WIDE).marks if isinstance(mark, Dot)}
    assert roles == {"managed"}


def test_the_dots_compare_with_the_better_of_two_providers() -> None:
    case = comparison(options=("break_fix", "managed", "co_managed"))
    case["difference"]["co_managed"]["expected"] = case["difference"]["managed"]["expected"] + 1
    assert drawn("twenty-dots", case, WIDE).title.endswith("than co-managed IT")


def test_the_fit_may_hold_however_the_factors_are_weighed() -> None:
    case = comparison()
    case["fit"]["weightings_won"] = {"break_fix": 0, "managed": 1}
    assert (
        drawn("factor-profile", case, WIDE).title
        == "However the factors are weighed, managed IT fits your answers best"
    )


def test_a_reader_who_is_no_client_is_not_told_of_their_own_answers() -> None:
    assert drawn("factor-profile", comparison(), WIDE, "public").title == (
        "Managed IT fits these answers best in 88% of all ways to weigh the factors"
    )


@pytest.mark.parametrize(
    ("case_name", "place"),
    [("all years alike", (0.5, "start")), ("no incidents", (WIDE - 0.5, "end")), ("ordinary", None)],
)
def test_the_line_on_the_cover_has_a_name_when_all_dots_stand_on_one_side(
    case_name: str, place: tuple[float, str] | None
) -> None:
    marks = drawn("cover-dots", EXTREMES[case_name], WIDE).marks
    named = [(mark.x, mark.anchor) for mark in marks if isinstance(mark, Text) and mark.text == "same cost"]
    assert named == ([place] if place else [])


def test_the_lines_against_incidents_are_those_of_the_better_of_two_providers() -> None:
    case = comparison(options=("break_fix", "managed", "co_managed"))
    case["difference"]["co_managed"]["expected"] = case["difference"]["managed"]["expected"] + 1
    case["incident_curve"]["co_managed"] = [[0, 9_000], [36, 12_000]]
    case["incident_curve"]["break_evens"]["co_managed"] = 5.5
    chart = drawn("cost-by-incidents", case, WIDE)
    assert chart.title == "Break/fix and co-managed IT cost the same at 5.5 incidents a year; you count on 18"
    assert chart.head == ("Incidents a year", "Break/fix", "Co-managed IT")


def test_the_tornado_is_about_the_better_of_two_providers_where_its_bars_are_known() -> None:
    case = comparison(options=("break_fix", "managed", "co_managed"))
    case["difference"]["co_managed"]["expected"] = case["difference"]["managed"]["expected"] + 1
    assert "managed IT costs $10,200 more" in drawn("tornado", case, WIDE).title
    case["sensitivities"]["co_managed"] = [
        {**case["sensitivities"]["managed"][0], "at_low": 1_000, "at_high": 2_000}
    ]  # fmt: skip
    assert drawn("tornado", case, WIDE).title.endswith("co-managed IT saves $1,000 to $2,000")


@pytest.mark.parametrize("room", [WIDE, NARROW])
def test_a_long_input_is_cut_but_never_its_range(room: int) -> None:
    texts = [mark.text for mark in drawn("tornado", EXTREMES["long labels"], room).marks if isinstance(mark, Text)]
    assert sum(text.endswith("2 to 9 a year") for text in texts) == 3
    assert any("…" in text for text in texts) == (room == WIDE)  # on a narrow page it has two whole lines


def test_a_chart_without_its_numbers_is_left_out() -> None:
    case = comparison() | {"sensitivities": {"managed": []}}
    assert [name for name in CHARTS if draw(name, complete(case), WORDS) is None] == ["tornado"]


def test_an_unknown_chart_is_a_problem_that_names_the_nearest() -> None:
    with pytest.raises(ProblemError, match=r"there is no chart 'tornados'\n    did you mean 'tornado'\?"):
        draw("tornados", complete(comparison()), WORDS)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 94_475, [0, 20_000, 40_000, 60_000, 80_000, 100_000]),
        (-3, 7, [-4, -2, 0, 2, 4, 6, 8]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0.1, 0.4, [0.1, 0.2, 0.3, 0.4]),
    ],
)
def test_ticks_are_round_and_enclose_the_amounts(low: float, high: float, expected: list[float]) -> None:
    assert ticks(low, high) == expected


def test_labels_are_kept_apart_without_leaving_their_room() -> None:
    assert spread([10, 12, 14], 10, 0, 30) == [10, 20, 30]
    assert spread([30, 30], 10, 0, 30) == [20, 30]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (0.25, "fraction", "25%"),
        (165, "USD/hour", "$165 an hour"),
        (135, "USD/user/month", "$135 a person and month"),
        (9, "incidents/year", "9 a year"),
        (4, "hours", "4 hours"),
        (1.5, "ratio", "1.5"),
    ],
)
def test_a_number_is_written_with_its_unit(value: float, unit: str, expected: str) -> None:
    assert WORDS.short_quantity(value, unit) == expected


def test_a_text_never_takes_more_room_than_reckoned() -> None:
    from fontTools.ttLib import TTFont

    text = "".join(map(chr, range(32, 127))) + "Łódź, Việt Nam, Ελλάδα – “quoted” − £ €"
    for face, bold in (("regular", False), ("semibold", True)):
        font = TTFont(ROOT / f"content/brands/larkmere/fonts/inter-{face}.ttf")
        names, advances, unit = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        short = [each for each in text if width(each, 1000, bold) < advances[names[ord(each)]][0] / unit * 1000 - 12]
        assert short == []


def test_a_long_text_is_wrapped_and_then_cut() -> None:
    assert wrap("one two three", 40, 2, 10) == ["one two", "three"]
    assert wrap("one two three four", 40, 2, 10) == ["one two", "three…"]


@pytest.mark.parametrize("name", CHARTS)
def test_the_drawing_carries_title_description_and_literal_colours(name: str) -> None:
    chart = drawn(name, EXTREMES["three options"], WIDE)
    svg = drawing(chart)
    assert svg.index("<title>") < svg.index("<desc>") < svg.index("class=", svg.index("<desc>"))
    assert "var(" not in svg and "currentColor" not in svg and "style=" not in svg
    assert svg.count("<text") == sum(isinstance(mark, Text) for mark in chart.marks)


def test_what_a_client_wrote_is_text_in_the_drawing() -> None:
    chart = drawn("tornado", comparison(kind='</text><script>alert("{{ 1 }}")</script>'), WIDE)
    svg = drawing(chart)
    assert "<script" not in svg and "&lt;script&gt;" in svg


def drawn(name: str, case: Mapping[str, Any], room: int, audience: Audience = "client") -> Chart:
    chart = draw(name, complete(case), replace(WORDS, audience=audience), room)
    assert chart is not None
    return chart


def drawing(chart: Chart) -> str:
    folder = ROOT / "templates"
    templates = {f"charts/{path.name}": path.read_text() for path in (folder / "charts").iterdir()}
    brand = Brand(
        name="Test", link=None, legal=None, contact=Contact(), logo=None, logo_dark=None,
        colours={
            "foreground": "#111111", "background": "#ffffff", "primary": "#114411",
            "break_fix": "#b9682a", "co_managed": "#84618f", "managed": "#1f5687",
        },
        serif=None, headings=None, sans="Inter", mono=None, fonts=(),
    )  # fmt: skip
    context = {"chart": chart, "colours": palette(brand), "sans": "Inter"}
    return str(render(environment(templates), f"charts/{chart.name}.svg", context))


def overlap(one: Any, two: Any) -> bool:
    """Whether the boxes share more than a hair."""
    (a, b, c, d), (e, f, g, h) = one.box, two.box
    return bool(min(c, g) - max(a, e) > 0.5 and min(d, h) - max(b, f) > 0.5)


@pytest.mark.parametrize("room", [WIDE, NARROW])
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_for_everybody_speaks_of_nobodys_own_figures(name: str, room: int) -> None:
    own = r"\byou\b|\byours?\b"
    for case in EXTREMES.values():
        chart = drawn(name, case, room, "public")
        texts = [mark.text for mark in chart.marks if isinstance(mark, Text)]
        assert re.findall(own, " ".join([chart.title, chart.description, *chart.head, *texts]), re.I) == []
    title = drawn("cost-by-incidents", EXTREMES["three options"], WIDE).title
    assert re.search(own, title), "and the client is told of theirs"
