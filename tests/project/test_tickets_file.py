"""A client's export from a service desk replaces what was guessed by what was measured."""

from __future__ import annotations

import json
from collections.abc import Callable

from conftest import Project

CLIENT = "content/clients/harbor-dental.yml"
EXPORT = "content/clients/harbor-dental/desk.csv"
ROWS = "".join(
    f"2025-{month:02d}-{day:02d} 09:00,2025-{month:02d}-{day:02d} 12:00,{priority},incident,{hours}\n"
    for month in range(1, 13)
    for day, priority, hours in ((3, "P3", 1.5), (11, "P3", 0.75), (19, "P2", 3), (27, "P3", 1))
)
TICKETS = "opened,resolved,priority,type,worked_hours\n" + ROWS + "2025-06-01,,P3,service request,\n"
NAMED = """
tickets:
  file: desk.csv
  from: 2025-01-01
  to: 2025-12-31
  priorities:
    One workstation or one person: [P3]
    Imaging or one treatment room: [P2]
    The whole practice: [P1]
"""


def test_rates_and_repair_hours_come_from_the_export(project: Callable[..., Project]) -> None:
    made = project(clients=["harbor-dental"])
    text = (made.root / CLIENT).read_text(encoding="utf-8")
    made.write({CLIENT: text + NAMED, EXPORT: TICKETS})
    assert made.run("check").exit_code == 0
    assert made.run("build", "--client", "harbor-dental").exit_code == 0
    told = json.loads(made.output()["briefs/harbor-dental/comparison.json"])
    inputs = {each["name"]: each for each in told["inputs"]}
    rate = inputs["incidents[0].per_year"]
    assert rate["origin"] == "measured"
    assert 30 < rate["value"] < 40, "36 in a year"
    assert told["estimates"] is not None
    assert not any(name.startswith("site/") and b"desk.csv" in content for name, content in made.output().items())


def test_an_export_that_is_not_there_is_told_where_to_go(project: Callable[..., Project]) -> None:
    made = project(clients=["harbor-dental"])
    text = (made.root / CLIENT).read_text(encoding="utf-8")
    made.write({CLIENT: text + NAMED})
    line = (text + NAMED).splitlines().index("  file: desk.csv") + 1
    assert made.run("check").stderr == (
        f"error: {CLIENT}:{line}: tickets.file: the file 'desk.csv' is not there\n"
        "    put it into content/clients/harbor-dental/\n"
    )
    assert made.run("build", "--client", "harbor-dental").exit_code == 1


def test_a_changed_export_remakes_that_client_alone(project: Callable[..., Project]) -> None:
    made = project()
    text = (made.root / CLIENT).read_text(encoding="utf-8")
    made.write({CLIENT: text + NAMED, EXPORT: TICKETS})
    made.build("--only", "briefs")
    made.write({EXPORT: TICKETS + "2025-07-07 10:00,2025-07-07 12:00,P2,incident,2\n"})
    remade = {path for path, status in made.build("--only", "briefs").items() if status == "built"}
    assert remade
    assert all(path.startswith("briefs/harbor-dental/") for path in remade)
