"""The signs of print for what a keyboard has: dashes, an ellipsis, apostrophes and primes.  Letters stay as they are.

Quotation marks are set by markdown-it, in the marks of the language.  It takes every `'` before a word for an opening
mark and every mark after a digit for a closing one, so apostrophes and primes are set before it sees them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .state import session

APOSTROPHE, PRIME, DOUBLE_PRIME = "\u2019", "\u2032", "\u2033"
ELLIPSIS, EN_DASH, EM_DASH = "\u2026", "\u2013", "\u2014"
OPAQUE: Final = "\ufffc"
"""Stands for what is no text of the author's: code, an image, an address, an escaped character."""
SHORTENED: Final = {
    "en": r"tis|tisn't|twas|twasn't|twere|twill|twould|em|til|cause|cos|bout|round|neath|gainst|nuff",
    "de": r"s|n|ne|nen|nem|ner|nes|raus|rein|runter|rauf|rum|rüber|nauf|nunter",
    "fr": r"ttention|tention|fin|sieu",
}
"""Words that begin with an apostrophe, because their first letters are not written."""
Edit = tuple[int, int, str]

_DASHES: Final = re.compile(r"(?<!-)---(?!-)|(?<!\S)--(?!\S)|(?<=[\w.,;:!?)\]\"'%°\ufffc])--(?=[^\s-]|\Z)")
_DOTS: Final = re.compile(r"(?<!\.)\.{3}(?!\.)")
_AND: Final = re.compile(r"(?<=\w)( ?)'n'(?=\1\w)", re.I)
_YEARS: Final = re.compile(
    r"(?<!\w)'(?=\d\d(?:s|er|ern|ers)\b)|(?<!\w)'(?=\d\d\b(?!')(?![^\n]*[^\s\d](?<!\s'n)'(?!\w)))", re.I
)
_AFTER_DIGIT: Final = "0123456789½¼¾⅓⅔⅛"


def typeset(state: StateCore) -> None:
    """Set the signs of print in the text of an article; code, addresses and escaped characters stay as they are."""
    language = session(state.env).language.replace("_", "-").partition("-")[0].lower()
    for token in state.tokens:
        if token.type == "inline" and token.children and any(sign in token.content for sign in ("'", '"', "--", "...")):
            _apply(token.children, language)


def edits(text: str, language: str) -> Iterator[Edit]:
    """Yield where a sign of print belongs into a text: its start, its end, the sign."""
    taken = set[int]()
    for found in _DASHES.finditer(text):
        yield found.start(), found.end(), EM_DASH if found[0] == "---" else EN_DASH
    for found in _DOTS.finditer(text):
        yield found.start(), found.end(), ELLIPSIS
    words = re.compile(rf"(?<![\w'])'(?=(?:{SHORTENED.get(language, SHORTENED['en'])})\b(?!'))", re.I)
    for found in _AND.finditer(text):
        taken |= {found.end() - 3, found.end() - 1}
    taken |= {found.start() for pattern in (words, _YEARS) for found in pattern.finditer(text)}
    for place in taken:
        yield place, place + 1, APOSTROPHE
    yield from _primes(text, taken)


def _primes(text: str, taken: set[int]) -> Iterator[Edit]:
    """Yield the marks after a number that mean feet and inches, or minutes and seconds, and close no quotation."""
    opened = {"'": False, '"': False}
    for place, mark in enumerate(text):
        if mark not in opened or place in taken:
            continue
        before, after = text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
        if before in _AFTER_DIGIT and _is_prime(text, place, after, opened[mark]):
            yield place, place + 1, PRIME if mark == "'" else DOUBLE_PRIME
        elif mark == "'" and before.isalnum() and after.isalnum():
            continue  # an apostrophe inside of a word
        else:
            opened[mark] = not (opened[mark] and not before.isspace()) and not after.isspace()


def _is_prime(text: str, place: int, after: str, opened: bool) -> bool:
    """Return whether a mark after a digit is a prime; with a quotation open, whether a later mark closes that one."""
    if text[place] == "'":
        return after.isdigit() or (not after.isalpha() and not opened)
    if not opened or after.isalnum():
        return True
    later = text.find('"', place + 1)
    return later > 0 and not text[later - 1].isspace() and not text[later + 1 : later + 2].isalnum()


def _apply(children: list[Token], language: str) -> None:
    """Put the signs into the texts of one block, which are looked at as one."""
    pieces: list[str] = []
    texts: list[tuple[int, Token]] = []
    length = inside = 0
    for child in children:
        inside += child.nesting if child.type in ("link_open", "link_close") and child.info == "auto" else 0
        if child.type == "text" and inside:
            child.type = "text_special"  # as after a backslash: quotation marks are not set in it
        if child.type == "text":
            texts.append((length, child))
            piece = child.content
        elif child.type in ("softbreak", "hardbreak"):
            piece = "\n"
        else:
            piece = "" if child.nesting or not (child.content or child.type == "image") else OPAQUE
        pieces.append(piece)
        length += len(piece)
    found = sorted(edits("".join(pieces), language), reverse=True)
    for start, child in texts:
        for first, last, sign in found:
            if start <= first and last <= start + len(child.content):
                child.content = child.content[: first - start] + sign + child.content[last - start :]
