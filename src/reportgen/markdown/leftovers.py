"""Markup that was not understood: what is still text after parsing although it was meant as more.

Other tools understand more forms than we do.  What is not understood is published as the characters that were typed, so
each such form is a warning that says what was meant and how it is written here.  A backslash before the first character
shows the characters on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ..problems import did_you_mean
from .state import Session, session

OPAQUE: Final = "\ufffc"
"""Stands for what is no text: code, an image, an escaped character."""
SHOWN: Final = 40


_SIGNS: Final = re.compile(r"[#\[{?=+~^<$\\]|!!!|:\S|TODO|FIXME|TK|(?i:lorem)")
"""What every form has; to look for it costs a tenth of what the forms cost."""
_PARSED: Final = re.compile(r"\\.|`[^`]*`")
"""What is code or an escaped character in the argument of a directive, which is not parsed yet."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of markup that other tools understand: how it looks, what it is, how it is written here."""

    pattern: re.Pattern[str]
    meaning: str
    hint: str


def _form(pattern: str, meaning: str, hint: str) -> Form:
    return Form(re.compile(pattern, re.M), meaning, hint)


_HTML_HINTS: Final = {
    "br": "end the line with a backslash to break it",
    "details": "nothing can be folded away here; write it under a heading or in a footnote",
    "summary": "nothing can be folded away here; write it under a heading or in a footnote",
    "img": "write ![what it shows](file.png)",
    "a": "write [words](address)",
    "b": "write **words**",
    "strong": "write **words**",
    "i": "write *words*",
    "em": "write *words*",
    "table": "write a table with | between its cells",
    "div": "write a directive between lines of :::",
    "sub": "write the character itself, such as ₂",
    "sup": "write the character itself, such as ²",
    "hr": "write a line of ---",
}

FORMS: Final = (
    _form(r"^#{1,6}[^\s#\d]\S*", "a heading without a space after its #", "write a space after the #"),
    _form(r"^\[\[?_?TOC_?\]?\]", "a table of contents", "leave it out; each page makes its own"),
    _form(r"\[\[[^\[\]\n]+\]\]", "a wiki link", "write [words](other-article.md)"),
    _form(r"\[\^[^\[\]\s]+\]", "a footnote that is not written", ""),
    _form(
        r"!\[[^\[\]\n]*\]\([^()\n]*\)",
        "an image whose address cannot be read",
        "write %20 for a space in the address, or put < > around the address",
    ),
    _form(
        r"\[[^\[\]\n]+\]\([^()\n]*\)",
        "a link whose address cannot be read",
        "write %20 for a space in the address, or put < > around the address",
    ),
    _form(r"(?<![\w\]])!?\[[^\[\]\n]+\]\[[^\[\]\n]*\]", "a link to an address that is not given", ""),
    _form(r"\{:[^{}\n]*\}", "attributes as Kramdown writes them", "leave the colon out, such as {.lead}"),
    _form(
        r"\{(?:[.#][\w-]+|[\w-]+=)[^{}\n]*\}",
        "attributes that belong to nothing",
        'write them directly behind what has them, such as [words]{.lead} or ![words](a.png){width="50%"}',
    ),
    _form(r"^(?:!!!|\?\?\?)\+?[ \t]+\w[^\n]*", "a box as MkDocs writes it", "write > [!NOTE] and > before each line"),
    _form(r"==[^=\s](?:[^=\n]*[^=\s])?==", "marked text", "write **words**"),
    _form(r"\+\+[^+\s](?:[^+\n]*[^+\s])?\+\+", "inserted text", "write **words**"),
    _form(r"(?<=\w)~[^~\s]{1,12}~", "a subscript", "write the character itself, such as ₂"),
    _form(r"(?<=\w)\^[^^\s]{1,12}\^", "a superscript", "write the character itself, such as ²"),
    _form(r"(?<![\w:]):[a-z][a-z0-9_+-]*[a-z0-9]:(?![\w:])", "an emoji by its name", "write the character itself"),
    _form(r"^:{3,}[^\n]*", "a directive that cannot be read", "write ::: name, then the text, then a line of :::"),
    _form(r"<([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?/?>", "HTML, which is not read here", ""),
    _form(r"\$\$[^$\n]+\$\$|\\\([^\n]+?\\\)", "a formula", "write it with characters, such as 12 × 40"),
)
DRAFTS: Final = (
    _form(r"(?<![\w@])(?:TODO|FIXME|TK|TKTK)(?![\w@])", "a note to yourself", "write it, or <!-- hide it -->"),
    _form(r"(?i:\blorem ipsum\b)", "filler text", "write the text"),
)  # fmt: skip


