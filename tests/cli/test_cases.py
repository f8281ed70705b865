"""What users see when something is wrong: each file in tests/cases/problems is a change, a command, its answer.

A case starts with a sentence and has sections: `=== replace FILE` (old text, `--->`, new text),
`=== write FILE`, `=== remove FILE`, `=== run ARGUMENTS`, `=== exit CODE` and `=== says` (what is printed).
`pytest --accept` writes what was seen into the case.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT, Project

CASES = sorted((ROOT / "tests" / "cases" / "problems").glob("*.txt"))
SECTION = re.compile(r"^=== (\w+) ?(.*)\n", re.M)


def sections(text: str) -> list[tuple[str, str, str]]:
    """The sections of a case: what to do, with what, and the text below."""
    found = list(SECTION.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [(match[1], match[2], text[match.end() : end]) for match, end in zip(found, ends, strict=True)]


def change(project: Project, what: str, name: str, text: str) -> None:
    """One change of the sample project."""
    match what:
        case "replace":
            old, new = text.split("\n--->\n")
            project.edit(name, old, new.removesuffix("\n"))
        case "write":
            project.write({name: text})
        case "remove":
            project.write({name: None})
        case _:
            raise AssertionError(f"no section {what!r}")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_problem(path: Path, project: Callable[[], Project], accept: bool) -> None:
    text = path.read_text(encoding="utf-8")
    made = project()
    arguments, code, expected = "check", 1, ""
    for what, name, body in sections(text):
        match what:
            case "run":
                arguments = name
            case "exit":
                code = int(name)
            case "says":
                expected = body
            case _:
                change(made, what, name, body)
    result = made.run(*arguments.split())
    assert result.exit_code in (0, 1, 2), result.output
    said = result.stderr
    if accept:
        path.write_text(text[: text.index("=== says")] + "=== says\n" + said, encoding="utf-8")
        return
    assert said == expected
    assert result.exit_code == code
    assert "Traceback" not in result.output
