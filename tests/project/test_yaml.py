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
        ("a: !!python/name:os.system x\n", "x.yml:1: a: YAML takes ! for a type of value"),
        ("<<: {a: 1}\n", "x.yml:1: YAML merge keys are not allowed\n    write the values out"),
        (
            "- 1\n- 2\n",
            "x.yml:1: the file must be a mapping of names to values\n    write `name: value` lines",
        ),
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


# ---- text that YAML reads as something else

TRAPS = [
    ("name: Acme #1 Plumbing", "name: YAML takes #1 Plumbing for a comment and drops it", 'name: "Acme #1 Plumbing"'),
    ("colour: #0B3D91", "colour: YAML takes #0B3D91 for a comment and drops it", 'colour: "#0B3D91"'),
    ("- a: Acme # Sons", "[0].a: YAML takes # Sons for a comment and drops it", '- a: "Acme # Sons"'),
    ("a: [x, Acme #1, y]", "YAML takes a # after a space for a comment and drops it", 'a: [x, "Acme #1", y]'),
    ("name: &Co Partners", "YAML takes & for the name of a value, and drops it", 'name: "&Co Partners"'),
    ("name: & Co", "YAML takes & at the start of a text for the name of a value, and drops it", 'name: "& Co"'),
    ("a: &x 1\nb: *x", "YAML takes * for the name of another value", 'b: "*x"'),
    ("name: *", "YAML takes * at the start of a text for the name of another value", 'name: "*"'),
    ("name: !Acme", "name: YAML takes ! for a type of value", 'name: "!Acme"'),
    ("name: @acme", "YAML keeps @ at the start of a text for itself", 'name: "@acme"'),
    ("name: %5 off", "YAML keeps % at the start of a text for itself", 'name: "%5 off"'),
    ("name: `x`", "YAML keeps ` at the start of a text for itself", 'name: "`x`"'),
    ("name: Acme: Sons", "YAML takes a colon and a space inside a text for the end of a name", 'name: "Acme: Sons"'),
    ("name: - Acme", "YAML takes a dash and a space at the start of a text for a list", 'name: "- Acme"'),
    ("name: |x", "YAML takes | at the start of a text for a block of lines", 'name: "|x"'),
    ("name: [Acme", "YAML takes [ at the start of a text for a list, which is not closed with ]", 'name: "[Acme"'),
    ('name: "Acme" Co', "the text goes on after its closing quotation mark", "name: '\"Acme\" Co'"),
    ("name: 'it's'", "the text goes on after its closing quotation mark", 'name: "it\'s"'),
    ('name: "Acme', "a quotation mark is not closed", 'name: "Acme"'),
]


@pytest.mark.parametrize(("line", "message", "written"), TRAPS, ids=[line for line, _, _ in TRAPS])
def test_a_trap_of_yaml_is_told_with_the_line_as_it_should_be(line: str, message: str, written: str) -> None:
    text = f"list:\n  {line}\n" if line.startswith("-") else f"{line}\n"
    (complaint,) = [each for each in complaints(text) if written in each]
    assert message in complaint and f"write it in quotation marks: {written}" in complaint
    assert complaint.startswith(f"x.yml:{text.count(chr(10))}:")
    yml.read(text.replace(line.split("\n")[-1], written).replace("a: &x 1\n", "").encode(), "x.yml")


def test_yaml_that_needs_no_quotation_marks() -> None:
    text = """\
a: yes          # stays the word
b: 2026-01-02   # stays a text
c: USD  # a code
d: logo.svg  # a file
e: 10:30  # a time
f: "Acme #1"  # in quotation marks
g: # a comment above what belongs to it
  h: Null
"""
    assert yml.read(text.encode(), "x.yml").data == {
        "a": "yes", "b": "2026-01-02", "c": "USD", "d": "logo.svg", "e": "10:30", "f": "Acme #1", "g": {"h": "Null"},
    }  # fmt: skip


def test_everything_that_yaml_misreads_is_told_at_once() -> None:
    said = complaints('a:\n\tb: 1\nc:d\nd: @y\ne: "x" y\nf: [1\n')
    assert [each.partition(": ")[0] for each in said] == [f"x.yml:{line}" for line in range(2, 7)]


def test_values_of_a_client_are_not_written_to_logs() -> None:
    with pytest.raises(ProblemError) as caught:
        yml.read(b"name: Quillon #1 Plumbing\nmark: &Quillon x\n", "content/clients/q.yml")
    said = "\n".join(map(str, caught.value.problems))
    assert 'name: "..."' in said and 'mark: "..."' in said
    assert "Quillon" not in said and "Plumbing" not in said
