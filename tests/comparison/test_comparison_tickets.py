"""From a service desk's export to a rate with its uncertainty: what counts, what does not, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from math import exp, log, sqrt

import pytest
from test_comparison_document import breaches, wrong_figures

from alder_lane import HEADER, PRIORITIES, SECTION, client, export
from conftest import worded
from reportgen.comparison import compare, to_json
from reportgen.comparison.assemble import assemble
from reportgen.comparison.document import json_schema
from reportgen.comparison.document import to_json as json_of
from reportgen.comparison.inputs import Lognormal, Observed
from reportgen.comparison.quantity import Quantity
from reportgen.comparison.tickets import Ticket, Window
from reportgen.comparison.tickets.apply import CAP
from reportgen.comparison.tickets.rate import gamma_below, gamma_quantile, rate
from reportgen.comparison.tickets.repair import lognormal_fit, repair_hours
from reportgen.comparison.tickets.select import select
from reportgen.language.sentences.notes import note
from reportgen.problems import ProblemError
from reportgen.project.readers.tables import table
from reportgen.project.readers.tickets import read
from reportgen.project.schema.client.readiness import readiness

WINDOW = Window(date(2024, 1, 1), date(2025, 12, 31))
MORNING = datetime(2025, 3, 14, 9, 30)


def noted(quantity: Quantity) -> str:
    """What a report says about a value."""
    return note(quantity, worded())


def ticket(
    kind: str = "incident", hours: float | None = 1.5, priority: str = "P3", after: int = 0, open: bool = False
) -> Ticket:
    """A ticket opened some hours after a morning in March."""
    opened = MORNING + timedelta(hours=after)
    return Ticket(opened, None if open else opened + timedelta(hours=8), priority, kind, hours)


# ---- what counts


def test_only_incidents_in_the_window_count_and_the_rest_is_accounted_for() -> None:
    old = Ticket(datetime(2023, 12, 31), None, "P3", "incident", None)
    found = select(
        [ticket(), ticket(), ticket("Service Request"), ticket("alert"), ticket("child"), old, ticket(after=1)],
        WINDOW,
    )
    assert len(found.incidents) == 2
    assert found.left_out == {
        "alerts": 1,
        "child tickets": 1,
        "duplicates": 1,
        "outside the window": 1,
        "service requests": 1,
    }


def test_an_unknown_type_is_asked_about() -> None:
    with pytest.raises(ProblemError) as caught:
        select([ticket("Incidnt")], WINDOW)
    problem = caught.value.problems[0]
    assert problem.message == "the ticket type 'Incidnt' is not known (1 tickets)"
    assert problem.hint == "did you mean 'incident'?"


def test_exposure_is_the_window_not_the_tickets() -> None:
    assert WINDOW.years == pytest.approx(731 / 365.25)  # 2024 had a day more


# ---- the rate


def test_the_rate_by_hand() -> None:
    # 42 incidents in two years: Gamma(42.5, 2), mean 21.25; counts of a year have variance 21.25 + 21.25^2 / 42.5.
    found = rate(42, 2)
    assert (found.per_year, found.size) == (21.25, 42.5)
    assert gamma_below(2 * found.low, 42.5) == pytest.approx(0.1)
    assert gamma_below(2 * found.high, 42.5) == pytest.approx(0.9)


def test_no_incident_is_not_no_risk() -> None:
    found = rate(0, 2)
    assert found.per_year == 0.25
    # Gamma(1/2) is half a squared standard normal: its 90 % quantile is 1.6448536^2 / 2.
    assert found.high == pytest.approx(1.6448536269514722**2 / 2 / 2)


def test_an_exponential_is_the_gamma_of_shape_one() -> None:
    assert gamma_quantile(0.9, 1) == pytest.approx(log(10))


# ---- hours


def test_few_repairs_make_a_lognormal_with_coxs_interval() -> None:
    # Logs of 1, 2 and 4 hours: mean log 2, variance (n - 1) log(2)^2.
    mean, spread, (low, high) = lognormal_fit([1, 2, 4])
    assert (mean, spread) == pytest.approx((log(2), log(2)))
    middle, variance = log(2) + log(2) ** 2 / 2, log(2) ** 2
    half = 1.2815515655446004 * sqrt(variance / 3 + variance**2 / 4)
    assert (low, high) == pytest.approx((exp(middle - half), exp(middle + half)))
    found = repair_hours([ticket(hours=each) for each in (1, 2, 4)], "x", CAP, None)
    assert isinstance(found, Lognormal)
    assert found.median.value == pytest.approx(2)


def test_thirty_repairs_speak_for_themselves() -> None:
    found = repair_hours([ticket(hours=1 + at / 10) for at in range(30)], "x", replace(CAP, value=3), None)
    assert isinstance(found, Observed)
    assert [each.value for each in found.hours][-2:] == [3, 3]  # capped
    assert {hour.origin for hour in found.hours} == {"measured"}


def test_hours_above_the_longest_reckoned_with_are_counted() -> None:
    many = repair_hours([ticket(hours=1 + at) for at in range(30)], "x", replace(CAP, value=27), None)
    assert isinstance(many, Observed)
    assert [noted(hour) for hour in many.hours[:2]] == ["3 of 30 counted as 27 hours, the longest reckoned with", ""]
    few = repair_hours([ticket(hours=each) for each in (1, 2, 50)], "x", CAP, None)
    assert isinstance(few, Lognormal)
    assert noted(few.median).endswith("(Cox); 1 of 3 counted as 40 hours, the longest reckoned with")
    none = repair_hours([ticket(), ticket()], "x", CAP, None)
    assert isinstance(none, Lognormal)
    assert "counted as" not in noted(none.median)


def test_the_report_says_how_many_hours_were_cut() -> None:
    rows = export().decode().replace(",incident,8", ",incident,30").encode()
    rows += b"".join(b"\n2025-02-%02d 09:00,2025-02-28,P3,incident,90" % day for day in range(1, 6))
    found = assemble(compare(client(("factors:", SECTION + PRIORITIES + "factors:")).inputs("2026-11-02", rows)))
    assert (
        found.estimates and found.estimates.capped == 6
    )  # five of P3, and one of P1, whose longest repair is 24 hours
    (hours,) = (each for each in found.inputs if each.name == "incidents[0].repair_hours")
    assert noted(hours) == (
        "mean of 45 observed repairs of 1 to 40 hours; 5 of 45 counted as 40 hours, the longest reckoned with"
    )
    plain = json_of(found)
    assert wrong_figures(plain) == []
    assert (found.figures["estimates.per_year"].formula, found.figures["estimates.capped"].value) == (
        "(estimates.incidents + 1 / 2) / estimates.years",
        6,
    )
    (median,) = (each for each in found.inputs if each.name == "incidents[1].repair_hours.median")
    assert noted(median).endswith("1 of 3 counted as 24 hours, the longest reckoned with")
    assert breaches(plain, json_schema()) == []


def test_zero_hours_are_not_logged_and_open_tickets_are_not_final() -> None:
    tickets = [ticket(hours=0), ticket(hours=9, open=True), ticket(hours=2), ticket(hours=2)]
    found = repair_hours(tickets, "x", CAP, None)
    assert isinstance(found, Lognormal)
    assert (found.median.value, found.p90.value) == (2, 2)


def test_without_logged_hours_a_share_of_the_time_to_resolution_has_to_be_stated() -> None:
    silent = [ticket(hours=None), ticket(hours=None)]
    with pytest.raises(ProblemError) as caught:
        repair_hours(silent, "incidents[0].repair_hours", CAP, None)
    assert str(caught.value) == (
        "incidents[0].repair_hours: only 0 resolved tickets have logged hours\n"
        "    give `blocking_share:` under `tickets:` to use time to resolution"
    )
    found = repair_hours(silent, "x", CAP, 0.25)
    assert isinstance(found, Lognormal)
    assert found.median.value == pytest.approx(2)  # a quarter of 8 hours


# ---- the file


def test_a_clean_file() -> None:
    found = read(HEADER + b"2025-03-14 09:30,2025-03-14T17:30,P3,incident,1.5\n2025-03-15,,P1,alert,\n", "t.csv")
    assert found == [
        ticket(),
        Ticket(datetime(2025, 3, 15), None, "P1", "alert", None),
    ]


def test_times_with_an_offset_are_compared_as_moments() -> None:
    (found,) = read(HEADER + b"2025-03-14T09:30+02:00,2025-03-14T08:30Z,P3,incident,1\n", "t.csv")
    assert found.resolved is not None
    assert found.resolved - found.opened == timedelta(hours=1)  # half past seven to half past eight in UTC
    assert found.opened.date() == date(2025, 3, 14)
    (late,) = read(HEADER + b"2025-12-31T23:30-05:00,2026-01-02,P3,incident,1\n", "t.csv")
    assert len(select([late], WINDOW).incidents) == 1  # 2026 in UTC, but not where it was opened
    assert late.resolved is not None
    assert late.resolved - late.opened == timedelta(hours=24.5)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            b"2025-03-14T09:30+02:00,2025-03-14T10:30,P3,incident,1\n",
            "t.csv:2: opened and resolved differ in their time zone\n"
            "    give both an offset such as +02:00, or neither",
        ),
        (b"2025-03-14T09:30+02:00,2025-03-14T07:00Z,P3,incident,1\n", "t.csv:2: resolved is before opened"),
        (
            b"03/04/2025,,P3,incident,1\n",
            "t.csv:2: opened must be a date such as 2026-03-14 or 2026-03-14 09:30",
        ),
        (b",,P3,incident,1\n", "t.csv:2: opened is missing"),
        (b"2025-03-14,2025-03-13,P3,incident,1\n", "t.csv:2: resolved is before opened"),
        (b"2025-03-14,,P3,incident,-1\n", "t.csv:2: worked_hours must be between 0 and 10,000"),
        (b"2025-03-14,,P3,incident,nan\n", "t.csv:2: worked_hours must be between 0 and 10,000"),
        (
            b"2025-03-14,,P3,incident,1h30\n",
            "t.csv:2: worked_hours must be a number\n    write hours such as 1.5",
        ),
        (b"2025-03-14,,P3,incident,1,2\n", "t.csv:2: the row has 6 cells, the header 5"),
        (b'2025-03-14,,P3,"incident"x,1\n', "t.csv:2: not CSV: ',' expected after '\"'"),
    ],
)
def test_bad_rows_are_named_by_their_line(row: bytes, said: str) -> None:
    with pytest.raises(ProblemError) as caught:
        read(HEADER + row, "t.csv")
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "t.csv: the file is empty\n    save or export the table once more"),
        (b"opened,opened\n1,2\n", "t.csv:1: the column 'opened' appears twice"),
        (b"opened,priorty\n2025-03-14,P1\n", "t.csv:1: unknown column 'priorty'\n    did you mean 'priority'?"),
        (b"opened\n\xff\n", "t.csv:2: not UTF-8 text\n    save the file as UTF-8"),
    ],
)
def test_bad_files(content: bytes, said: str) -> None:
    with pytest.raises(ProblemError) as caught:
        read(content, "t.csv")
    assert str(caught.value) == said


def test_semicolons_quotes_and_a_byte_order_mark_are_read() -> None:
    records = table('\ufeffname;note\n"A; B";"two\nlines"\n\nC;\n'.encode(), "t.csv").records()
    assert [record.data for record in records] == [{"name": "A; B", "note": "two\nlines"}, {"name": "C"}]
    assert [record.line("name") for record in records] == [2, 5]


# ---- the whole way


def test_tickets_replace_what_was_told() -> None:
    inputs = client(("factors:", SECTION + PRIORITIES + "factors:")).inputs("2026-11-02", export())
    years = 731 / 365.25
    one, everyone = inputs.incidents
    assert inputs.rate_size == 43.5
    assert one.per_year.value == pytest.approx(43.5 / years * 40.5 / 44)
    assert (one.per_year.origin, noted(one.per_year)) == ("measured", "40 tickets; told were 20")
    assert isinstance(one.repair_hours, Observed)
    assert isinstance(everyone.repair_hours, Lognormal)
    assert inputs.estimates.left_out == {"alerts": 1, "service requests": 1}
    document = to_json(compare(inputs))
    assert wrong_figures(document) == []
    assert breaches(document, json_schema()) == []
    median = document["figures"]["year.break_fix.p50"]
    assert median["method"] == "quantile_of_year_uncertain_rate"
    assert "rate_size" in median["inputs"]
    assert document["incident_curve"]["credible_low"] < 43.5 / years < document["incident_curve"]["credible_high"]


def test_an_uncertain_rate_spreads_the_year() -> None:
    measured = client(("factors:", SECTION + PRIORITIES + "factors:")).inputs("2026-11-02", export())
    known = compare(replace(measured, rate_size=None))
    unknown = compare(measured)
    assert unknown.years["break_fix"].total == pytest.approx(known.years["break_fix"].total)
    assert unknown.years["break_fix"].sd > known.years["break_fix"].sd
    assert unknown.quantiles["break_fix"]["p90"] > known.quantiles["break_fix"]["p90"]


def test_a_kind_of_incident_without_tickets_is_rare_and_not_impossible() -> None:
    rows = export().decode().splitlines()
    alone = "\n".join(row for row in rows if ",P1," not in row).encode()
    one, everyone = client(("factors:", SECTION + PRIORITIES + "factors:")).inputs("", alone).incidents
    years = 731 / 365.25
    assert everyone.per_year.value == pytest.approx(40.5 / years * 0.5 / 41)
    assert one.per_year.value + everyone.per_year.value == pytest.approx(40.5 / years)


def test_the_cap_of_a_class_holds_for_its_tickets_and_the_p90_is_left_as_it_was_found() -> None:
    found = client(("factors:", SECTION + PRIORITIES + "factors:")).inputs("", export()).incidents[1].repair_hours
    assert isinstance(found, Lognormal)
    assert (found.cap_hours.value, found.cap_hours.origin) == (24, "client")
    wide = repair_hours([ticket(hours=0.01), ticket(hours=0.01), ticket(hours=39)], "x", CAP, None)
    assert isinstance(wide, Lognormal)
    assert wide.p90.value > wide.cap_hours.value
    assert wide.cap_hours.origin == "assumption"


def test_a_priority_under_two_classes_is_asked_about() -> None:
    twice = PRIORITIES.replace("[P1]", "[P1, P3]")
    with pytest.raises(ProblemError, match="the priority 'P3' is listed under more than one class"):
        client(("factors:", SECTION + twice + "factors:")).inputs("", export())


def test_a_single_ticket_says_nothing_of_the_spread_and_what_was_told_stands() -> None:
    rows = export().decode().splitlines()
    alone = "\n".join(row for row in rows if ",P1," not in row or "03-03" in row).encode()
    everyone = client(("factors:", SECTION + PRIORITIES + "factors:")).inputs("", alone).incidents[1]
    assert isinstance(everyone.repair_hours, Lognormal)
    assert everyone.repair_hours.median.origin == "client"
    assert noted(everyone.per_year) == "1 ticket; told were 2"


# ---- measured is tested before it replaces what was told


@pytest.mark.parametrize(("rows", "used"), [(0, False), (1, False), (4, False), (5, True)])
def test_too_few_tickets_do_not_replace_what_was_told(rows: int, used: bool) -> None:
    checked = client(("factors:", SECTION + PRIORITIES + "factors:"))
    few = b"\n".join([HEADER.strip(), *[row for row in export().splitlines() if b",P3,incident," in row][:rows]])
    told, found = checked.inputs("", export()), checked.inputs("", few)
    assert told.estimates is not None
    assert (found.estimates is not None) == used
    assert all((incident.per_year.origin == "measured") == used for incident in found.incidents)
    said = [each for each in readiness(checked, few) if "what was told stands" in each]
    assert bool(said) != used
    assert all(f"{rows} incident" in each and "2024-01-01 to 2025-12-31" in each for each in said)


def test_tickets_that_all_lie_outside_the_window_are_told_with_their_days() -> None:
    section = SECTION.replace("2024-01-01", "2014-01-01").replace("2025-12-31", "2015-12-31")
    checked = client(("factors:", section + PRIORITIES + "factors:"))
    assert {incident.per_year.origin for incident in checked.inputs("", export()).incidents} == {"client"}
    (said,) = (each for each in readiness(checked, export()) if "not used" in each)
    assert "0 incidents were opened in the window 2014-01-01 to 2015-12-31; the tickets run from 202" in said


def test_a_rate_far_from_what_was_told_is_told_with_both_numbers() -> None:
    checked = client(("per_year: 20", "per_year: 90"), ("factors:", SECTION + PRIORITIES + "factors:"))
    said = [each for each in readiness(checked, export()) if "Ask which is right" in each]
    assert said == [
        "Incidents (One person): the tickets say 20.0 a year, told were 90; the report counts on the tickets. "
        "Ask which is right."
    ]
    near = client(("factors:", SECTION + PRIORITIES + "factors:"))
    assert not any("Ask which is right" in each for each in readiness(near, export()))


def test_a_window_longer_than_the_tickets_is_asked_about() -> None:
    longer = SECTION.replace("2024-01-01", "2020-01-01")
    checked = client(("factors:", longer + PRIORITIES + "factors:"))
    (said,) = (each for each in readiness(checked, export()) if each.startswith("The window is"))
    assert said.startswith("The window is 2020-01-01 to 2025-12-31, but the tickets run from 202")


def test_a_blocking_share_of_nothing_is_no_estimate() -> None:
    with pytest.raises(ProblemError, match="only 0 resolved tickets"):
        repair_hours([ticket(hours=None), ticket(hours=None)], "x", CAP, 0)


def test_incidents_of_one_day_without_a_time_are_not_taken_for_duplicates() -> None:
    day = Ticket(datetime(2025, 3, 14), None, "P3", "incident", 1.0)
    assert len(select([day, day], WINDOW).incidents) == 2


def test_every_priority_needs_its_class() -> None:
    with pytest.raises(ProblemError) as caught:
        client(("factors:", SECTION + "factors:")).inputs("2026-11-02", export())
    assert str(caught.value) == (
        "tickets.priorities: no incident class takes tickets of priority 'P1', 'P3'\n"
        "    list each priority under one of: One person, Everyone"
    )


def test_a_ticket_file_that_is_not_there() -> None:
    with pytest.raises(ProblemError, match=r"tickets.file: the file 'alder-lane.csv' is not there"):
        client(("factors:", SECTION + "factors:")).inputs("2026-11-02")


def test_a_window_that_ends_before_it_starts() -> None:
    with pytest.raises(ProblemError, match=r"to \(2023-12-31\) is before from \(2024-01-01\)"):
        client(("factors:", SECTION.replace("2025-12-31", "2023-12-31") + "factors:"))
