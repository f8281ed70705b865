"""The settings of a project: what reportgen.toml may say, and what it is told otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from reportgen.problems import ProblemError
from reportgen.project.readers import toml
from reportgen.project.settings import read_settings

NEEDED = 'title = "One"\ndescription = "Two"\nbase_url = "https://www.example.com"\nbrand = "larkmere"\n'
DATED = NEEDED + "as_of = 2026-11-02\n"


def problems_of(text: str) -> str:
    with pytest.raises(ProblemError) as caught:
        read_settings(text.encode())
    return str(caught.value)


def test_settings_have_defaults() -> None:
    settings, record = read_settings(DATED.encode())
    assert settings.base_url == "https://www.example.com/"
    assert (settings.language, settings.file_name, settings.archive) == ("en-US", "{client}.pdf", False)
    assert (settings.limits.seconds, settings.limits.megabytes) == (120, 2000)
    assert record.line("brand") == 4


def test_the_date_is_the_one_of_the_file_or_else_the_epoch() -> None:
    assert read_settings(DATED.encode(), date(2030, 1, 1))[0].as_of == date(2026, 11, 2)
    assert read_settings(NEEDED.encode(), date(2030, 1, 1))[0].as_of == date(2030, 1, 1)
    assert problems_of(NEEDED) == (
        "reportgen.toml:1: as_of: is missing\n    add `as_of = 2026-11-02`: the date that pages and reports carry, "
        "for a build looks at no clock; or set SOURCE_DATE_EPOCH"
    )


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("[limits]\nseconds = 0", "reportgen.toml:7: limits.seconds: must be at least 1, not 0"),
        ('file_name = "{who}.pdf"', "reportgen.toml:6: file_name: does not know {who}\n"
         "    use {client}, {brand}, {date}"),
        ('file_name = "{client}.txt"', "reportgen.toml:6: file_name: must end in .pdf\n    write it like {client}.pdf"),
        ('file_name = "a b.pdf"', "reportgen.toml:6: file_name: may hold letters, digits, dots, hyphens and underscores"
         "\n    write it like {client}-{date}.pdf"),
        ("archiv = true", "reportgen.toml:6: archiv: unknown key\n    did you mean 'archive'?"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_a_problem_on_its_line(line: str, problem: str) -> None:
    assert problems_of(DATED + line) == problem


def test_toml_is_read_with_the_line_of_each_table_and_key() -> None:
    record = toml.read(b'title = "x"\n\n[limits]\nseconds = 5\n[a.b]\nc.d = """\ntitle = 3\n"""\n', "x.toml")
    assert record.data == {"title": "x", "limits": {"seconds": 5}, "a": {"b": {"c": {"d": "title = 3\n"}}}}
    assert [record.line(name) for name in ("title", "limits", "limits.seconds", "a.b.c.d")] == [1, 3, 4, 6]


def test_a_file_that_is_not_toml_is_a_problem_on_its_line() -> None:
    with pytest.raises(ProblemError, match=r"x.toml:2: a value is not TOML"):
        toml.read(b"a = 1\nb = \n", "x.toml")
