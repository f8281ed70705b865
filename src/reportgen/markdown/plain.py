"""An article without a tag of its author's, rendered without Jinja making code of it.

The template of such an article is HTML and our own calls with constants, such as `{{ link("other.md") }}`.  To have
Jinja read it, write Python and compile that costs several times what the Markdown costs, and each article is rendered
once; to find the few calls costs next to nothing.  What Jinja would do is done here, in the same order, with the same
functions, so it does not matter which of the two renders an article.  Without this module a site of a thousand posts
takes 1.5 times as long to build.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, TypeAlias

from markupsafe import Markup, escape

_STRING = r'"(?:[^"\\{\r\n]|\\["\\n])*"'
_CONSTANTS = rf"(?:(?:{_STRING}|\d+)(?:, (?:{_STRING}|\d+))*)?"
_TAG = re.compile(
    rf"\{{\{{ (?P<value>link|image|alert_title|task_state|footnote|footnote_back)\((?P<of>{_CONSTANTS})\) \n\}}\}}"
    rf"|\{{% (?P<kind>filter|call) (?P<block>(?<=filter )heading|(?<=call )footnotes|(?<=call )footnote_text)"
    rf"\((?P<around>{_CONSTANTS})\) \n%\}}"
    r"|\{% end(?P<end>filter|call) \n%\}"
)
"""Our own tags.  Directives and charts are not among them: they call templates, with all their bounds."""


@dataclass(frozen=True, slots=True)
class Call:
    """A function, what it is called with, and the text that it stands around, if any."""

    function: str
    arguments: tuple[Any, ...]
    kind: str = ""
    inside: Pieces = ()


Pieces: TypeAlias = "tuple[str | Call, ...]"


@lru_cache(maxsize=64)
def pieces(template: str) -> Pieces | None:
    """Return a template as text and calls; None when there is more to it, and only Jinja knows what it means."""
    found: list[str | Call] = []
    opened: list[tuple[list[str | Call], re.Match[str]]] = []
    last = 0
    for tag in _TAG.finditer(template):
        found.append(template[last : tag.start()])
        last = tag.end()
        if tag["value"]:
            found.append(Call(tag["value"], _constants(tag["of"])))
        elif tag["block"]:
            opened.append((found, tag))
            found = []
        elif opened and opened[-1][1]["kind"] == tag["end"]:
            around, start = opened.pop()
            around.append(Call(start["block"], _constants(start["around"]), start["kind"], tuple(found)))
            found = around
        else:
            return None
    rest = _TAG.sub("", template)  # braces of the text are escaped; Jinja would make a line end of a return
    return None if opened or "{" in rest or "\r" in rest else (*found, template[last:])


def filled(found: Pieces, functions: Mapping[str, Callable[..., Any]]) -> Markup:
    """Return the text with what the calls give in their places."""
    made: list[str] = []
    for piece in found:
        if isinstance(piece, str):
            made.append(piece)
            continue
        function, inside = functions[piece.function], piece.inside
        if piece.kind == "filter":
            made.append(function(filled(inside, functions), *piece.arguments))
        elif piece.kind:
            made.append(function(*piece.arguments, caller=partial(filled, inside, functions)))
        else:
            made.append(escape(function(*piece.arguments)))
    return Markup("".join(made))


def _constants(text: str) -> tuple[Any, ...]:
    """Return the arguments of a call: numbers and strings, which are written as in JSON."""
    return tuple(json.loads(f"[{text}]", strict=False))
