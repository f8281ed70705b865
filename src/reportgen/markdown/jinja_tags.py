"""Jinja's tags in Markdown: found by Jinja's own lexer outside code, each replaced by a mark."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from jinja2 import Environment, TemplateSyntaxError
from markdown_it.common.utils import escapeHtml

from ..problems import Problem

OPEN, CLOSE = "\ufdd0", "\ufdd1"
EDGE: Final = "\U00012470"
"""Around statements: a punctuation mark of cuneiform, so that `{% if x %}**now.**{% endif %}` is strong."""
MARK: Final = re.compile(f"{EDGE}?{OPEN}(\\d+){CLOSE}{EDGE}?")
"""A mark is a number between two Unicode non-characters, which no text may hold."""

Kind = Literal["expression", "statement", "comment", "literal"]
KINDS: Final[dict[str, Kind]] = {"{{": "expression", "{%": "statement", "{#": "comment"}
MOST_PROBLEMS: Final = 20

_NEXT = re.compile(r"\\.|(`+)|\{[{%#]|<!--", re.S)
_OPENING = re.compile(r"\{[{%#]|<!--")
_HTML_COMMENT = re.compile(r"<!--(?:>|->|.*?-->)", re.S)
_SHORTCODE = re.compile(r"\{\{([<%])\s*/?\s*([\w-]*).*?\1?\}\}", re.S)
_ATTRIBUTES = re.compile(r"\{#[A-Za-z][\w:.-]*(?:[ \t][^{}#\n]*)?\}")
_RAW = re.compile(r"\{%[-+]?\s*raw\s*[-+]?%\}(.*?)\{%[-+]?\s*endraw\s*[-+]?%\}", re.S)
_RAW_OPEN = re.compile(r"\{%[-+]?\s*raw\s*[-+]?%\}")
_ENDS: Final = frozenset({"variable_end", "block_end", "comment_end"})


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag, or HTML of our own that a mark stands for; `line` is the author's."""

    text: str
    kind: Kind
    line: int

    @property
    def body(self) -> str:
        """What is between the braces, without whitespace control."""
        return self.text[2:-2].strip("-+ \t\n")

    @property
    def word(self) -> str:
        """The first word of a statement: `for`, `endif`."""
        return (re.match(r"\w*", self.body) or [""])[0] if self.kind == "statement" else ""


@dataclass(slots=True)
class Tags:
    """The tags of one article, by number."""

    items: list[Tag] = field(default_factory=list)
    restored: set[int] = field(default_factory=set)
    """Numbers of the tags that turned out to be code."""

    def add(self, text: str, line: int, kind: Kind = "statement") -> str:
        """Return the mark that will stand for a tag."""
        self.items.append(Tag(text, kind, line))
        edge = EDGE if kind in ("statement", "comment") else ""
        return f"{edge}{OPEN}{len(self.items) - 1}{CLOSE}{edge}"

    def of(self, text: str) -> list[Tag]:
        """Return the tags whose marks a text holds, in order."""
        return [self.items[int(number)] for number in MARK.findall(text)]

    def restore(self, text: str) -> str:
        """Return the text with each mark replaced by what the author typed."""
        self.restored.update(map(int, MARK.findall(text)))
        return MARK.sub(lambda mark: self.items[int(mark[1])].text, text)


