"""Where WeasyPrint 70 does the same work over and over: mends that change how long a page takes, not what it says.

Each stands in for one function and calls the one it replaces.  They are made for certain versions: with others nothing
is touched, and a page takes longer (`tests/test_pdf_speed.py` then says so).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache
from typing import Any

import tinyhtml5  # type: ignore[import-untyped]
import weasyprint
from tinyhtml5 import inputstream
from weasyprint import svg
from weasyprint.css.targets import TargetCollector
from weasyprint.text import line_break

KNOWN = {"weasyprint": "70.0", "tinyhtml5": "2.1.0"}
PLACED = ("dx", "dy", "rotate", "letter-spacing", "textLength")  # what moves single letters of a text


def mend() -> bool:
    """Puts the mends in place, once.  False for versions that they were not made for."""
    if {each.__name__: each.__version__ for each in (weasyprint, tinyhtml5)} != KNOWN:
        return False
    if not isinstance(svg.text, _Whole):
        svg.text, letters = _Whole(svg.text), svg.text
        svg.TAGS.update({tag: svg.text for tag, draw in svg.TAGS.items() if draw is letters})
        TargetCollector.collect_missing_counters = _aimed(TargetCollector.collect_missing_counters)
        line_break.get_font_description = _remembered(line_break.get_font_description)
        inputstream.characters_until_regex = _Patterns()
    return True


class _OneLetter(str):
    """A text that gives itself whole where its letters are asked for one by one."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


class _Whole:
    """Draws a text of an SVG in one piece, and so with its kerning.  Letter by letter took a tenth of a report."""

    def __init__(self, draw: Callable[..., None]) -> None:
        self._draw = draw

    def __call__(self, drawing: Any, node: Any, font_size: float) -> None:
        places = (node.get(name, "").replace(",", " ").split() for name in ("x", "y"))
        if node.text and not any(node.get(name) for name in PLACED) and all(len(each) < 2 for each in places):
            node._etree_node.text = _OneLetter(node.text)
        self._draw(drawing, node, font_size)


def _aimed(collect: Callable[..., None]) -> Callable[..., None]:
    """Names the target of `target-counter(attr(href), page)`, so that a list of contents is laid out twice.

    It was lost, and the number taken for one of the list's own page, which is found out in a third round.
    """

    def collect_missing_counters(
        self: Any, box: Any, css_token: str, again: Any, missing: list[str], of_targets: dict[str | None, list[str]]
    ) -> None:
        if None in of_targets and (target := str(box.element.get("href", ""))).startswith("#"):
            wanted = of_targets[target[1:]] = of_targets.pop(None)
            missing = [] if missing is wanted else missing
        collect(self, box, css_token, again, missing, of_targets)

    return collect_missing_counters


def _remembered(describe: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Pango's description of a typeface, made once for each; Pango copies what it is given."""
    kinds = ("style", "stretch", "weight", "size", "variant_caps", "variation_settings")
    names = tuple(f"font_{kind}" for kind in kinds)

    @lru_cache(maxsize=1000)
    def known(families: tuple[str, ...], values: tuple[Hashable, ...]) -> Any:
        return describe({"font_family": families} | dict(zip(names, values, strict=True)))

    def get_font_description(style: Any) -> Any:
        return known(tuple(style["font_family"]), tuple([style[name] for name in names]))

    return get_font_description


class _Patterns(dict[Any, re.Pattern[str]]):
    """The parser's patterns by the characters they end at: it keeps them under another key than it asks for."""

    def __missing__(self, key: tuple[frozenset[str], bool]) -> re.Pattern[str]:
        characters, opposite = key
        listed = "".join(f"\\x{ord(each):02x}" for each in sorted(characters))
        made = self[key] = re.compile(f"[{'' if opposite else '^'}{listed}]+")
        return made