def leftovers(text: str, forms: Sequence[Form]) -> Iterator[tuple[Form, re.Match[str]]]:
    """Yield each of these forms in a text; where two overlap, the one that starts first or is listed first."""
    if not _SIGNS.search(text):
        return
    found = [(match.start(), place, match) for place, form in enumerate(forms) for match in form.pattern.finditer(text)]
    end = 0
    for start, place, match in sorted(found, key=lambda each: each[:2]):
        if start >= end:
            yield forms[place], match
            end = match.end()


def drafts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the message and the hint for each note in a text that something is still to be written."""
    for form, match in leftovers(text, DRAFTS):
        yield _message(form, match), form.hint


def warn(state: StateCore) -> None:
    """Add a warning for each form in the text of an article that was not understood, and for each unused footnote."""
    if state.inlineMode:  # the argument of a directive, whose place in the file is not known here
        return
    found = session(state.env)
    labels = {label[1:] for label in state.env.get("footnotes", {}).get("refs", {})}
    for token in state.tokens:
        if token.type not in ("inline", "directive_open") or not token.map:
            continue
        text = shown(token) if token.type == "inline" else _PARSED.sub(OPAQUE, token.content)
        for form, match in leftovers(text, FORMS + DRAFTS):
            line = found.line(token.map[0] + text.count("\n", 0, match.start()))
            found.warning(_message(form, match), line, _hint(form, match, labels, state))
    _unused_footnotes(state, found)


def shown(token: Token) -> str:
    """Return the text of an inline token with its line ends, and with a sign in place of all that is no text."""
    pieces: list[str] = []
    for child in token.children or ():
        if child.type == "text":
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
        elif child.nesting == 0:
            pieces.append(OPAQUE)
    return "".join(pieces)


def _message(form: Form, match: re.Match[str]) -> str:
    line = match[0].partition("\n")[0].strip()
    shown = line if len(line) <= SHOWN else line[: SHOWN - 3] + "..."
    return f"{shown} is published as it is: {form.meaning}"


def _hint(form: Form, match: re.Match[str], labels: set[str], state: StateCore) -> str:
    """Return how a form is written here, with the names that exist."""
    if form.hint:
        return form.hint
    if form.meaning.startswith("HTML"):
        return _HTML_HINTS.get(match[1].lower(), "write it in Markdown")
    if form.meaning.startswith("a footnote"):
        label = match[0][2:-1]
        near = did_you_mean(label, labels) if labels else ""
        return near if near.startswith("did") else f"write its text on a line of its own: {match[0]}: ..."
    name = match[0].rpartition("[")[2][:-1] or match[0].partition("[")[2].partition("]")[0]
    known = [each.lower() for each in state.env.get("references", {})]
    near = did_you_mean(name.lower(), known) if known else ""
    return near if near.startswith("did") else f"write its address on a line of its own: [{name}]: https://..."


def _unused_footnotes(state: StateCore, found: Session) -> None:
    """Warn of each footnote that is written and not called: it is not published."""
    lines = state.src.split("\n")
    for label, place in state.env.get("footnotes", {}).get("refs", {}).items():
        if place >= 0:
            continue
        name = label[1:]
        at = next((at for at, line in enumerate(lines) if line.lstrip(" >").startswith(f"[^{name}]:")), 0)
        hint = f"write [^{name}] where it belongs, or remove it"
        found.warning(f"the footnote {name!r} is not called, so it is not published", found.line(at), hint)
