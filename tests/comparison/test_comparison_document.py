"""comparison.json: its schema, its figures recomputed from their formulas, its bytes, and the sample verdicts."""

from __future__ import annotations

import ast
import json
import math
import operator
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import alder_lane
from alder_lane import CO_MANAGED, SAMPLES, VARIANTS, client, document
from conftest import ROOT, worded
from reportgen.charts import draw
from reportgen.comparison import compare, to_json
from reportgen.comparison.assemble import assemble
from reportgen.comparison.definitions import meaning
from reportgen.comparison.document import json_schema, read
from reportgen.comparison.document import to_json as plain
from reportgen.comparison.inputs import with_value
from reportgen.comparison.provenance import explain as followed
from reportgen.comparison.quantity import quantities
from reportgen.language import explanation
from reportgen.language.sentences.headings import fit as fit_heading
from reportgen.problems import ProblemError

CASES = sorted((ROOT / "tests" / "cases" / "comparison").glob("*.json"))


def sample(name: str) -> Any:
    """The document of a sample client."""
    found = alder_lane.sample(next(path for path in SAMPLES if path.stem == name))
    return to_json(compare(found.inputs("2026-11-02")))


@pytest.fixture(scope="module")
def samples() -> dict[str, Any]:
    return {path.stem: sample(path.stem) for path in SAMPLES}


# ---- every formula gives its value

OPERATORS: dict[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
}
FUNCTIONS: dict[str, Callable[..., float]] = {
    "max": max,
    "min": min,
    "sqrt": math.sqrt,
    "exp": math.exp,
    "log": math.log,
    "ceil": lambda x: math.ceil(x - 1e-9),
    "phi": lambda z: (1 + math.erf(z / math.sqrt(2))) / 2,
}


def evaluate(node: ast.AST, values: Mapping[str, float]) -> float:
    """The value of a formula, from nothing but the values of the names that it declares as its inputs."""
    match node:
        case ast.Expression(body):
            return evaluate(body, values)
        case ast.Constant(float() | int() as number):
            return number
        case ast.BinOp(left, kind, right):
            return OPERATORS[type(kind)](evaluate(left, values), evaluate(right, values))
        case ast.UnaryOp(kind, operand):
            return OPERATORS[type(kind)](evaluate(operand, values))
        case ast.Call(ast.Name(name), arguments):
            return FUNCTIONS[name](*(evaluate(argument, values) for argument in arguments))
        case _:
            return values[ast.unparse(node)]


def wrong_figures(found: Any) -> list[str]:
    """Names of figures whose formula gives something else than their value, or uses what does not stand before it."""
    known = {each["name"]: each["value"] for each in found["inputs"]}
    wrong = []
    for name, figure in found["figures"].items():
        values = {each: known[each] for each in figure["inputs"] if each in known}
        if len(values) < len(figure["inputs"]):
            wrong.append(name)
        elif figure["method"] == "arithmetic" and figure["value"] is not None:
            scale = max((abs(each) for each in values.values()), default=1) + 100  # what twelve digits can hold
            value = evaluate(ast.parse(figure["formula"], mode="eval"), values)
            if not math.isclose(value, figure["value"], rel_tol=1e-9, abs_tol=1e-10 * scale):
                wrong.append(f"{name}: {value} instead of {figure['value']}")
        known[name] = figure["value"]
    return wrong


@pytest.mark.parametrize("changes", VARIANTS.values(), ids=VARIANTS)
def test_every_formula_gives_its_value(changes: tuple[tuple[str, str], ...]) -> None:
    assert wrong_figures(document(*changes)) == []


def test_every_formula_of_the_samples_gives_its_value(samples: dict[str, Any]) -> None:
    assert {name: wrong_figures(found) for name, found in samples.items()} == {name: [] for name in samples}


def test_a_formula_that_lies_is_found() -> None:
    found = document()
    found["figures"]["year.managed.fees"]["formula"] += " + 1"
    assert wrong_figures(found) == ["year.managed.fees: 13201 instead of 13200"]


def test_figures_are_the_numbers_of_the_document(samples: dict[str, Any]) -> None:
    for found in samples.values():
        for name, figure in found["figures"].items():
            value = at(found, name)
            if value is not None:
                assert figure["value"] == value, name
        for option in found["options"]:
            for part in found["year"][option]:
                if part != "onboarding":
                    assert f"year.{option}.{part}" in found["figures"]


