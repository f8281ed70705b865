"""Signs of print: nothing but quotation marks, dashes, dots, apostrophes and primes ever changes."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reportgen.markdown.typography import edits

SIGNS = "'\"-.\u2019\u2032\u2033\u2013\u2014\u2026"
TEXTS = st.text("ab 90nxs'\"-.(c)\n", max_size=40)


def typeset(text: str, language: str = "en") -> str:
    for start, end, sign in sorted(edits(text, language), reverse=True):
        text = text[:start] + sign + text[end:]
    return text


@given(TEXTS, st.sampled_from(["en", "fr", "de"]))
def test_only_signs_change(text: str, language: str) -> None:
    made = typeset(text, language)
    assert re.sub(f"[{SIGNS}]", "", made) == re.sub(f"[{SIGNS}]", "", text)
    assert len(made) <= len(text)


@given(TEXTS, st.sampled_from(["en", "fr", "de"]))
def test_no_two_signs_want_one_place(text: str, language: str) -> None:
    found = sorted(edits(text, language))
    assert all(before[1] <= after[0] for before, after in pairwise(found))


@given(TEXTS)
def test_what_is_typeset_stays(text: str) -> None:
    once = typeset(text)
    assert "..." not in once or "...." in once
    unquoted = once.replace("'", "x").replace('"', "x")  # a quotation mark may be the one of another sentence now
    assert typeset(unquoted) == unquoted
