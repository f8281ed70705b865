"""Where WeasyPrint 70 does work twice or keeps what is done with: mends of time and memory, not of what a page says.

Each stands in for one function and calls the one it replaces.  They are made for certain versions: with others nothing
is touched, and a page takes longer (`tests/rendering/test_pdf_speed.py` then says so).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache, wraps
from typing import Any

import tinyhtml5  # it has no types
import weasyprint

KNOWN = {"weasyprint": "70.0", "tinyhtml5": "2.1.0"}
PLACED = ("dx", "dy", "rotate", "letter-spacing", "textLength")  # what moves single letters of a text


def known() -> bool:
    """Whether these are the versions that were looked at."""
    return {each.__name__: each.__version__ for each in (weasyprint, tinyhtml5)} == KNOWN


def mend() -> bool:
    """Put the mends in place, once.  False for versions that they were not made for."""
    if not known():
        return False
    from tinyhtml5 import inputstream  # another version may not even have these
    from weasyprint import css, svg
    from weasyprint.css.targets import TargetCollector
    from weasyprint.text import line_break

    if not isinstance(svg.text, _Whole):
        svg.text, letters = _Whole(svg.text), svg.text
        svg.TAGS.update({tag: svg.text for tag, draw in svg.TAGS.items() if draw is letters})
        TargetCollector.collect_missing_counters = _aimed(TargetCollector.collect_missing_counters)
        line_break.get_font_description = _remembered(line_break.get_font_description)
        css.ComputedStyle.__missing__ = _at_once(css.ComputedStyle.__missing__, css)
        line_break.Layout.setup = _freed(line_break.Layout.setup, line_break.pango)
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
    """Name the target of `target-counter(attr(href), page)`, so that a list of contents is laid out twice.

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
    """Return the function that describes a typeface for Pango, with one description for each; Pango copies it."""
    kinds = ("style", "stretch", "weight", "size", "variant_caps", "variation_settings")
    names = tuple(f"font_{kind}" for kind in kinds)

    @lru_cache(maxsize=1000)
    def known(families: tuple[str, ...], values: tuple[Hashable, ...]) -> Any:
        return describe({"font_family": families} | dict(zip(names, values, strict=True)))

    def get_font_description(style: Any) -> Any:
        return known(tuple(style["font_family"]), tuple([style[name] for name in names]))

    return get_font_description


def _at_once(compute: Callable[[Any, str], Any], css: Any) -> Callable[[Any, str], Any]:
    """Return the computed style with properties that no rule sets taken from the parent or the initial values at once.

    Left to WeasyPrint is what another property or the root decides: display, page, lines through a text.
    """
    begins = {
        key: value
        for key, value in css.INITIAL_VALUES.items()
        if key not in css.INHERITED | css.INITIAL_NOT_COMPUTED | {"display", "float", "position", "page"}
        and not key.startswith("text_decoration_")
    }
    by_side = css.PHYSICAL_FUNCTIONS.items()  # may be set as "inline start" or "block end" as well
    logical = {name(block="ttb", inline=inline) for _, name in by_side for inline in ("ltr", "rtl")}

    @wraps(compute)
    def missing(self: Any, key: str) -> Any:
        if key not in self.cascaded and self.parent_style is not None:
            if key in css.INHERITED:
                value = self[key] = self.parent_style[key]
                return value
            if key in begins and (key not in css.PHYSICAL_FUNCTIONS or logical.isdisjoint(self.cascaded)):
                value = self[key] = begins[key]
                return value
        return compute(self, key)

    return missing


def _freed(set_up: Callable[[Any, Any], None], pango: Any) -> Callable[[Any, Any], None]:
    """Give back the list of typeface features that each layout of a text is given.

    The layout holds a reference of its own, and the one from making the list was kept for good.  With its last
    reference a list frees the features in it, so no two lists may have the same: that is why they were kept.
    """

    @wraps(set_up)
    def setup(self: Any, style: Any) -> None:
        if not isinstance(style.font_config.font_features, _Unshared):
            style.font_config.font_features = _Unshared()
        set_up(self, style)  # makes a layout, which has no list but one made here
        if features := pango.pango_layout_get_attributes(self.layout):
            pango.pango_attr_list_unref(features)

    return setup


class _Unshared(dict[bytes, Any]):
    """Remembers no features, so that each list owns those in it."""

    def setdefault(self, _key: bytes, made: Any = None) -> Any:
        return made


class _Patterns(dict[Any, re.Pattern[str]]):
    """The parser's patterns by the characters they end at: it keeps them under another key than it asks for."""

    def __missing__(self, key: tuple[frozenset[str], bool]) -> re.Pattern[str]:
        characters, opposite = key
        listed = "".join(f"\\x{ord(each):02x}" for each in sorted(characters))
        made = self[key] = re.compile(f"[{'' if opposite else '^'}{listed}]+")
        return made