def at(found: Any, name: str) -> Any:
    """The number in the document that stands where a figure's name says; None where there is none."""
    for part in re.findall(r"[^.\[\]]+", name):
        if isinstance(found, list):
            found = found[int(part)] if part.isdigit() and int(part) < len(found) else None
        elif isinstance(found, dict):
            found = found.get(part)
        else:
            return None
    return found if isinstance(found, (int, float)) else None


SHOWN = ("year", "first_year", "difference", "between_offers", "break_even", "incident_curve", "sensitivities",
         "horizon", "verdict")  # fmt: skip


def unnamed(found: Any) -> list[str]:
    """Names of numbers that a report may show and that are neither an input nor a figure."""
    known = {each["name"] for each in found["inputs"]} | set(found["figures"])
    numbers = [name for part in SHOWN for name in leaves(found[part], part)]
    for name in ("scores", "weightings_won"):
        numbers += leaves(found["fit"][name], f"fit.{name}")
    last = f".by_month[{found['horizon']['months'] - 1}]."
    ends = (".low", ".high", ".month")  # an input's own range; a number of a month
    return [
        name
        for name in numbers
        if name not in known
        and not (name.endswith(ends) and name.startswith(("sensitiv", "horizon")))
        and (".by_month[" not in name or last in name)
    ]


def leaves(value: Any, place: str) -> list[str]:
    """The names of all numbers inside."""
    if isinstance(value, dict):
        return [name for key, each in value.items() for name in leaves(each, f"{place}.{key}")]
    if isinstance(value, list):
        return [name for at, each in enumerate(value) for name in leaves(each, f"{place}[{at}]")]
    return [place] if isinstance(value, (int, float)) and not isinstance(value, bool) else []


def test_every_number_shown_has_its_way_back(samples: dict[str, Any]) -> None:
    assert {name: unnamed(found) for name, found in samples.items()} == {name: [] for name in samples}
    assert unnamed(document(*CO_MANAGED)) == []
    assert unnamed(document(*VARIANTS["no incidents"])) == []


def test_a_number_without_a_way_back_is_found() -> None:
    found = document()
    del found["figures"]["difference.managed.dots[7]"]
    assert unnamed(found) == ["difference.managed.dots[7]"]


# ---- explain


def explain(found: Any, figure: str | None = None) -> list[str]:
    """What `reportgen explain` prints."""
    whole = read(json.dumps(found).encode())
    if figure is None:
        return list(explanation.listed(whole, worded()))
    return list(explanation.lines(followed(whole, figure), whole, worded()))


def test_explain_goes_back_to_what_was_told() -> None:
    lines = explain(document(), "year.managed.fees")
    assert lines == [
        "year.managed.fees = 13,200 USD/year  Fees of a year, managed IT",
        "    = 12 * (profile.users * managed.per_user_month)",
        "  profile.users = 10 people  People who use IT",
        "      told by the client",
        "  managed.per_user_month = 110 USD/user/month  Managed IT: fee per person",
        "      our quote",
    ]


def test_explain_names_the_source_of_an_assumption() -> None:
    lines = explain(document(), "hour_cost")
    assert lines[-1] == (
        "      assumption: US Bureau of Labor Statistics, Employer Costs for Employee Compensation, June 2025 "
        "(USDL-25-1358), 2025, grade A"
    )


def test_explain_says_each_thing_once() -> None:
    lines = explain(document(), "difference.managed.expected")
    once = [line for line in lines if line.strip().startswith("incidents[0].mean_repair_hours = ")]
    assert [line.endswith("(explained above)") for line in once] == [False] + [True] * (len(once) - 1)


def test_explain_says_how_a_dot_and_the_end_of_a_bar_were_found(samples: dict[str, Any]) -> None:
    found = samples["northern-lakes-equipment-cooperative"]
    dot = explain(found, "difference.co_managed.dots[0]")
    assert dot[0].endswith("Yearly saving of co-managed IT: dot 1 of 20 equally likely ones")
    assert dot[1] == (
        "    how: smallest x with P(saving <= x) >= 0.025; the distribution is that of difference.co_managed.sd"
    )
    bar = found["sensitivities"]["co_managed"][0]
    end = explain(found, "sensitivities.co_managed[0].at_low")
    assert end[1] == (
        f"    how: difference.co_managed.expected computed again with {bar['low']:,.10g} for {bar['input']}, "
        "all else unchanged"
    )
    assert end[2].startswith("  difference.co_managed.expected = ")


