"""YAML files become records: text stays text, every field knows its line, tricks are refused."""

from __future__ import annotations

import pytest

from reportgen.problems import ProblemError
from reportgen.project.readers.documents import yml


def complaints(text: str) -> list[str]:
    with pytest.raises(ProblemError) as caught:
        yml.read(text.encode(), "x.yml")
    return [str(problem) for problem in caught.value.problems]


def test_scalars_stay_the_text_that_stands_there() -> None:
    record = yml.read(b"country: NO\ncode: 0123\nwhen: 2026-01-02\nnothing: ~\nempty: ''\n", "x.yml")
    assert record.data == {
        "country": "NO",
        "code": "0123",
        "when": "2026-01-02",
        "nothing": None,
        "empty": "",
    }


def test_every_field_knows_its_line_and_the_nearest_one_stands_in() -> None:
    record = yml.read(b"a: 1\nlist:\n  - x: 1\n  - x: 2\n    y: 3\n", "x.yml")
    assert (record.line("a"), record.line("list[1].y"), record.line("list[1].missing")) == (1, 5, 4)
    assert record.line("list[1].y.deeper") == 5
    assert record.line("unheard_of") == 1


def test_front_matter_counts_its_lines_in_the_file() -> None:
    assert yml.read(b"a: 1\nb: 2\n", "x.md", first_line=2).line("b") == 3


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a: 1\na: 2\n", "x.yml:2: a: the key 'a' appears twice\n    the first is on line 1"),
        ("a: &x 1\nb: *x\n", "x.yml:2: YAML aliases are not allowed\n    write the value out"),
        (
            "a: !!python/name:os.system x\n",
            "x.yml:1: a: the YAML tag 'tag:yaml.org,2002:python/name:os.system'",
        ),
        ("a: !secret x\n", "x.yml:1: a: the YAML tag '!secret' is not allowed\n    remove it"),
        ("<<: {a: 1}\n", "x.yml:1: YAML merge keys are not allowed\n    write the values out"),
        (
            "- 1\n- 2\n",
            "x.yml:1: the file must be a mapping of names to values\n    write `name: value` lines",
        ),
        ("a: [1\n", "x.yml:2: not YAML: did not find expected ',' or ']', while parsing a flow sequence"),
        ("? [a]\n: 1\n", "x.yml:1: a key must be a plain word\n    quote it or rename it"),
        ("a: {b: " + "[" * 30 + "]" * 30 + "}\n", "nested more than 20 levels deep"),
    ],
)
def test_tricks_and_mistakes_are_refused_on_their_line(text: str, complaint: str) -> None:
    assert any(complaint in each for each in complaints(text)), complaints(text)


def test_all_mistakes_are_told_at_once() -> None:
    assert len(complaints("a: 1\na: 2\nb: !x 3\n")) == 2


def test_a_file_that_is_not_text_or_too_large_is_refused() -> None:
    with pytest.raises(ProblemError, match="not UTF-8 text"):
        yml.read(b"a: 1\nb: \xff\n", "x.yml")
    with pytest.raises(ProblemError, match="larger than"):
        yml.read(b"a: " + b"x" * yml.MAX_BYTES, "x.yml")
