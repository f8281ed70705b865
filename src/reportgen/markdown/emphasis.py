"""Emphasis beside Chinese, Japanese and Korean text, where words are not set apart by spaces.

CommonMark asks for a space or punctuation outside of `**` when there is punctuation inside of it, so `**A。**B` stays
as it is typed.  Here a character of these scripts does for a space, and their punctuation counts as a letter: the
rule of the proposal markdown-cjk-friendly.
"""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

_CJK: Final = re.compile(
    r"[\u1100-\u11ff\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    r"\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)


class Inline(ParserInline):
    """The parser of text inside a block, with these rules for emphasis."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Return the tokens of a text."""
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _State(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        """Return how many delimiters there are at a place, and whether they can open and close emphasis."""
        scanned = super().scanDelims(start, canSplitWord)
        before = self.src[start - 1] if start else " "
        end = start + scanned.length
        after = self.src[end] if end < self.posMax else " "
        if not canSplitWord or not (_CJK.match(before) or _CJK.match(after)):
            return scanned
        return Scanned(_stands(before, after), _stands(after, before), scanned.length)


def _stands(outside: str, inside: str) -> bool:
    """Return whether a delimiter between two characters can be an end of an emphasis."""
    free = _is_space(outside) or _is_sign(outside) or _is_cjk(outside)
    return not _is_space(inside) and (free or not _is_sign(inside))


def _is_space(character: str) -> bool:
    return isWhiteSpace(ord(character))


def _is_cjk(character: str) -> bool:
    return bool(_CJK.match(character))


def _is_sign(character: str) -> bool:
    """Return whether a character is punctuation, of other scripts than these."""
    return not _is_cjk(character) and (isMdAsciiPunct(ord(character)) or isPunctChar(character))
