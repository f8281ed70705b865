"""The Markdown we speak: CommonMark, tables, footnotes, definitions, attributes, alerts, directives, tags."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.attrs.parse import ParseError, parse
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from . import autolinks, leftovers, typography
from .emphasis import Inline
from .html import install
from .jinja_tags import EDGE, MARK, OPEN, Zones
from .state import session
from .table_rows import checked_table

MOST_LEVELS: Final = 40
"""Nested blocks; markdown-it would drop what is deeper without a word, WeasyPrint fails at 150."""
ATTRIBUTES: Final = ("class", "id", "lang", "dir", "title", "width", "height")
"""Attributes an author may set; `style` and event handlers do not survive a strict security policy."""
QUOTES: Final[dict[str, list[str]]] = {
    "en": ["“", "”", "‘", "’"],
    "fr": ["«\u00a0", "\u00a0»", "“", "”"],
    "de": ["„", "“", "‚", "‘"],
}
RULES: Final = ("table", "strikethrough", "smartquotes")

_ONLY_MARKS = re.compile(rf"[ \t]*(?:{MARK.pattern}[ \t]*)+\Z")
_ONLY_TAG = re.compile(r"\{[%#].*[%#]\}[ \t]*\Z")
_DIRECTIVE = re.compile(r"(:{3,})[ \t]*(?:([A-Za-z][\w-]*)(?:[ \t]+(.*?))?)?[ \t]*:*[ \t]*\Z")
_OTHER_SPACE = re.compile(r"(?:#{1,6}|[-+*]|\d{1,9}[.)])[\u00a0\u202f\u2007\u3000]")
_HEADING_ATTRIBUTES = re.compile(r"[ \t]*(\{[#.][^{}]*\})\Z")


@lru_cache(maxsize=16)
def grammar(language: str) -> MarkdownIt:
    """Return the parser for one language; it holds nothing of any article."""
    quotes = QUOTES.get(language.replace("_", "-").partition("-")[0].lower(), QUOTES["en"])
    options = {
        "html": False, "typographer": True, "quotes": quotes, "maxNesting": 100,
        "alerts": True, "tasklists": True,
    }  # fmt: skip
    parser = MarkdownIt()
    parser.inline = Inline()
    parser.configure("commonmark", options_update=options).enable(list(RULES))
    parser.disable(["html_block", "html_inline"])  # `html` is off: they would look at each line and find nothing
    parser.use(footnote_plugin).use(deflist_plugin)
    parser.use(attrs_plugin, allowed=ATTRIBUTES, spans=True).use(attrs_block_plugin, allowed=ATTRIBUTES)
    ends_others: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list", "table"]}
    parser.block.ruler.before("table", "depth", _depth)
    parser.block.ruler.at("table", checked_table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("fence", "tags", _tag_lines, ends_others)
    parser.block.ruler.before("fence", "directive", _directive, ends_others)
    parser.block.ruler.before("list", "spaces", _spaces, ends_others)
    for character in (EDGE, OPEN):
        parser.inline.add_terminator_char(character)
    parser.inline.ruler.before("escape", "tag", _tag)
    parser.core.ruler.after("block", "heading_attributes", _heading_attributes)
    parser.core.ruler.after("footnote_tail", "note_lines", _note_lines)
    parser.core.ruler.before("smartquotes", "autolinks", autolinks.link)
    parser.core.ruler.before("smartquotes", "leftovers", leftovers.warn)
    parser.core.ruler.before("smartquotes", "stray_tags", _stray_tags)
    parser.core.ruler.before("smartquotes", "typography", typography.typeset)
    install(parser)
    # Addresses are checked and written by our own code: these methods would change them before.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # markdown-it-py's own way to replace it
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]  # as above
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # checked with its line, in `checks`
    return parser


def zones(source: str, parser: MarkdownIt, env: dict[str, object]) -> Zones:
    """Return where code is in a source, by Markdown's own block rules."""
    code, ends, cells = set[int](), dict[int, int](), set[int]()
    tokens = parser.block.parse(source, parser, env, []) or []
    before = ""
    for token in tokens:
        if token.map and token.type in ("fence", "code_block"):
            code.update(range(*token.map))
        elif token.map and token.type == "inline":
            ends.update(dict.fromkeys(range(*token.map), token.map[1]))
            if before in ("th_open", "td_open"):
                cells.update(range(*token.map))
        before = token.type
    return Zones(source, frozenset(code), ends, frozenset(cells))


