"""Inline text as Markdown of ours: escaped, with marks that open and close where Markdown lets them."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from .model import Code, Inline, Inlines, LineBreak, Link, NoteReference, Picture, Span, Text
from .walk import plain

WIDTH = 110
_HELD = "\ue000"  # a space at which no line may end; private use, removed from every source
_SPECIAL = re.compile(
    r"[\\*`\[\]{]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|<(?=[\w/!?])|&(?=#?\w+;)|\((?=(?:c|r|tm|p)\))", re.IGNORECASE
)
_LINE_START = re.compile(r"(\d{1,9})[.)](?=\s|$)|#{1,6}(?=\s|$)|[-:](?=[\s|:-]|$)|[+~](?=\s|$)|[>|=]|:::|~~~")
_MARKS = {"strong": ("**", "**"), "emphasis": ("_", "*"), "struck": ("~~", "~~")}


def write_inlines(content: Inlines, *, heading: bool = False, cell: bool = False) -> str:
    """Return the text on one line (a wanted line end aside), with `wrap` still to come."""
    text = _joined(_tidy(content)).strip(" \xa0")
    if heading:
        text = re.sub(r"\\\n", " ", text)
        text = text.replace("\\{", "&#123;") if text.endswith("}") else text
        text = re.sub(r"(#+)$", r"\\\1", text)
    if cell:
        text = re.sub(r"\\\n", " ", text).replace("|", "\\|")
    return text


def wrap(text: str, width: int = WIDTH) -> list[str]:
    """Return the lines of written inline text, none of which can be taken for another kind of block."""
    found = []
    for line in text.split("\n"):
        current = ""
        for word in line.split(" "):
            if current and len(current) + 1 + len(word) > width:
                found.append(current)
                current = word
            else:
                current = f"{current} {word}" if current else word
        found.append(current)
    return [_safe_start(line).replace(_HELD, " ") for line in found]


def one_line(text: str) -> str:
    """Return written inline text without line ends."""
    return text.replace(_HELD, " ")


def escaped(text: str) -> str:
    """Return plain characters as Markdown that shows them."""
    return _SPECIAL.sub(lambda found: "\\" + found[0], text)


def target(address: str) -> str:
    """Return a link's target as it is in parentheses."""
    for character in ' ()<>\\{}"\n\t':
        address = address.replace(character, f"%{ord(character):02X}")
    return address


def _safe_start(line: str) -> str:
    if not (found := _LINE_START.match(line)):
        return line
    at = found.end(1) if found[1] else 0
    return f"{line[:at]}\\{line[at:]}"


def _tidy(content: Inlines) -> Inlines:
    """Return the text with neighbours of one style joined, no style inside itself, and no spaces at edges of styles."""
    flat: list[Inline] = []
    for each in content:
        if isinstance(each, Span):
            flat += _span(each)
        elif isinstance(each, Link) and not plain(each.content).strip() and not _pictured(each.content):
            flat += [Text(" ")] if plain(each.content) else []
        elif isinstance(each, Link):
            flat += _moved(each, _tidy(each.content))
        elif not (isinstance(each, Text | Code) and not each.text):
            flat.append(each)
    joined: list[Inline] = []
    for key, group in groupby(flat, key=_kind):
        members = list(group)
        if key[0] == "text":
            joined.append(Text(re.sub("[ \t\r\n\f\v]+", " ", "".join(plain([each]) for each in members))))
        elif key[0] == "span" and len(members) > 1:
            inner = tuple(inline for member in members if isinstance(member, Span) for inline in member.content)
            joined.append(Span(members[0].style, _tidy(inner)) if isinstance(members[0], Span) else members[0])
        else:
            joined += members
    return tuple(joined)


def _kind(each: Inline) -> tuple[str, object]:
    if isinstance(each, Text):
        return "text", ""
    if isinstance(each, Span):
        return "span", each.style
    return "other", id_of(each)


def id_of(each: Inline) -> object:
    """Return a key by which two equal inlines that are no text are still not joined."""
    return type(each).__name__


