"""Names, paths and digests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.engine.blobs import Blobs
from reportgen.engine.model import OutputPath, canonical, digest, hand_over
from reportgen.engine.snapshot import Snapshot
from reportgen.problems import ProblemError


@given(st.lists(st.binary(max_size=4), max_size=4), st.lists(st.binary(max_size=4), max_size=4))
def test_only_equal_sequences_have_equal_digests(one: list[bytes], two: list[bytes]) -> None:
    assert (digest(*one) == digest(*two)) == (one == two)


def test_canonical_json_has_one_spelling() -> None:
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'.encode()
    with pytest.raises(ValueError, match="Out of range"):
        canonical(float("nan"))


def test_an_output_path_is_made_of_its_parts() -> None:
    assert OutputPath("briefs", "a", "a.pdf") == "briefs/a/a.pdf"
    assert OutputPath(OutputPath("site", "blog"), "x") == "site/blog/x"


@pytest.mark.parametrize(
    "path", ["../x", "/x", "a//b", "a/.", "a/..", "a/CON", "a/nul.txt", "a/b.", ".git/x", "a\\b", ""]
)
def test_a_path_that_could_leave_the_folder_is_refused(path: str) -> None:
    with pytest.raises(ProblemError, match="cannot be a file of the output"):
        OutputPath(path)


def test_a_tree_is_handed_over_as_its_files() -> None:
    blobs = Blobs(Snapshot({"templates/a.html": digest(b"A")}, lambda path: b"A"))
    tree = blobs.tree({"a.html": blobs.file("templates/a.html"), "b.html": blobs.put(b"B")})
    handed = hand_over({"templates/": tree, "id": blobs.put(b"x")}, blobs.get)
    assert handed == {"templates/a.html": b"A", "templates/b.html": b"B", "id": b"x"}