def _depth(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Stop at a depth that nobody reads, and collect a problem."""
    if silent or state.level < MOST_LEVELS:
        return False
    found = session(state.env)
    hint = "fewer lists or quotations inside one another"
    found.problem(f"nested more than {MOST_LEVELS // 2} deep", found.line(start), hint)
    state.line = end
    return True


def _tag_lines(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a line of nothing but statements and comments: it is between blocks, not in a paragraph."""
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith((EDGE, OPEN, "{"), first) or state.is_code_block(start):
        return False
    text = state.src[first : state.eMarks[start]]
    if not _ONLY_MARKS.match(text):
        if not _ONLY_TAG.match(text):
            return False
        marks: list[str] = []
    else:
        marks = [found[0] for found in MARK.finditer(text)]
        if any(tag.kind in ("expression", "literal") for tag in session(state.env).tags.of(text)):
            return False
    if silent:
        return state.parentType != "table"  # in a table the line is a row, which `structure` opens
    for mark in marks:
        token = state.push("tag_block", "", 0)
        token.content, token.map = mark, [start, start + 1]
    state.line = start + 1
    return True


def _spaces(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a no-break or wide space after `#`, `-` or `1.` as a space: keyboards and editors put them there."""
    found = _OTHER_SPACE.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if found and not state.is_code_block(start):
        state.src = f"{state.src[: found.end() - 1]} {state.src[found.end() :]}"
    return False


def _directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse `::: name argument` and `:::` to a token each; `arrange` pairs them."""
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(":::", first) or state.is_code_block(start):
        return False
    found = _DIRECTIVE.match(state.src[first : state.eMarks[start]])
    if not found:
        return False
    if silent:
        return True
    token = state.push("directive_open" if found[2] else "directive_close", "", 0)
    token.markup, token.info, token.content = found[1], found[2] or "", found[3] or ""
    token.map = [start, start + 1]
    state.line = start + 1
    return True


def _tag(state: StateInline, silent: bool) -> bool:
    """Return a mark inside text."""
    found = MARK.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("tag", "", 0)
        tag = session(state.env).tags.items[int(found[1])]
        token.meta = {"mark": found[0]}
        # quotes beside an expression curl as beside a word; statements are not there at all
        token.content = found[0] if tag.kind in ("expression", "literal") else ""
    state.pos = found.end()
    return True


def _heading_attributes(state: StateCore) -> None:
    """Read the attributes of `## Title {#id .class}`, as Hugo and Pandoc do."""
    for token, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if token.type != "heading_open" or not (found := _HEADING_ATTRIBUTES.search(inline.content)):
            continue
        try:
            _, attributes = parse(found[1])
        except ParseError:
            continue
        inline.content = inline.content[: found.start()]
        token.attrs.update({name: value for name, value in attributes.items() if name in ("id", "class")})


def _note_lines(state: StateCore) -> None:
    """Give a footnote that is written inside a sentence the line of its sentence."""
    called: dict[int, list[int] | None] = {}
    note = -1
    for token in state.tokens:
        if token.type == "footnote_open":
            note = token.meta["id"]
        if token.type == "inline" and token.map is None:
            token.map = called.get(note)
        for child in token.children or ():
            if child.type == "footnote_ref":
                called.setdefault(child.meta["id"], token.map)


def _stray_tags(state: StateCore) -> None:
    """Collect a problem for braces that look like a tag but were taken for code when tags were sought."""
    found = session(state.env)
    known = {problem.line for problem in found.problems}
    for token in state.tokens:
        for child in token.children or ():
            looks_so = child.type == "text" and ("{{" in child.content or "{%" in child.content)
            if looks_so and (line := found.line_of(token)) not in known:
                hint = "put it into text that is not indented, or write \\{ to show the braces"
                found.problem("this tag cannot be read here", line, hint)
