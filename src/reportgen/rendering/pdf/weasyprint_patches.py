"""Patches of WeasyPrint 70: where it does work twice or keeps memory.  What a page says stays as it is.

Each stands in for one function and calls the one it replaces.  They are made for certain versions: with others nothing
is touched, and a page takes longer.  What a patch saves is told with it: the processor time of a client's report
without the patch, against that with it.  One that saves less than 4 % is not worth its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import tinyhtml5  # it has no types
import weasyprint

KNOWN = {"weasyprint": "70.0", "tinyhtml5": "2.1.0"}
PLACED = ("dx", "dy", "rotate", "letter-spacing", "textLength")  # what moves single letters of a text


def known() -> bool:
    """Whether these are the versions that were looked at."""
    return {each.__name__: each.__version__ for each in (weasyprint, tinyhtml5)} == KNOWN


def patch() -> bool:
    """Put the patches in place, once.  False for versions that they were not made for."""
    if not known():
        return False
    from weasyprint import svg  # another version may not even have these
    from weasyprint.css.targets import TargetCollector
    from weasyprint.text import line_break

    if not isinstance(svg.text, _Whole):
        svg.text, letters = _Whole(svg.text), svg.text
        svg.TAGS.update({tag: svg.text for tag, draw in svg.TAGS.items() if draw is letters})
        TargetCollector.collect_missing_counters = _aimed(TargetCollector.collect_missing_counters)
        line_break.Layout.setup = _freed(line_break.Layout.setup, line_break.pango)
    return True


class _OneLetter(str):
    """A text that gives itself whole where its letters are asked for one by one."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


class _Whole:
    """Draws a text of an SVG in one piece, and so with its kerning, instead of letter by letter.  Saves 17 %."""

    def __init__(self, draw: Callable[..., None]) -> None:
        self.__wrapped__ = draw

    def __call__(self, drawing: Any, node: Any, font_size: float) -> None:
        places = (node.get(name, "").replace(",", " ").split() for name in ("x", "y"))
        if node.text and not any(node.get(name) for name in PLACED) and all(len(place) < 2 for place in places):
            node._etree_node.text = _OneLetter(node.text)
        self.__wrapped__(drawing, node, font_size)


def _aimed(collect: Callable[..., None]) -> Callable[..., None]:
    """Name the target of `target-counter(attr(href), page)`, so that a list of contents is laid out twice.

    It was lost, and the number taken for one of the list's own page, which is found out in a third round.  Saves 6 %.
    """

    @wraps(collect)
    def collect_missing_counters(
        self: Any, box: Any, css_token: str, again: Any, missing: list[str], of_targets: dict[str | None, list[str]]
    ) -> None:
        if None in of_targets and (target := str(box.element.get("href", ""))).startswith("#"):
            wanted = of_targets[target[1:]] = of_targets.pop(None)
            missing = [] if missing is wanted else missing
        collect(self, box, css_token, again, missing, of_targets)

    return collect_missing_counters


def _freed(set_up: Callable[[Any, Any], None], pango: Any) -> Callable[[Any, Any], None]:
    """Give back the list of typeface features that each layout of a text is given.

    `pango_layout_set_attributes` takes a reference of its own, and the one that `pango_attr_list_new` gave was kept for
    good: 0.25 MB for each report that a worker makes.  With its last reference a list frees the features in it, so no
    two lists may have the same: that is why they were kept.
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
