"""Text that YAML reads as something else: which sign does it, and how the line is written with quotation marks.

A repair is proposed only when the file can be read further with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import yaml

from ...problems import Problem

MAX_REPAIRS: Final = 20
COMMENT_APART: Final = "; if it is a comment, put it on a line of its own"
HIDDEN: Final = "..."
"""Stands for the values of a private file in messages, because they are written to logs."""

_LINE: Final = re.compile(r"(?P<start>\s*(?:-[ ]+)*(?:[\w.\-]+:[ \t]+)?)(?P<value>\S.*?)\s*")
_KEY_WITHOUT_SPACE: Final = re.compile(r"(\s*(?:-[ ]+)*[A-Za-z_]\w*):(?=[^\s:/])")
_NUMBER: Final = re.compile(r"[-+0-9.,:]+%?")
_CODE: Final = re.compile(rf"[a-z0-9_./-]+|[A-Z]{{3}}|[a-z]{{2,3}}-[A-Z]{{2}}|{_NUMBER.pattern}")
"""Words in lower case, codes, numbers and dates: not names or sentences, so a comment behind one is a comment."""
_IN_BRACKETS: Final = re.compile(r"(?<=[\[,{:])( *)([^\[\],{}:\"']* #[^\[\],{}]*)")
_STARTS: Final = {
    "@": "YAML keeps @ at the start of a text for itself",
    "`": "YAML keeps ` at the start of a text for itself",
    "%": "YAML keeps % at the start of a text for itself",
    "*": "YAML takes * at the start of a text for the name of another value",
    "&": "YAML takes & at the start of a text for the name of a value, and drops it",
    "!": "YAML takes ! at the start of a text for a type, and drops it",
    "|": "YAML takes | at the start of a text for a block of lines",
    ">": "YAML takes > at the start of a text for a block of lines",
    "[": "YAML takes [ at the start of a text for a list, which is not closed with ]",
    "{": "YAML takes { at the start of a text for names and values, which are not closed with }",
    '"': "the text goes on after its closing quotation mark",
    "'": "the text goes on after its closing quotation mark",
    "- ": "YAML takes a dash and a space at the start of a text for a list",
    "? ": "YAML takes a question mark and a space at the start of a text for a key",
}


class Trap(NamedTuple):
    """A line that YAML does not read as it is meant: what is wrong, what to do, and the line as it should be."""

    message: str
    hint: str
    repaired: str


class Quotation:
    """Proposes lines with quotation marks; values of a private file are not shown."""

    def __init__(self, private: bool) -> None:
        self.private = private

    def __call__(self, line: str, message: str = "") -> Trap | None:
        """Return the trap in a line; None if the line has no value that quotation marks could help."""
        found = _LINE.fullmatch(line)
        if not found or found["value"].startswith("---"):
            return None
        value = _in_quotation_marks(found["value"])
        start = found["start"].replace("\t", " ")
        shown = f'{start.strip()} "{HIDDEN}"' if self.private else (start + value).strip()
        return Trap(message or _reason(found["value"]), f"write it in quotation marks: {shown}", start + value)


def _in_quotation_marks(value: str) -> str:
    """Return a value with quotation marks where they help: around it, around an item of a list, or at its end."""
    mark = value[0]
    if mark in "[{" and value[-1] in "]}" and " #" in value:
        return _IN_BRACKETS.sub(lambda item: item[1] + quoted(item[2].strip()), value)
    if mark in "\"'" and value.count(mark) == 1:
        return value + mark
    return quoted(value[1:-1] if mark in "\"'" and value[-1] == mark else value)


def quoted(text: str) -> str:
    """Return a text in the quotation marks that need the fewest changes in it."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def explained(
    error: yaml.MarkedYAMLError, text: str, path: str, first_line: int, parse: Callable[[str], object]
) -> Iterator[Problem]:
    """Yield what is wrong with a file that YAML cannot read: each line with a repair, and the first without one."""
    lines = text.split("\n")
    quotation = Quotation(path.startswith("content/clients/"))
    for _ in range(MAX_REPAIRS):
        at, trap = _repair(error, lines, quotation, parse)
        yield Problem(message=trap.message, path=path, line=at + first_line, hint=trap.hint)
        if not trap.repaired:
            return
        lines[at] = trap.repaired
        try:
            parse("\n".join(lines))
            return
        except yaml.MarkedYAMLError as other:
            error = other
        except yaml.YAMLError:
            return