@pytest.mark.slow
def test_every_figure_can_be_explained(samples: dict[str, Any]) -> None:
    for found in samples.values():
        for name in found["figures"]:
            assert len(explain(found, name)) >= 2, name


def test_explain_without_a_name_lists_inputs_and_figures() -> None:
    found = document()
    lines = explain(found)
    assert len(lines) == len(found["inputs"]) + len(found["figures"])
    assert lines[0].split() == ["profile.users", "10", "people", "People", "who", "use", "IT"]


def test_explain_as_data() -> None:
    found = read(json.dumps(document()).encode())
    node = explanation.as_data(followed(found, "difference.managed.expected"), found, worded())
    assert (node["label"], node["method"]) == ("Expected yearly saving of managed IT", "arithmetic")
    assert node["formula"] == "year.break_fix.total - year.managed.total"
    assert [each["name"] for each in node["inputs"]] == ["year.break_fix.total", "year.managed.total"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("difference.managed.expect", "did you mean 'difference.managed.expected'?"),
        ("zzz", "`reportgen explain CLIENT` lists all figures"),
    ],
)
def test_explain_knows_what_was_meant(name: str, hint: str) -> None:
    with pytest.raises(ProblemError) as caught:
        explain(document(), name)
    problem = caught.value.problems[0]
    assert (problem.message, problem.hint) == (f"there is no figure {name!r}", hint)


# ---- the schema


def breaches(value: Any, schema: Any, place: str = "", names: Any = None) -> list[str]:
    """Where a value breaks a schema; the few keywords that ours uses."""
    names = names or schema["$defs"]
    if "$ref" in schema:
        schema = names[schema["$ref"].removeprefix("#/$defs/")]
    if "anyOf" in schema:
        found = [breaches(value, each, place, names) for each in schema["anyOf"]]
        return [] if [] in found else max(found, key=len)
    kind, found = schema.get("type"), []
    if kind and not of_type(value, kind):
        return [f"{place}: not {kind}"]
    if "const" in schema and value != schema["const"]:
        found.append(f"{place}: not {schema['const']}")
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{place}: not one of {schema['enum']}")
    if isinstance(value, (int, float)) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        found.append(f"{place}: out of range")
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", math.inf):
            found.append(f"{place}: {len(value)} items")
        items = schema.get("prefixItems") or [schema["items"]] * len(value)
        for index, (each, item) in enumerate(zip(value, items, strict=False)):
            found += breaches(each, item, f"{place}[{index}]", names)
    if isinstance(value, dict):
        properties, rest = schema.get("properties", {}), schema.get("additionalProperties", True)
        found += [f"{place}.{name}: missing" for name in schema.get("required", []) if name not in value]
        for name, each in value.items():
            if name not in schema.get("propertyNames", {}).get("enum", [name]):
                found.append(f"{place}.{name}: unknown")
            elif name in properties:
                found += breaches(each, properties[name], f"{place}.{name}", names)
            elif rest is False:
                found.append(f"{place}.{name}: unknown")
            elif isinstance(rest, dict):
                found += breaches(each, rest, f"{place}.{name}", names)
    return found


def of_type(value: Any, kind: str) -> bool:
    """Whether a value is of a type of JSON Schema."""
    types: dict[str, Any] = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
    types |= {"number": (int, float), "integer": int}
    return isinstance(value, types[kind]) and (kind == "boolean" or not isinstance(value, bool))


@pytest.mark.parametrize("changes", VARIANTS.values(), ids=VARIANTS)
def test_documents_keep_to_the_schema(changes: tuple[tuple[str, str], ...]) -> None:
    assert breaches(document(*changes), json_schema()) == []


def test_samples_keep_to_the_schema(samples: dict[str, Any]) -> None:
    assert {name: breaches(found, json_schema()) for name, found in samples.items()} == {name: [] for name in samples}


def test_a_breach_is_found() -> None:
    found = document()
    del found["verdict"]["rule"]
    found["difference"]["managed"]["probability"] = 1.2
    found["year"]["managed"]["totl"] = 1
    assert breaches(found, json_schema()) == [
        ".year.managed.totl: unknown",
        ".difference.managed.probability: out of range",
        ".verdict.rule: missing",
    ]


# ---- the same bytes


def test_numbers_are_rounded_to_twelve_digits_and_whole_ones_stay_whole() -> None:
    assert plain({"a": (0.1 + 0.2, 3.0, -0.0, 12345.678901234567, None, True)}) == {
        "a": [0.3, 3, 0, 12345.6789012, None, True]
    }


