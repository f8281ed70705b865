"""A row of a table opens to the same record that a YAML file would hold."""

from __future__ import annotations

import pytest

from reportgen.problems import ProblemError
from reportgen.project.readers import tables
from reportgen.project.readers.dotted_columns import nested
from reportgen.project.readers.record import Record


def rows(text: str) -> list[Record]:
    return nested(tables.table(text.encode(), "clients.csv").records())


def test_dots_and_positions_open_to_mappings_and_lists() -> None:
    (record,) = rows("id,profile.users,incidents[0].name,incidents[1].name\na,9,outage,virus\n")
    assert record.data == {"id": "a", "profile": {"users": "9"}, "incidents": [{"name": "outage"}, {"name": "virus"}]}
    assert record.line("profile.users") == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "id,a..b\nx,1\n",
            "clients.csv:1: the column 'a..b' is not the name of a field\n"
            "    write it like profile.users or incidents[0].per_year",
        ),
        (
            "id,a,a.b\nx,1,2\n",
            "clients.csv:1: the column 'a.b' conflicts with the column 'a'\n    name each value once",
        ),
        (
            "id,a.b.c,a\nx,1,2\n",
            "clients.csv:1: the column 'a' conflicts with the column 'a.b.c'\n    name each value once",
        ),
        (
            "id,a[0],a.b\nx,1,2\n",
            "clients.csv:1: the column 'a.b' conflicts with the column 'a[0]'\n    name each value once",
        ),
        (
            "id,a.b,a[0].c\nx,1,2\n",
            "clients.csv:1: the column 'a[0].c' conflicts with the column 'a.b'\n    name each value once",
        ),
        ("id,a[1]\nx,1\n", "clients.csv:2: a[1] is filled in and a[0] is not\n    fill the positions from 0"),
    ],
)
def test_what_is_unclear_is_refused(text: str, message: str) -> None:
    with pytest.raises(ProblemError) as caught:
        rows(text)
    assert str(caught.value).startswith(message)
