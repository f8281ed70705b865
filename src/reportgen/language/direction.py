"""Text that runs from right to left, kept apart from the text around it."""

from __future__ import annotations

import re
from typing import Final

FIRST_STRONG: Final = "\N{FIRST STRONG ISOLATE}"
END: Final = "\N{POP DIRECTIONAL ISOLATE}"
ISOLATE: Final = re.compile(f"{FIRST_STRONG}[^{END}]*{END}")
BLOCKS: Final = "\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
"""The blocks of Unicode that are set aside for scripts from right to left: Hebrew, Arabic and others."""
RIGHT_TO_LEFT: Final = re.compile(f"[\N{RIGHT-TO-LEFT MARK}{BLOCKS}]")


def isolated(text: str) -> str:
    """Return a text that cannot turn its neighbours round: one with letters from right to left becomes an isolate.

    Without it, the range of two amounts in dinars shows the higher one first (Unicode Standard Annex 9, section 3.3.2).
    """
    if text.isascii() or not RIGHT_TO_LEFT.search(ISOLATE.sub("", text)):
        return text
    return type(text)(f"{FIRST_STRONG}{text}{END}")