@pytest.mark.slow
def test_the_same_inputs_give_the_same_bytes_in_another_process() -> None:
    script = (
        "import sys, json; sys.path[:0] = ['src', 'tests']; from alder_lane import document; "
        "sys.stdout.write(json.dumps(document(), indent=2))"
    )
    root = ROOT
    seen = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=root, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert seen == {json.dumps(document(), indent=2).encode()}


def test_keys_stand_in_the_order_of_the_schema() -> None:
    assert list(document()) == list(json_schema()["properties"])


def test_a_document_holds_no_infinity_and_no_nan() -> None:
    for changes in VARIANTS.values():
        json.dumps(document(*changes), allow_nan=False)


def test_many_observed_hours_are_one_input_and_a_list_of_numbers() -> None:
    hours = ", ".join(str(1 + at / 4) for at in range(16))
    found = document(("repair_hours: 2", f"repair_hours: [{hours}]"))
    (line,) = (each for each in found["inputs"] if each["name"].startswith("incidents[0].repair_hours"))
    assert (line["name"], line["value"]) == ("incidents[0].repair_hours", 2.875)
    assert line["remarks"] == [{"name": "mean_of_observed", "numbers": {"count": 16, "low": 1, "high": 4.75}}]
    assert found["incidents"][0]["observed_hours"] == [1 + at / 4 for at in range(16)]
    assert wrong_figures(found) == []
    assert breaches(found, json_schema()) == []


def test_more_downtime_than_work_is_refused() -> None:
    with pytest.raises(ProblemError) as caught:
        document(("per_year: 20", "per_year: 20000"))
    assert str(caught.value) == (
        "incidents: people would be down for 120,137 hours a year and work 20,800\n"
        "    check incidents per year, repair hours, waits and people affected"
    )


# ---- what it says about the samples


def test_the_verdicts_of_the_samples(samples: dict[str, Any]) -> None:
    verdicts = {name: (found["verdict"]["outcome"], found["verdict"]["rule"]) for name, found in samples.items()}
    assert verdicts == {
        "cedar-and-pine-books": ("break_fix", "agree"),
        "fenwick-surveyors": ("too_close", "saving"),
        "harbor-dental": ("managed", "agree"),
        "northern-lakes-equipment-cooperative": ("trade_off", "disagree"),
    }


def test_the_reasons_of_a_verdict_are_data(samples: dict[str, Any]) -> None:
    found = samples["fenwick-surveyors"]
    reasons = {each["rule"]: each for each in found["verdict"]["reasons"]}
    year = {option: found["year"][option]["total"] for option in found["options"]}
    assert list(reasons) == ["saving", "chance", "assumption", "score_gap", "weightings"]
    amount = year["break_fix"] - year["managed"]
    assert reasons["saving"] == {
        "rule": "saving",
        "option": "managed",
        "other": "break_fix",
        "amount": pytest.approx(amount),
        "share": pytest.approx(amount / year["managed"]),
        "limit": 0.1,
    }
    assert reasons["chance"] == {
        "rule": "chance",
        "option": "break_fix",
        "other": "managed",
        "probability": found["difference"]["managed"]["probability"],
        "low": 0.4,
        "high": 0.6,
    }
    assert reasons["assumption"] == {
        "rule": "assumption",
        "option": "break_fix",
        "other": "managed",
        "inputs": [f"incidents[{place}].prevented.managed" for place in (1, 2, 0)],
    }
    assert reasons["score_gap"] == {"rule": "score_gap", "option": "break_fix", "gap": 2.5, "limit": 5}
    assert reasons["weightings"]["share"] == found["fit"]["weightings_won"]["break_fix"]


def test_a_trade_off_says_by_how_much_money_and_fit_differ(samples: dict[str, Any]) -> None:
    (reason,) = samples["northern-lakes-equipment-cooperative"]["verdict"]["reasons"]
    assert {name: reason[name] for name in ("rule", "option", "other", "better_fit", "gap")} == {
        "rule": "disagree",
        "option": "break_fix",
        "other": "co_managed",
        "better_fit": "co_managed",
        "gap": 14,
    }


def test_a_tie_on_the_factors_has_no_option() -> None:
    inputs = client().inputs("2026-11-02")
    even = tuple(replace(factor, answer=3, points=(50, 50, 50)) for factor in inputs.factors)
    reasons = to_json(compare(replace(inputs, factors=even)))["verdict"]["reasons"]
    assert reasons[-1] == {"rule": "score_gap", "gap": 0, "limit": 5}