def swallowed(value: str, rest: str, line: str, quotation: Quotation) -> tuple[str, str] | None:
    """Return what is wrong when a comment follows an unquoted value that people read, and what to do; else None.

    `rest` is what follows the value on its line.
    """
    found = re.match(r"[ \t]+(#.*)", rest)
    if not found:
        return None
    tight = re.match(r"#[^\s#]", found[1])  # as in #1 and #0B3D91; comments begin with a space
    if _NUMBER.fullmatch(value) or (not tight and (not value or _CODE.fullmatch(value))):
        return None
    comment = HIDDEN if quotation.private else found[1].strip()
    trap = quotation(line)
    hint = trap.hint if trap else "write the whole text in quotation marks"
    return f"YAML takes {comment} for a comment and drops it", hint + ("" if tight else COMMENT_APART)


def _repair(
    error: yaml.MarkedYAMLError, lines: list[str], quotation: Quotation, parse: Callable[[str], object]
) -> tuple[int, Trap]:
    """Return the line at fault, from 0, and how it should be; a trap without a repair if none is found."""
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark]
    reached = (marks[0].line, marks[0].column) if marks else (0, 0)
    for at in dict.fromkeys([*(mark.line for mark in marks), reached[0] - 1]):
        if not 0 <= at < len(lines):
            continue
        for trap in _proposals(lines[at], quotation):
            if _reads_on(lines, at, trap.repaired, reached, parse):
                return at, trap
    return min(reached[0], len(lines) - 1), Trap(*_plain(error), "")


def _proposals(line: str, quotation: Quotation) -> Iterator[Trap]:
    """Yield ways to write a line that YAML may read."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        repaired = indent.replace("\t", "  ") + line.lstrip()
        yield Trap("a tab at the start of the line", "write spaces; YAML does not indent with tabs", repaired)
    if _KEY_WITHOUT_SPACE.match(line):
        repaired = _KEY_WITHOUT_SPACE.sub(r"\1: ", line, count=1)
        key = _KEY_WITHOUT_SPACE.match(line)
        name = key[1].strip(" -") if key else ""
        yield Trap(f"no space after the colon of {name!r}", f"write `{name}: ` and then the value", repaired)
    if trap := quotation(line):
        yield trap


def _reads_on(
    lines: list[str], at: int, repaired: str, reached: tuple[int, int], parse: Callable[[str], object]
) -> bool:
    """Whether YAML reads past the place of its error when a line is written in another way."""
    try:
        parse("\n".join([*lines[:at], repaired, *lines[at + 1 :]]))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return mark is not None and (mark.line, mark.column) > reached
    except yaml.YAMLError:
        return False
    return True


def _reason(value: str) -> str:
    """Return why YAML cannot read a value as text."""
    if value[0] in "\"'" and value.count(value[0]) == 1:
        return "a quotation mark is not closed"
    if " #" in value and value[0] in "[{":
        return "YAML takes a # after a space for a comment and drops it"
    for start, reason in _STARTS.items():
        if value.startswith(start):
            return reason
    if ": " in value or value.endswith(":"):
        return "YAML takes a colon and a space inside a text for the end of a name"
    return "YAML cannot read this text"


def _plain(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    """Return the error of the parser in our words, and what to do."""
    problem, context = error.problem or "", error.context or ""
    if "flow sequence" in context:
        return "a list in [ ] is not closed, or lacks a comma", "write [one, two]"
    if "flow mapping" in context:
        return "a { is not closed, or lacks a comma", "write {name: value, other: value}"
    if "block sequence" in context:
        return "the line does not belong to the list above it", "indent it like the other lines of the list"
    if "mapping values" in problem or "block mapping" in context or "simple key" in context:
        return (
            "the line does not fit the ones around it",
            "check how far it is indented, and that it reads `name: value`",
        )
    if "single document" in context:
        return "a second document begins here", "remove the line ---"
    return "YAML cannot read this line", "check its quotation marks, brackets and indentation"
