"""Client files, good and bad: what they turn into, and exactly what is said about the bad ones.

Each file in tests/cases/clients is a change to base.yml and what is said about it.  A case starts with a sentence
and has sections `=== replace` (old text, `--->`, new text; any number of them) and `=== says`.
`pytest --accept` writes what was seen into the case.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from alder_lane import ASSUMPTIONS, BASE, CO_MANAGED, FACTORS, SAMPLES, client, sample
from conftest import ROOT
from reportgen.comparison.definitions import Meaning
from reportgen.problems import ProblemError
from reportgen.project.readers.documents import yml
from reportgen.project.readers.dotted_columns import nested
from reportgen.project.readers.record import Record
from reportgen.project.readers.tables import table
from reportgen.project.schema.assumptions import read_assumptions
from reportgen.project.schema.client import read_client
from reportgen.project.schema.client.file import FactorsFile
from reportgen.project.schema.client.readiness import readiness
from reportgen.project.schema.factors import FactorId, read_factors
from reportgen.project.schema.number import read_number

FOLDER = ROOT / "tests" / "cases" / "clients"
SECTION = re.compile(r"^=== (replace|says)\n", re.M)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_bad_files_are_told_what_to_do(path: Path, accept: bool) -> None:
    text = path.read_text(encoding="utf-8")
    title, *parts = SECTION.split(text)
    pairs = list(zip(parts[::2], parts[1::2], strict=True))
    changes = []
    for kind, body in pairs:
        if kind == "replace":
            old, new = body.split("--->\n")
            changes.append((old.rstrip("\n"), new.rstrip("\n")))
    with pytest.raises(ProblemError) as caught:
        client(*changes)
    said = f"{caught.value}\n"
    if accept:
        kept = "".join(f"=== {kind}\n{body}" for kind, body in pairs if kind == "replace")
        path.write_text(f"{title}{kept}=== says\n{said}", encoding="utf-8")
    assert dict(pairs).get("says") == said or accept


def test_the_base_of_the_cases_is_good() -> None:
    assert client().inputs("2026-11-02").subject.id == "alder-lane"


def test_every_value_says_where_it_comes_from() -> None:
    inputs = client(("users: 10", 'users: {value: 10, low: 8, high: 12, origin: measured, note: "badge list"}')).inputs(
        ""
    )
    users, fee = inputs.profile.users, inputs.managed.per_user_month
    assert (users.value, users.low, users.high) == (10, 8, 12)
    assert (users.origin, users.note) == ("measured", "badge list")
    assert (fee.origin, fee.unit) == ("quote", "USD/user/month")


def test_what_the_seller_claims_is_not_put_into_the_clients_mouth() -> None:
    incident = client().inputs("").incidents[0]
    waits = incident.wait_hours
    assert waits.break_fix is not None
    assert (waits.break_fix.origin, waits.managed.origin) == ("client", "quote")
    prevented = incident.prevented.managed
    assert (prevented.origin, prevented.source) == ("estimate", None)
    proven = client(("{managed: 0.4}", "{managed: {value: 0.4, origin: measured}}")).inputs("")
    assert (proven.incidents[0].prevented.managed.origin, proven.incidents[0].prevented.managed.source) == (
        "measured",
        None,
    )


def test_a_default_carries_its_source() -> None:
    loading = client().inputs("").profile.labour_loading
    assert loading is not None
    assert (loading.value, loading.origin, loading.year, loading.grade) == (1.4234, "assumption", 2025, "A")
    assert loading.source is not None and "USDL-25-1358" in loading.source


def test_a_default_in_dollars_never_stands_in_for_another_currency() -> None:
    with pytest.raises(ProblemError, match="there is no default in CAD"):
        client(("currency: USD", "currency: CAD"))


def test_own_it_staff_stay_under_every_option_unless_the_file_says_otherwise() -> None:
    inputs = client(*CO_MANAGED).inputs("")
    staff = (inputs.break_fix.internal_fte, inputs.managed.internal_fte)
    assert [(each.value, each.origin) for each in staff if each] == [(1, "assumption"), (1, "assumption")]
    changed = client(*CO_MANAGED, ("per_user_month: 110", "per_user_month: 110\n  internal_fte: 0")).inputs("")
    assert changed.managed.internal_fte is not None
    assert (changed.managed.internal_fte.value, changed.managed.internal_fte.origin) == (0, "client")


def test_an_unstated_salary_is_the_published_median() -> None:
    offer = client(*CO_MANAGED).inputs("").co_managed
    assert offer is not None and offer.internal_salary is not None
    assert (offer.internal_salary.value, offer.internal_salary.origin) == (60_340, "assumption")


def test_ranks_become_rank_order_centroid_weights() -> None:
    inputs = client(
        ("answer: 4, weight: 40", "answer: 4, rank: 1"),
        ("answer: 3, weight: 20", "answer: 3, rank: 4"),
        ("answer: 5, weight: 20", "answer: 5, rank: 2"),
        ("risk_tolerance: {answer: 4, weight: 20", "risk_tolerance: {answer: 4, rank: 3"),
    ).inputs("")
    assert [factor.weight.value for factor in inputs.factors] == pytest.approx([52.08, 6.25, 27.08, 14.58])


def test_without_weights_all_factors_count_alike_and_readiness_says_so() -> None:
    bare = client(
        ("answer: 4, weight: 40", "answer: 4"),
        ("answer: 3, weight: 20", "answer: 3"),
        ("answer: 5, weight: 20", "answer: 5"),
        ("risk_tolerance: {answer: 4, weight: 20", "risk_tolerance: {answer: 4"),
    )
    assert {factor.weight.value for factor in bare.inputs("").factors} == {25}
    assert readiness(bare)[0] == (
        "No weights were given for the four factors: all count alike. Ask which matters most."
    )


def test_readiness_names_what_is_assumed_unknown_and_unusual() -> None:
    said = readiness(client(("hourly_rate: 120", "hourly_rate: 260")))
    assert said[0] == (
        "Employer's cost for each unit of wage is assumed to be 1.4234 (US Bureau of Labor Statistics, Employer "
        "Costs for Employee Compensation, June 2025 (USDL-25-1358), 2025, grade A): ask for their own figure."
    )
    assert (
        "Incidents (Everyone) is one figure without a range: "
        "ask how few and how many there are in a quiet and in a bad year."
    ) in said
    assert said[-2:] == [
        "Break/fix: hourly rate of 260 USD/hour is outside the usual 100 to 200 "
        "(published rate pages of managed service providers, 2025, grade C): check it.",
        "Nobody is named as the reader: ask who the report is for.",
    ]


def test_paper_follows_the_region() -> None:
    assert client().inputs("").subject.paper == "letter"
    british = client(("locale: en-US", "locale: en-GB")).inputs("")
    assert british.subject.paper == "a4"
    stated = client(("locale: en-US", "locale: en-GB\npaper: letter")).inputs("")
    assert stated.subject.paper == "letter"


def test_text_in_a_name_stays_text() -> None:
    name = "{ 7 * 7 } <b>& Sons</b>"
    assert client(("name: Alder Lane Clinic", f'name: "{name}"')).inputs("").subject.name == name


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample_clients_are_good_and_fictional(path: Path) -> None:
    assert sample(path).file.fictional
    assert b"is a fictional company" in path.read_bytes().splitlines()[0]


def test_validating_a_client_does_not_import_numpy() -> None:
    modules = ("client", "client.readiness", "factors", "assumptions")
    imports = "; ".join(f"import reportgen.project.schema.{name}" for name in modules)
    script = f"import sys; {imports}; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_a_file_whose_name_gives_no_id_is_refused() -> None:
    with pytest.raises(ProblemError, match=r"'con' cannot be an id\n    rename it; some systems reserve it"):
        read_client(yml.read(BASE.encode(), "clients/con.yml"), ASSUMPTIONS, FACTORS)


def test_a_client_answers_the_factors_there_are() -> None:
    assert tuple(FactorsFile.model_fields) == get_args(FactorId)


def test_a_record_without_lines_still_names_its_fields() -> None:
    with pytest.raises(ProblemError) as caught:
        read_client(Record("alder-lane.yml", {"name": "Alder Lane"}), ASSUMPTIONS, FACTORS)
    fields = [problem.field for problem in caught.value.problems]
    assert fields == ["break_fix", "factors", "horizon", "incidents", "managed", "profile"]


# ---- the two files that complete a client


def changed_file(name: str, old: str, new: str) -> Record:
    """A content file with one text replaced."""
    text = (ROOT / "content" / name).read_text(encoding="utf-8")
    assert text.count(old) >= 1
    return yml.read(text.replace(old, new, 1).encode(), name)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "  labour_loading:",
            "  labor_loading:",
            "assumptions.yml:11: defaults: unknown key 'labor_loading'\n    did you mean 'labour_loading'?",
        ),
        ("    grade: A", "    grade: D", "assumptions.yml:17: defaults.labour_loading.grade: must be 'A', 'B' or 'C'"),
        (
            "    low: 1.5",
            "    low: 1.8",
            "assumptions.yml:50: defaults.after_hours_multiplier: low is above the value\n"
            "    write low <= value <= high",
        ),
        (
            "    value: 1.4234                 #",
            "    value: 1.4234\n    currency: USD #",
            "assumptions.yml:11: defaults: labour_loading is not an amount of money\n    remove its currency",
        ),
    ],
)
def test_bad_assumptions(old: str, new: str, said: str) -> None:
    with pytest.raises(ProblemError) as caught:
        read_assumptions(changed_file("assumptions.yml", old, new))
    assert str(caught.value).startswith(said)


def test_a_default_that_every_client_may_need_cannot_be_left_out() -> None:
    text = (ROOT / "content" / "assumptions.yml").read_text(encoding="utf-8")
    start, end = text.index("  cap_hours:"), text.index("  service_hours_per_year:")
    with pytest.raises(ProblemError) as caught:
        read_assumptions(yml.read((text[:start] + text[end:]).encode(), "assumptions.yml"))
    assert str(caught.value) == (
        "assumptions.yml:11: defaults: has no cap_hours\n    add each with its value, source, year and grade"
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "  - id: budget_structure",
            "  - id: risk_tolerance",
            "factors.yml:1: the factor 'risk_tolerance' appears twice",
        ),
        ("[100, 75, 50, 25, 0]", "[100, 75, 50, 25]", "factors.yml:22: factors[0].points.break_fix: "),
        ("[100, 75, 50, 25, 0]", "[120, 75, 50, 25, 0]", "factors.yml:22: factors[0].points.break_fix[0]: "),
        ("  score_gap: 5 ", "  score_gpa: 5 ", "factors.yml:66: thresholds.score_gap: is missing"),
    ],
)
def test_bad_factors(old: str, new: str, said: str) -> None:
    with pytest.raises(ProblemError) as caught:
        read_factors(changed_file("factors.yml", old, new))
    assert said in str(caught.value)


SCALES = {"USD": 1, "JPY": 150, "KRW": 1400, "INR": 90, "HUF": 350, "IDR": 16_000, "KWD": 0.3, "VND": 26_000}


@pytest.mark.parametrize("currency", SCALES)
def test_limits_on_money_hold_in_every_currency(currency: str) -> None:
    """The same company in another money is accepted, and the same slip of a factor of a thousand is refused."""
    text, factor = scaled(currency), SCALES[currency]
    assert client((BASE, text)).inputs("").subject.currency == currency
    slip = text.replace(f"  hourly_rate: {120 * factor:f}", f"  hourly_rate: {120_000 * factor:f}")
    with pytest.raises(ProblemError, match=r"hourly_rate: is more than 300 times `profile.hourly_wage:`"):
        client((BASE, slip))


def scaled(currency: str) -> str:
    """The base file in another money."""
    keys = "hourly_wage|revenue_per_hour|hourly_rate|travel_fee|per_user_month|onboarding_fee"
    text = BASE.replace("  hourly_rate: 120\n", "  hourly_rate: 120\n  travel_fee: 60\n")
    text = text.replace("currency: USD", f"currency: {currency}")
    return re.sub(rf"\b({keys}): ([\d.]+)", lambda at: f"{at[1]}: {float(at[2]) * SCALES[currency]:f}", text)


def test_a_salary_is_no_hourly_wage() -> None:
    with pytest.raises(ProblemError, match=r"hourly_wage: is more than 25 times `break_fix.hourly_rate:`"):
        client((re.search(r"hourly_wage: [\d.]+", BASE)[0], "hourly_wage: 64000"))  # type: ignore[index]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("currency: USD", "currency: UDS", "currency: is no currency of ISO 4217\n    did you mean 'USD'?"),
        ("currency: USD", "currency: DEM", "currency: is no currency of ISO 4217"),
        ("locale: en-US", "locale: en-UK", "did you mean 'en-GB'?"),
        ("locale: en-US", "locale: en-XX", "locale: has an unknown region 'XX'"),
        ("locale: en-US", "locale: qq-US", "locale: has an unknown language 'qq'"),
    ],
)
def test_codes_are_those_of_the_standards(old: str, new: str, said: str) -> None:
    with pytest.raises(ProblemError) as caught:
        client((old, new))
    assert said in str(caught.value)


RATE = "  hourly_rate: 120\n"


@pytest.mark.parametrize("written", ["4.800", "4,800", "{value: 33, high: 33.125}"])
@pytest.mark.parametrize("locale", ["de-DE", "fr-CA", ""])
def test_an_amount_that_can_be_read_in_two_ways_is_asked_about(written: str, locale: str) -> None:
    """In Germany 4.800 is four thousand eight hundred; whoever writes it is told of both readings."""
    stated = f"locale: {locale}" if locale else "industry: clinic"
    with pytest.raises(ProblemError) as caught:
        client(("locale: en-US", stated), (RATE, f"  hourly_rate: {written}\n  travel_fee: 60\n"))
    sign = "comma" if "," in written.partition("{")[0] else "point"
    field = "hourly_rate.high" if "high" in written else "hourly_rate"
    assert str(caught.value).endswith(
        f"break_fix.{field}: has a {sign} that is between thousands, or before decimals\n"
        "    write 4800 for the first and 4.80 for the second"
    )


@pytest.mark.parametrize(("locale", "written"), [("en-US", "84.125"), ("de-DE", "84.12"), ("de-DE", "1084.125")])
def test_an_amount_with_one_reading_is_taken(locale: str, written: str) -> None:
    """In a place that writes a point before decimals, a point is before decimals; so it is after four digits."""
    found = client(("locale: en-US", f"locale: {locale}"), (RATE, f"  hourly_rate: {written}\n  travel_fee: 60\n"))
    assert found.file.break_fix.hourly_rate.value == float(written)


def test_only_money_is_asked_about() -> None:
    found = client(("locale: en-US", "locale: de-DE"), ("people_affected: 1\n", "people_affected: 1.125\n"))
    assert found.file.incidents[0].people_affected.value == 1.125


@pytest.mark.parametrize(
    ("other", "path", "settled"), [("95.50", "t.csv", True), ("95", "t.csv", False), ("95", "t.json", True)]
)
def test_the_column_of_a_table_settles_what_a_point_means(other: str, path: str, settled: bool) -> None:
    """A neighbour with two decimals, or a number that the file stores as one, leaves no second reading."""
    if path.endswith("csv"):
        raw = f"id,locale,break_fix.hourly_rate\na,de-DE,84.125\nb,de-DE,{other}\n"
    else:
        raw = '[{"id": "a", "locale": "de-DE", "break_fix": {"hourly_rate": 84.125}}]'
    record = nested(table(raw.encode(), path).records())[0]
    with pytest.raises(ProblemError) as caught:  # the rest of the client is missing
        read_client(record, ASSUMPTIONS, FACTORS)
    assert ("break_fix.hourly_rate: has a point" in str(caught.value)) != settled


@pytest.mark.parametrize("written", ["~24", "{value: ~24}", "{value: 24, origin: assumption}", '"~ 24"'])
def test_a_guess_is_marked_with_one_sign_and_never_said_to_be_told(written: str) -> None:
    marked = client((re.search(r"per_year: \S+", BASE)[0], f"per_year: {written}")).inputs("")  # type: ignore[index]
    assert (marked.incidents[0].per_year.value, marked.incidents[0].per_year.origin) == (24, "assumption")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{value: ~24, origin: client}", "is marked as a guess with ~, and its origin is client; keep one of the two"),
        ("~many", "must be a number"),
        ("{value: 24, low: ~18}", "low must be a number"),
    ],
)
def test_the_sign_of_a_guess_stands_before_one_number(written: str, said: str) -> None:
    with pytest.raises(ProblemError) as caught:
        client((re.search(r"per_year: \S+", BASE)[0], f"per_year: {written}"))  # type: ignore[index]
    assert said.replace("; ", "\n    ") in str(caught.value)


@pytest.mark.parametrize(
    ("unit", "written", "value"),
    [
        ("hours", "4h", 4), ("hours", "45 min", 0.75), ("hours", "1.5 hours", 1.5), ("fraction", "12 %", 0.12),
        ("fraction/year", "3%", 0.03), ("months", "3 years", 36), ("months", "36 months", 36),
        ("{currency}/user/month", "125/user/month", 125), ("{currency}/hour", "150 per hour", 150),
    ],
)  # fmt: skip
def test_a_unit_of_the_fields_kind_may_stand_behind_a_number(unit: str, written: str, value: float) -> None:
    assert read_number(written, Meaning("", unit)).value == pytest.approx(value, abs=0)
    assert read_number({"value": f"~{written}"}, Meaning("", unit)).origin == "assumption"


@pytest.mark.parametrize(
    ("unit", "written", "said"),
    [
        ("hours", "2 days", "is in days, which are 8 hours or 24; write hours"),
        ("hours", "4 years", "must be a number"),
        ("{currency}/hour", "150/user/month", "must be a number"),
        ("people", "12 %", "must not be a percentage; write a number in the unit of this field"),
        ("{currency}/hour", "$150/hour", "leave the currency out"),
    ],
)
def test_a_unit_of_another_kind_or_with_two_meanings_is_refused(unit: str, written: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_number(written, Meaning("", unit))