@dataclass(frozen=True, slots=True)
class Masked:
    """A source with marks for tags, and the author's line of each line that is left."""

    text: str
    tags: Tags
    lines: tuple[int, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Zones:
    """Where code can stand: lines that are code, and how far a code span that starts somewhere may reach."""

    source: str
    code_lines: frozenset[int]
    ends: dict[int, int]
    """Line -> line after the last one of the same paragraph."""
    cells: frozenset[int]
    """Lines that are table rows, where a span ends with its cell."""
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts = [0, *(found.end() for found in re.finditer("\n", self.source))]

    def line(self, position: int) -> int:
        """Return the line of a position, from 0."""
        return bisect_right(self.starts, position) - 1

    def start(self, line: int) -> int:
        """Return the position at which a line begins."""
        return self.starts[line] if line < len(self.starts) else len(self.source)

    def limit(self, position: int) -> int:
        """Return the position before which a code span that starts here has to end."""
        line = self.line(position)
        if line not in self.cells:
            return self.start(max(self.ends.get(line, 0), line + 1))
        bar = re.compile(r"(?<!\\)\|").search(self.source, position, self.start(line + 1))
        return bar.start() if bar else self.start(line + 1)


def unmasked(source: str, first_line: int) -> Masked | None:
    """Return a source that holds nothing like a tag, as it is: it need not be searched for code.  None for others."""
    if _OPENING.search(source):
        return None
    return Masked(source, Tags(), tuple(range(first_line, first_line + source.count("\n") + 1)), ())


def mask(source: str, zones: Zones, environment: Environment, first_line: int) -> Masked:
    """Return the source with every tag outside code replaced by its mark."""
    tags, problems, pieces, position = Tags(), list[Problem](), list[str](), 0
    lines, author = [first_line], first_line
    while found := _NEXT.search(source, position):
        start, end = found.start(), found.end()
        literal = True
        if zones.line(start) in zones.code_lines:
            end = zones.start(zones.line(start) + 1)
        elif found[1]:
            end = _span_end(source, found, zones.limit(start))
        elif found[0] == "<!--":
            start, end = _html_comment(source, start, first_line + zones.line(start), problems)
            literal = start == end
        elif found[0][0] == "{":
            line = first_line + zones.line(start)
            literal, end = _tag_end(source, start, line, environment, problems)
            if len(problems) >= MOST_PROBLEMS:
                break
        before = source[position : end if literal else start]
        pieces.append(before)
        author = _count(before, lines, author)
        if not literal:
            if source[start] == "{":
                pieces.append(_add(tags, source[start:end], first_line + zones.line(start)))
            author += source.count("\n", start, end)
        position = end
    pieces.append(source[position:])
    _count(source[position:], lines, author)
    return Masked("".join(pieces), tags, tuple(lines), tuple(problems))


def check(
    tags: Tags, environment: Environment, problem_of: Callable[[TemplateSyntaxError, int], Problem]
) -> list[Problem]:
    """Return what is wrong inside single expressions, all at once; Jinja itself stops at the first."""
    problems = []
    for tag in tags.items:
        if tag.kind == "expression":
            try:
                environment.compile(tag.text, raw=True)
            except TemplateSyntaxError as error:
                problems.append(problem_of(error, tag.line))
            except (RecursionError, MemoryError):
                problems.append(Problem(message="an expression too deep to read", line=tag.line))
    return problems


def _count(text: str, lines: list[int], author: int) -> int:
    """Append the author's line of each line that begins in a text, and return the line at its end."""
    for _ in range(text.count("\n")):
        author += 1
        lines.append(author)
    return author


def _add(tags: Tags, text: str, line: int) -> str:
    if raw := _RAW.fullmatch(text):
        return tags.add(escapeHtml(raw[1]).replace("{", "&#123;"), line, "literal")
    return tags.add(text, line, KINDS[text[:2]])


def _html_comment(source: str, start: int, line: int, problems: list[Problem]) -> tuple[int, int]:
    """Return where a comment starts and ends, with its line when it is alone on it; comments are not published."""
    found = _HTML_COMMENT.match(source, start)
    if not found:
        problems.append(Problem(message="the comment <!-- is not closed", line=line, hint="add -->"))
        return start + 4, start + 4
    begins, ends = source.rfind("\n", 0, start) + 1, source.find("\n", found.end()) + 1 or len(source)
    alone = not source[begins:start].strip() and not source[found.end() : ends].strip()
    return (begins, ends) if alone else (start, found.end())


def _span_end(source: str, ticks: re.Match[str], limit: int) -> int:
    """Return the end of a code span, or of its ticks alone when nothing closes them."""
    close = re.compile(rf"(?<!`){ticks[1]}(?!`)").search(source, ticks.end(), limit)
    return close.end() if close else ticks.end()


def _tag_end(source: str, start: int, line: int, environment: Environment, problems: list[Problem]) -> tuple[bool, int]:
    """Whether the braces are plain text after all, and where they or the tag end."""
    if attributes := _ATTRIBUTES.match(source, start):
        return True, attributes.end()
    if shortcode := _SHORTCODE.match(source, start):
        message = f"{{{{{shortcode[1]} {shortcode[2]} {shortcode[1].replace('<', '>')}}}}} is a shortcode of Hugo"
        hint = "write Markdown, or a directive between lines of ::: (a file in templates/directives/)"
        problems.append(Problem(message=message, line=line, hint=hint))
        return True, shortcode.end()
    if _RAW_OPEN.match(source, start):
        raw = _RAW.match(source, start)
        if raw:
            return False, raw.end()
        problems.append(Problem(message="{% raw %} is not closed", line=line, hint="add {% endraw %}"))
        return True, start + 2
    end = _lexed(source, start, environment)
    if end:
        return False, end
    opening = source[start : start + 2]
    closing = {"{{": "}}", "{%": "%}", "{#": "#}"}[opening]
    hint = f"add {closing}, or write \\{opening} to show the braces"
    problems.append(Problem(message=f"the tag {opening} is not closed", line=line, hint=hint))
    return True, start + 2


def _lexed(source: str, start: int, environment: Environment) -> int:
    """Return the end of the tag by Jinja's lexer, 0 for none.  Tags are short: a short piece is tried first."""
    size = 1_000
    while True:
        end = start
        try:
            for _, kind, value in environment.lexer.tokeniter(source[start : start + size], None):
                # whitespace after `-}}` belongs to the token; to Markdown it may be the end of a paragraph
                end += len(value.rstrip() if kind in _ENDS else value)
                if kind in _ENDS:
                    return end
        except TemplateSyntaxError:
            pass
        if start + size >= len(source):
            return 0
        size *= 16
