"""The steps from Markdown to a template, in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jinja2 import Environment, TemplateSyntaxError
from markdown_it import MarkdownIt

from ..problems import Problem, ProblemError
from .arrange import arrange
from .checks import check
from .compiled import ANY, Compiled, HeadingPlace, Statement
from .grammar import grammar, zones
from .headings import anchors, headings
from .html import to_html
from .jinja_tags import EDGE, MARK, Tag, Tags, Zones, mask, unmasked
from .jinja_tags import check as check_expressions
from .passages import FOOTNOTES, HEADING
from .plain import pieces
from .state import Session
from .template_errors import problem_of, references


def compile_source(
    source: str,
    path: str,
    syntax: Environment,
    first_line: int,
    directives: frozenset[str],
    charts: frozenset[str],
    language: str,
) -> tuple[Compiled, tuple[Problem, ...]]:
    """Return what `compile_markdown` returns."""
    text = source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    _refuse_marks(text, path, first_line)
    parser = grammar(language)
    masked = unmasked(text, first_line) or mask(text, _zones(text, parser, language), syntax, first_line)
    found = Session(masked.tags, masked.lines, directives, charts, language, list(masked.problems), path=path)
    found.problems += check_expressions(masked.tags, syntax, lambda error, line: _expression(error, line, syntax))
    written = len(masked.tags.items)
    env: dict[str, object] = {"session": found}
    tokens = arrange(parser.parse(masked.text, env), found)
    check(tokens, found)
    places = tuple(headings(tokens, found))
    html = to_html(tokens, parser, env)
    _note_lost(html, found, written)
    template, lines, statements = _filled(html, found.tags)
    compiled = replace(
        _record(found, places),
        template=template,
        language=language,
        lines=lines,
        statements=statements,
    )
    names = [] if found.problems else _names(compiled, found, syntax)
    problems = [problem.at(path) for problem in sorted({*found.problems, *found.warnings}, key=_place)]
    if found.problems:
        raise ProblemError(problems)
    return replace(compiled, templates=tuple(sorted(set(names)))), tuple(problems)


def _record(found: Session, places: Sequence[HeadingPlace]) -> Compiled:
    """Return what a compilation found, without the template."""
    return Compiled(
        path=found.path,
        template="",
        links=tuple(found.links),
        images=tuple(found.images),
        charts=tuple(sorted(found.used_charts)),
        directives=tuple(sorted(found.used_directives)),
        ids=tuple(found.ids),
        fragments=tuple(found.fragments),
        anchors=(*anchors(places, found.ids), *((ANY,) if found.unknown_ids else ())),
        headings=tuple(places),
        words=found.words,
    )


def _place(problem: Problem) -> tuple[int, str]:
    return problem.line, problem.message


def _zones(text: str, parser: MarkdownIt, language: str) -> Zones:
    """Return where code can be in the text."""
    return zones(text, parser, {"session": Session(Tags(), (), language=language)})


def _refuse_marks(text: str, path: str, first_line: int) -> None:
    if found := re.search(f"[\ufdd0-\ufdef{EDGE}]", text):
        line = first_line + text.count("\n", 0, found.start())
        message = f"the character U+{ord(found[0]):04X} is not text"
        raise ProblemError([Problem(message=message, path=path, line=line, hint="remove it")])


def _expression(error: TemplateSyntaxError, line: int, syntax: Environment) -> Problem:
    """Return a problem inside one expression, on the line of the whole article."""
    problem = problem_of(error, {}, filters=syntax.filters)
    return replace(problem, path="", line=line + error.lineno - 1)


def _note_lost(html: str, found: Session, written: int) -> None:
    """Collect a problem for each tag that is where nothing is printed, such as a cell too many in a table."""
    used = {int(number) for number in MARK.findall(html)} | found.tags.restored
    inside = "".join(tag.text for tag in found.tags.items[written:])
    known = {problem.line for problem in found.problems}
    for number, tag in enumerate(found.tags.items[:written]):
        lost = number not in used and tag.kind != "comment" and tag.body not in inside
        if lost and tag.line not in known:
            hint = "loops around table rows stand on lines of their own; unused notes and targets go"
            found.problem(f"{tag.text[:40]} ends up nowhere on the page", tag.line, hint)


def _filled(html: str, tags: Tags) -> tuple[str, tuple[tuple[int, int], ...], tuple[Statement, ...]]:
    """Return the template, its lines and its statements: braces are escaped, each tag is on a line of its own.

    The line end that sets tags apart is inside them, where Jinja drops it, so it never shows; with it
    each error leads to the one tag that caused it.
    """
    parts, lines, line, last = list[str](), list[tuple[int, int]](), 1, 0
    statements, offset = list[Statement](), 0
    for found in MARK.finditer(html):
        plain = html[last : found.start()].replace("{", "&#123;")
        tag = tags.items[int(found[1])]
        text = _with_line_end(tag)
        line += plain.count("\n")
        parts += [plain, text]
        offset += len(plain) + len(text)
        if text.startswith("{%"):
            statements.append(Statement(_word(tag), offset - len(text), offset))
        if tag.line:
            lines += [(line + more, tag.line + more) for more in range(tag.text.count("\n") + 1)]
        line += text.count("\n")
        last = found.end()
    parts.append(html[last:].replace("{", "&#123;"))
    return "".join(parts), tuple(lines), tuple(statements)


def _word(tag: Tag) -> str:
    """Return what a statement does: our own headings and footnotes, or its first word."""
    ours = {HEADING: "heading", FOOTNOTES: "footnotes"}
    return next((word for start, word in ours.items() if tag.text.startswith(start)), tag.word)


def _with_line_end(tag: Tag) -> str:
    if tag.kind == "literal":
        return tag.text
    end = -3 if tag.text[-3] in "-+" and len(tag.text) > 4 else -2
    return f"{tag.text[:end]}\n{tag.text[end:]}"


def _names(compiled: Compiled, found: Session, syntax: Environment) -> list[str]:
    """Return the templates an article includes; notes what Jinja finds wrong in the whole."""
    if pieces(compiled.template):  # nothing but our own calls, which are right
        return []
    try:
        syntax.compile(compiled.template, compiled.path, compiled.path)
    except TemplateSyntaxError as error:
        found.problems.append(problem_of(error, {compiled.path: compiled.lines}, filters=syntax.filters))
        return []
    except (SyntaxError, RecursionError, MemoryError):  # of the Python that Jinja writes
        found.problem("tags too deep inside one another", found.line(0), "Python stops at 20 loops")
        return []
    names = []
    for reference in references(syntax, compiled.template, compiled.path):
        if isinstance(reference, Problem):
            found.problems.append(replace(reference, line=dict(compiled.lines).get(reference.line, reference.line)))
        else:
            names.append(reference)
    return names
