"""Exports of each product become the tickets of a client that stand beside them, and the client builds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Project
from workbooks import sheet_xml, xlsx

SAMPLES = Path(__file__).parent / "tickets"
PRODUCTS = sorted(path.stem for path in SAMPLES.glob("*.csv"))
CLIENT = "content/clients/harbor-dental.yml"
TABLE = "content/clients/harbor-dental/tickets.csv"
CANARY = "Quillfeather"
"""A name that stands in the text and in the people of every sample."""


def imported(project: Project, *arguments: str, code: int = 0) -> str:
    run = project.run("import", "tickets", "--client", "harbor-dental", *arguments)
    assert run.exit_code == code, run.output
    return run.output


@pytest.mark.parametrize("product", PRODUCTS)
def test_an_export_becomes_the_tickets_that_are_expected(
    product: str, project: Callable[..., Project], accept: bool
) -> None:
    made = project(clients=["harbor-dental"])
    sample = SAMPLES / f"{product}.csv"
    assert CANARY.encode() in sample.read_bytes()
    before = (made.root / CLIENT).read_text()
    printed = imported(made, str(sample), "--blocking-share", "0.2")
    text = (made.root / CLIENT).read_text()
    assert text.startswith(before.rstrip("\n"))
    block, table = text.removeprefix(before.rstrip("\n")), (made.root / TABLE).read_text()
    seen = f"{printed}==== {CLIENT}{block}==== {TABLE}\n{table}"
    expected = SAMPLES / f"{product}.expected.txt"
    if accept:
        expected.write_text(seen, encoding="utf-8")
    assert seen == expected.read_text(encoding="utf-8")
    assert CANARY not in seen
    assert "nothing to write" in imported(made, str(sample), "--blocking-share", "0.2")
    assert (made.root / CLIENT).read_text() == text
    check = made.run("check")
    assert check.exit_code == 0, check.output


def test_a_client_with_imported_tickets_builds(project: Callable[..., Project]) -> None:
    made = project(clients=["harbor-dental"])
    imported(made, str(SAMPLES / "jira.csv"), "--blocking-share", "0.2")
    assert "failed" not in made.build("--only", "briefs").values()
    assert not any(CANARY.encode() in content for content in made.output().values())


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("A-1,03/04/2026,Incident,P3", "'03/04/2026' can be 2026-04-03 or 2026-03-04, and no cell of the column shows"),
        (
            "A-1,13/04/2026,Incident,P3\nA-2,04/13/2026,Incident,P3",
            "'04/13/2026' has the month first, and '13/04/2026'",
        ),
        ("A-1,2026-04-03,Riddle,P3", "it is not known what these types of tickets are: 'Riddle' (1)"),
        ("A-1,2026-04-03,Incident,Purple", "it is not known how urgent the priority 'Purple' is"),
    ],
)
def test_what_is_not_sure_is_not_guessed(
    rows: str, message: str, project: Callable[..., Project], tmp_path: Path
) -> None:
    file = tmp_path / "export.csv"
    file.write_text(f"Issue key,Created,Issue Type,Priority\n{rows}\n")
    assert message in imported(project(clients=["harbor-dental"]), str(file), code=1)


def test_another_product_is_read_with_a_map(project: Callable[..., Project], tmp_path: Path) -> None:
    made = project(clients=["harbor-dental"])
    file, given = tmp_path / "own.csv", tmp_path / "map.yml"
    file.write_text("Gemeldet;Dringlichkeit;Art;Aufwand (min)\n" + "14.03.2025;A;Fehler;90\n15.03.2025;A;Fehler;30\n")
    assert "the product is not recognised by its columns" in imported(made, str(file), code=1)
    given.write_text(
        "columns: {opened: Gemeldet, priority: Dringlichkeit, type: Art, worked: Aufwand (min)}\n"
        'types: {Fehler: incident}\nclasses: {A: "The whole practice"}\n'
    )
    imported(made, str(file), "--map", str(given), "--blocking-share", "0.2")
    assert "2025-03-14 00:00:00,,A,incident,1.5\n" in (made.root / TABLE).read_text()


def test_a_unit_that_the_column_contradicts_is_settled_and_told(
    project: Callable[..., Project], tmp_path: Path
) -> None:
    file = tmp_path / "export.csv"
    rows = "".join(f"{at},2025-01-{at:02} 09:00,2025-01-{at:02} 11:00,Incident,P3,{30 + at}\n" for at in range(1, 9))
    file.write_text("ID,Date Occurred,Date Closed,Ticket Type,Priority,Time Taken\n" + rows)
    told = "read as minutes: as hours, 100% of its values would be longer than the ticket was open"
    assert told in imported(project(clients=["harbor-dental"]), str(file))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("1,2025-01-01 09:00,soon,Incident,P3,1", "1 dates of resolution cannot be read: these tickets count as open"),
        ("1,2025-01-01 09:00,,Incident,P3,-2", "1 times of work are below zero, too long or no number"),
        ("1,2025-01-01 09:00,,Incident,P3,long", "1 times of work are below zero, too long or no number"),
        ("1,2025-01-01 09:00,,,P3,1", "1 tickets have no type: these count as incidents"),
        ("1,2025-01-01 09:00,,Incident,,1", "1 tickets have no priority: these count as the least urgent"),
        ("1,2025-01-01 09:00 +02:00,,Incident,P3,1", "1 tickets have times with an offset from UTC"),
    ],
)
def test_a_cell_that_is_not_used_is_told_with_its_line(
    row: str, told: str, project: Callable[..., Project], tmp_path: Path
) -> None:
    file = tmp_path / "export.csv"
    heads, good = "ID,Date Occurred,Date Closed,Ticket Type,Priority,Time Taken", "2,2025-02-01 09:00,,Incident,P3,0"
    file.write_text(f"{heads}\n{row}\n{good}\n")
    printed = imported(project(clients=["harbor-dental"]), str(file), "--dry-run", "--blocking-share", "0.2")
    (line,) = [line for line in printed.splitlines() if told in line]
    assert line.endswith("(line 2)"), "an hour of zero is not logged, and fine"


def test_further_sheets_are_told(project: Callable[..., Project], tmp_path: Path) -> None:
    rows = [["Issue key", "Created", "Issue Type", "Priority"], ["A-1", "2025-01-01", "Incident", "P3"]]
    file = tmp_path / "export.xlsx"
    file.write_bytes(xlsx({"One": sheet_xml(rows), "Two": sheet_xml(rows)}))
    printed = imported(project(clients=["harbor-dental"]), str(file), "--dry-run")
    assert "  only the first of 2 sheets is read; save another one on its own\n" in printed
