"""The client index: where each client is written, found without reading any of them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reportgen.engine.model import digest
from reportgen.engine.snapshot import Snapshot
from reportgen.problems import ProblemError
from reportgen.project.clients import CLIENTS, ClientIndex, client_index

TABLE = "prospects.csv"


def index_of(files: Mapping[str, str]) -> ClientIndex:
    """The index of a project that has these files in content/clients/."""
    contents = {CLIENTS + name: text.encode() for name, text in files.items()}
    return client_index(Snapshot({path: digest(raw) for path, raw in contents.items()}, contents.__getitem__))


def problems_of(files: Mapping[str, str]) -> list[str]:
    return [str(problem).replace(CLIENTS, "") for problem in index_of(files).problems]


def test_a_document_is_a_client_and_a_row_of_a_table_is_a_client() -> None:
    index = index_of({"harbor.yml": "name: Harbor\n", TABLE: "id,name\nalder,Alder\n\nbirch,Birch\n"})
    assert index.problems == ()
    assert {name: (entry.path, entry.line) for name, entry in index.entries.items()} == {
        "harbor": (f"{CLIENTS}harbor.yml", 1),
        "alder": (f"{CLIENTS}{TABLE}", 2),
        "birch": (f"{CLIENTS}{TABLE}", 4),
    }


def test_a_record_keeps_the_lines_of_its_fields() -> None:
    index = index_of({"harbor.yml": "name: Harbor\nprofile:\n  users: 12\n", TABLE: "id,profile.users\nalder,7\n"})
    document, row = index.entries["harbor"].read(), index.entries["alder"].read()
    assert document.data == {"name": "Harbor", "profile": {"users": "12"}}
    assert document.line("profile.users") == 3
    assert row.data == {"id": "alder", "profile": {"users": "7"}}
    assert row.line("profile.users") == 2


def test_a_client_has_the_files_in_the_folder_of_its_name() -> None:
    index = index_of({"harbor.yml": "", "harbor/logo.svg": "", "harbor/incidents.md": "", "harbor/tickets.csv": ""})
    (entry,) = index.entries.values()
    assert sorted(entry.files) == [CLIENTS + f"harbor/{name}" for name in ("incidents.md", "logo.svg", "tickets.csv")]
    assert entry.overrides == [f"{CLIENTS}harbor/incidents.md"]


def test_no_client_is_read_before_it_is_asked_for() -> None:
    index = index_of({"harbor.yml": "name: [", TABLE: "id,a[1]\nalder,7\n"})
    assert index.problems == ()
    with pytest.raises(ProblemError, match=r"harbor.yml:1: YAML takes \["):
        index.entries["harbor"].read()
    with pytest.raises(ProblemError, match=r"prospects.csv:2: a\[1\] is filled in and a\[0\] is not"):
        index.entries["alder"].read()


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("id,name\nalder,Alder\n", "id,name\nbirch,Birch\nalder,Alder\n", False),
        ("id,name\nalder,Alder\n", "id,name\nalder,Elder\n", True),
        ("id,name\nalder,Alder\n", "id,title\nalder,Alder\n", True),
        ("id,fee\nalder,4.800\nbirch,5\n", "id,fee\nalder,4.800\nbirch,5.5\n", True),  # it settles the reading
    ],
)
def test_the_source_of_a_row_changes_with_its_cells_and_their_columns(before: str, after: str, changed: bool) -> None:
    one, other = (index_of({TABLE: text}).entries["alder"].source for text in (before, after))
    assert (one != other) == changed


def test_a_client_is_defined_once() -> None:
    assert problems_of({"alder.yml": "", TABLE: "id\nbirch\nalder\n", "second.csv": "id\nbirch\n"}) == [
        "prospects.csv:3: the client 'alder' is also defined in alder.yml\n    choose another id",
        "second.csv:2: the client 'birch' is also defined in prospects.csv\n    choose another id",
    ]


def test_a_row_without_an_id_is_a_problem_and_the_other_rows_are_read() -> None:
    index = index_of({TABLE: "id,name\n,Nameless\nCon,Device\nalder,Alder\n"})
    assert list(index.entries) == ["alder"]
    assert index.broken_tables == (CLIENTS + TABLE,)
    assert [str(problem).replace(CLIENTS, "") for problem in index.problems] == [
        "prospects.csv:2: id: the client has no id\n    fill in the column `id`",
        "prospects.csv:3: id: 'Con' cannot be an id\n"
        "    use a-z, 0-9 and hyphens, at most 64, starting with a letter or digit",
    ]


def test_a_note_needs_a_client_unless_a_broken_table_may_hold_it() -> None:
    files = {"harbor.yml": "", "habor/note.md": "", "habor/logo.svg": ""}
    assert problems_of(files) == ["habor/: there is no client 'habor' for this folder\n    did you mean 'harbor'?"]
    assert problems_of(files | {TABLE: "id,id\n"}) == ["prospects.csv:1: the column 'id' appears twice"]


def test_a_file_of_an_unknown_format_is_no_client() -> None:
    assert index_of({"harbor.docx": "", "README": "", "notes.toml": "a = 1\n"}) == ClientIndex({})
