"""Wrong values of each type for each field of each schema: every message is ours, its example fits the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from importlib import import_module
from typing import Any, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from reportgen.problems import ProblemError
from reportgen.project.readers import toml
from reportgen.project.readers.record import Record
from reportgen.project.schema import KINDS
from reportgen.project.schema.validation import validate

Path = tuple[str | int, ...]
WRONG: tuple[Any, ...] = (
    None, "", "  ", "x", "x" * 5000, "12", "-1", "1.5", "1e400", "nan", "2026-13-45", "2026-01-02T10:00:00Z", True,
    False, 0, -1, 7, 10**40, 1.5, -0.5, float("inf"), float("nan"), [], [[]], [None], ["x"], ["x"] * 50, [1, 2], [{}],
    {}, {"x": 1}, {"x": {"y": []}}, {"value": "x"}, {"value": 3, "low": "y"}, date(2026, 1, 2),
    datetime(2026, 1, 2, 3, 4),
)  # fmt: skip
FOREIGN = re.compile(
    r"[Ii]nput|pydantic|dictionary|\bdict\b|tuple|\bstr\b|\bint\b|\bfloat\b|\bbool\b|None|instance of|"
    r"[Ee]xception|Error|valid (?:string|list|number|integer|boolean|date)|\bmodel\b|datetime|unable to|"
    r"should (?:be|have)|regex|pattern '"
)


def model_of(kind: str) -> type[BaseModel]:
    module, _, name = KINDS[kind].partition(":")
    model: type[BaseModel] = getattr(import_module(f"reportgen.project.{module}"), name)
    return model


def inside(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models in the type of a field."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from inside(argument)


def paths(model: type[BaseModel], depth: int = 0) -> Iterator[Path]:
    """The path of each field of a model, and of the fields in it."""
    for name, info in model.model_fields.items():
        key = info.alias or name
        yield (key,)
        for inner in inside(info.annotation) if depth < 4 else ():
            listed = any(get_origin(each) in (list, tuple) for each in (info.annotation, *get_args(info.annotation)))
            mapped = get_origin(info.annotation) in (dict, Mapping)
            for path in paths(inner, depth + 1):
                yield (key, *([0] if listed else ["any"] if mapped else []), *path)


def document(path: Path, value: object) -> Any:
    """A document that holds the value at that path alone."""
    if not path:
        return value
    inner = document(path[1:], value)
    return [inner] if isinstance(path[0], int) else {path[0]: inner}


@pytest.mark.parametrize("file", ["x.yml", "x.toml", "x.csv"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_message_is_in_our_words(kind: str, file: str) -> None:
    model = model_of(kind)
    every = list(dict.fromkeys(paths(model)))
    assert every
    for path in every:
        for value in WRONG:
            try:
                validate(model, Record(file, document(path, value)))
            except ProblemError as error:
                for problem in error.problems:
                    told = problem.message.replace(repr(value), "").replace(str(value) if value else "", "")
                    assert not FOREIGN.search(told), f"{path} = {value!r}: {problem}"
                    assert problem.message
                    if file == "x.toml":
                        assert not re.search(r"`[a-z_]+: ", problem.hint), problem
                    if file == "x.csv":
                        assert not re.search(r"`[a-z_]+(?::| =) ", problem.hint), problem


BROKEN = st.text(st.sampled_from(list("ab=[]{}\"'\\#.,-1 \n\t:éT")), max_size=30)


@given(BROKEN)
@settings(max_examples=500, deadline=None)
def test_toml_that_is_broken_anyhow_is_told_in_our_words(text: str) -> None:
    try:
        toml.read(text.encode(), "x.toml")
    except ProblemError as error:
        (problem,) = error.problems
        assert not re.search(
            r"Expected|Invalid|Unclosed|Cannot|Unterminated|Unescaped|document|statement", str(problem)
        )
        assert problem.line >= 1
        assert problem.hint


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('a = "x\n', "x.toml:1: a text holds a character that cannot be there\n    write `\\n` for a new line"),
        ("a = x\n", 'x.toml:1: a value is not TOML\n    put text between quotation marks: `brand = "larkmere"`'),
        ("a = 1\na = 2\n", "x.toml:2: a key is there twice\n    keep one of them"),
        ("[a]\n[a]\n", "x.toml:2: the table [a] is there twice\n    keep one of them"),
        ("a = [1", 'x.toml:1: a list has no closing bracket\n    write it like `names = ["one", "two"]`'),
        ("title\n", 'x.toml:1: a key has no value\n    write it like `title = "Our advice"`'),
        (
            "\n= 1\n",
            'x.toml:2: this line is not TOML\n    write it like `title = "Our advice"`, or begin a remark with #',
        ),
    ],
)
def test_toml_that_is_broken_is_told_with_an_example(text: str, told: str) -> None:
    with pytest.raises(ProblemError) as caught:
        toml.read(text.encode(), "x.toml")
    assert str(caught.value) == told


def test_a_byte_order_mark_does_no_harm() -> None:
    assert toml.read(b"\xef\xbb\xbfa = 1\n", "x.toml").data == {"a": 1}