def _span(span: Span) -> list[Inline]:
    inner = tuple(
        each
        for one in _tidy(span.content)
        for each in (one.content if isinstance(one, Span) and one.style == span.style else (one,))
    )
    if not plain(inner).strip():
        return list(inner)
    return _moved(span, inner)


def _moved(holder: Span | Link, inner: Inlines) -> list[Inline]:
    """Return the holder around its content, with white space at either end moved outside."""
    before: list[Inline] = []
    after: list[Inline] = []
    rest = list(inner)
    while rest and isinstance(first := rest[0], Text | LineBreak):
        if isinstance(first, LineBreak):
            before.append(rest.pop(0))
            continue
        kept = first.text.lstrip()
        if kept != first.text:
            before.append(Text(" "))
        if kept:
            rest[0] = Text(kept)
            break
        rest.pop(0)
    while rest and isinstance(last := rest[-1], Text | LineBreak):
        if isinstance(last, LineBreak):
            after.insert(0, rest.pop())
            continue
        kept = last.text.rstrip()
        if kept != last.text:
            after.insert(0, Text(" "))
        if kept:
            rest[-1] = Text(kept)
            break
        rest.pop()
    content = tuple(rest)
    whole: Inline = Span(holder.style, content) if isinstance(holder, Span) else Link(holder.target, content)
    return [*before, *([whole] if content else []), *after]


def _pictured(content: Inlines) -> bool:
    return any(isinstance(each, Picture) or (isinstance(each, Span) and _pictured(each.content)) for each in content)


def _joined(content: Inlines) -> str:
    found = ""
    for index, each in enumerate(content):
        match each:
            case Text(text):
                found += escaped(text)
            case Code(text):
                found += _code(text)
            case Span():
                found += _marked(each, found[-1:], _next_character(content, index + 1))
            case Link(address, inner):
                found = _no_picture(found) + _link(address, inner)
            case Picture(address, alternative, caption):
                title = f' "{_title(caption)}"' if caption else ""
                found = _no_picture(found) + f"![{escaped(alternative)}]({target(address)}{title})".replace(" ", _HELD)
            case NoteReference(label):
                found += f"[^{label}]"
            case LineBreak():
                found = found.rstrip(" ") + "\\\n"
    return re.sub(r"\n +", "\n", re.sub(r"(\\\n)+\Z", "", found))


def _next_character(content: Inlines, index: int) -> str:
    """Return the first character behind a place in a run; empty when nothing follows."""
    return next((text[0] for each in content[index:] if (text := plain([each]))), "")


def _no_picture(text: str) -> str:
    """Return the text with its last exclamation mark escaped: before a link it would make a picture."""
    return text[:-1] + "\\!" if text.endswith("!") else text


def _link(address: str, inner: Inlines) -> str:
    text = _joined(inner)
    if plain(inner) == address and re.fullmatch(r"https?://[^\s<>{}]+", address):
        return f"<{address}>"
    return f"[{text}]({target(address)})"


def _title(caption: str) -> str:
    return escaped(caption).replace('"', "&quot;")


def _code(text: str) -> str:
    text = " ".join(text.split()) or " "
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}".replace(" ", _HELD)


def _marked(span: Span, before: str, following: str) -> str:
    """Return the text between its marks; punctuation moves out where the marks would otherwise not close."""
    text = _joined(span.content)
    plain_mark, inner_mark = _MARKS[span.style]
    lead = tail = ""
    if _wordy(before):
        while text and _is_punctuation(text[0]):
            lead, text = lead + text[0], text[1:]
    if _wordy(following):
        while text and _is_punctuation(text[-1]) and not text.endswith(("**", ")", "`", "~~", "]")):
            cut = -2 if text[-2:-1] == "\\" else -1
            text, tail = text[:cut], text[cut:] + tail
    if not text:
        return lead + tail
    mark = inner_mark if _wordy((lead or before)[-1:]) or _wordy((tail or following)[:1]) else plain_mark
    return f"{lead}{mark}{text}{mark}{tail}"


def _wordy(character: str) -> bool:
    return bool(character) and not character.isspace() and character != _HELD and not _is_punctuation(character)


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