@pytest.mark.parametrize("close", [True, False])
def test_what_is_close_is_said_by_content_factors_alone(close: bool) -> None:
    """The verdict, the heading of the fit and the title of its chart name a best option, or none of them does."""
    inputs = client().inputs("2026-11-02")
    gap = compare(inputs).fit.gap
    limit = gap + 1 if close else gap
    found = assemble(compare(replace(inputs, thresholds=replace(inputs.thresholds, score_gap=limit))))
    assert ("score_gap" in {reason.rule for reason in found.verdict.reasons}) is close
    assert ("about equally" in fit_heading(found, worded())) is close
    profile = draw("factor-profile", found, worded())
    assert profile and ("about equally" in profile.title) is close


def test_an_assumption_that_turns_the_result_makes_it_too_close() -> None:
    changes = (
        ("onsite: yes", "onsite: yes\n    after_hours: yes"),
        ("per_user_month: 110", "per_user_month: {value: 110, low: 20, high: 200, origin: assumption}"),
    )
    found = document(*changes)["verdict"]
    assert found["outcome"] == "too_close"
    assert {"rule": "assumption", "option": "managed", "other": "break_fix", "inputs": ["managed.per_user_month"]} in (
        found["reasons"]
    )


# ---- co-managed, a full third option


def test_every_offer_has_its_tornado_and_its_crossing() -> None:
    found = document(*CO_MANAGED, ("per_year: 20", "per_year: {value: 20, low: 12, high: 30}"))
    (bar,) = (each for each in found["sensitivities"]["co_managed"] if each["input"] == "incidents[0].per_year")
    for end, rate in (("at_low", 12), ("at_high", 30)):
        there = document(*CO_MANAGED, ("per_year: 20", f"per_year: {rate}"))
        assert bar[end] == pytest.approx(there["difference"]["co_managed"]["expected"])
    even = {option: found["break_even"][option]["incidents_per_year"] for option in ("managed", "co_managed")}
    assert found["incident_curve"]["break_evens"] == even


def test_the_two_offers_face_the_same_incidents() -> None:
    found = document(*CO_MANAGED)
    year, pair = found["year"], found["between_offers"]
    assert pair["expected"] == pytest.approx(year["managed"]["total"] - year["co_managed"]["total"])
    assert document()["between_offers"] is None
    # The same offer twice: whatever happens, it costs the same under both.
    inputs = client(*CO_MANAGED).inputs("2026-11-02")
    twins = [
        replace(
            incident,
            wait_hours=replace(incident.wait_hours, co_managed=incident.wait_hours.managed),
            prevented=replace(incident.prevented, co_managed=incident.prevented.managed),
        )
        for incident in inputs.incidents
    ]
    same = to_json(compare(replace(inputs, incidents=tuple(twins), co_managed=inputs.managed)))["between_offers"]
    assert (same["expected"], same["sd"], same["probability"], set(same["dots"])) == (0, 0, 0, {0})


def test_two_offers_of_which_either_may_be_cheaper_are_too_close() -> None:
    inputs = client(*CO_MANAGED).inputs("2026-11-02")
    inputs = with_value(with_value(inputs, "break_fix.hourly_rate", 5000), "co_managed.internal_salary", 0)
    found = to_json(compare(inputs))
    median, offer = found["between_offers"]["p50"], inputs.co_managed
    assert offer is not None
    fee = offer.flat_month.value + median / 12  # half of years are cheaper under either
    inputs = with_value(inputs, "co_managed.flat_month", fee)
    found = to_json(compare(inputs))
    assert (unnamed(found), wrong_figures(found)) == ([], [])
    chance = next(each for each in found["verdict"]["reasons"] if each["rule"] == "chance")
    assert chance["probability"] == found["between_offers"]["probability"]
    assert (chance["option"], chance["other"]) == ("managed", "co_managed")
    assert breaches(found, json_schema()) == []


# ---- vectors for other implementations


def short(number: str) -> float:
    """A number at nine digits, which every machine agrees on."""
    return float(f"{float(number):.9g}")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_vectors(path: Path, accept: bool) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    export = "\n".join(case["tickets"]).encode() if "tickets" in case else None
    found = document(*map(tuple, case["changes"]), tickets=export)
    assert breaches(found, json_schema()) == []
    seen = {name: found["figures"][name]["value"] for name in case["expected"]}
    if accept:
        case["verdict"] = found["verdict"]
        case["inputs"] = {each["name"]: each["value"] for each in found["inputs"]}
        case["expected"] = seen
        path.write_text(json.dumps(case, indent=2) + "\n", encoding="utf-8")
    assert seen == pytest.approx(case["expected"], rel=1e-9)
    assert json.loads(json.dumps(found["verdict"]), parse_float=short) == json.loads(
        json.dumps(case["verdict"]), parse_float=short
    )
    assert case["inputs"] == {each["name"]: each["value"] for each in found["inputs"]}


# ---- nothing but a document or a problem

NAMES = [
    quantity.name
    for quantity in quantities(client(*CO_MANAGED).inputs(""))
    if quantity.name not in ("horizon.months", "profile.users", "profile.labour_loading", "profile.hourly_wage")
]


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["minimum", "maximum", "tiny"]), max_size=6))
@pytest.mark.slow
def test_values_at_the_limits_give_a_document_or_a_problem(ends: dict[str, str]) -> None:
    inputs = client(*CO_MANAGED).inputs("2026-11-02")
    for name, end in ends.items():
        limits = meaning(name)
        tiny = max(limits.minimum, 1e-9)
        wage = inputs.profile.hourly_wage
        most = limits.maximum if limits.hours is None or wage is None else limits.hours * wage.value
        value = {"minimum": limits.minimum, "maximum": most, "tiny": tiny}[end]
        inputs = with_value(inputs, name, value)
    hours = inputs.incidents[1].repair_hours
    if hours.p90.value < hours.median.value or hours.cap_hours.value < hours.p90.value:  # type: ignore[union-attr]
        return  # refused when the file is read
    if not sum(factor.weight.value for factor in inputs.factors):
        return
    try:
        found = to_json(compare(inputs))
    except ProblemError as error:
        assert error.problems[0].field == "incidents"
        return
    json.dumps(found, allow_nan=False)
    assert wrong_figures(found) == []
    for option in found["options"]:
        year = found["year"][option]
        assert year["p10"] <= year["p50"] <= year["p90"] <= year["p95"]


@pytest.mark.parametrize("value", [math.nan, math.inf, -1.0, 1e308])
@pytest.mark.parametrize(
    "name",
    [
        "profile.users",
        "incidents[0].per_year",
        "incidents[1].repair_hours.median",
        "break_fix.increment_hours",
        "horizon.discount_rate",
        "managed.escalator",
        "factors.risk_tolerance.weight",
    ],
)
def test_inputs_from_python_are_checked_like_those_from_a_file(name: str, value: float) -> None:
    if name.endswith("median") and value == 1e308:
        name, value = "incidents[1].repair_hours.cap_hours", 1e308  # an estimated median has no upper limit
    with pytest.raises(ProblemError) as caught:
        compare(with_value(client().inputs(""), name, value))
    assert name in {problem.field for problem in caught.value.problems}


def test_an_option_on_offer_needs_its_waits_and_its_prevented_share() -> None:
    three = client(*CO_MANAGED).inputs("")
    with pytest.raises(ProblemError) as caught:
        compare(replace(three, incidents=client().inputs("").incidents))
    assert [problem.field for problem in caught.value.problems][:2] == [
        "incidents[0].wait_hours.co_managed",
        "incidents[0].prevented.co_managed",
    ]


def test_nothing_is_much_cheaper_than_something() -> None:
    idle = document(("per_year: 20", "per_year: 0"), ("per_year: 2\n", "per_year: 0\n"))
    assert idle["year"]["break_fix"]["total"] == 0
    assert idle["verdict"]["rule"] == "disagree"


def test_no_option_can_keep_people_from_more_hours_than_they_work() -> None:
    slow = ("    wait_hours: {break_fix: 4, managed: 1}\n    prevented: {managed: 0.4}",)
    with pytest.raises(ProblemError, match="people would be down for"):
        document((slow[0], slow[0].replace("managed: 1}", "managed: 1000}")), ("per_year: 20", "per_year: 40"))


def test_the_weight_at_which_the_leader_changes_has_its_way_back(samples: dict[str, Any]) -> None:
    for found in samples.values():
        for each in found["fit"]["factors"]:
            assert found["figures"][f"fit.{each['id']}.flip_weight"]["value"] == each["flip_weight"]
