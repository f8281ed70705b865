"""The marks of a chart: texts, lines, bars, dots and areas, each with the box that it takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .text_metrics import SIZE, fit, width

DASHES = {"break_fix": "", "co_managed": "2 3", "managed": "7 3"}
"""The dashes of each option's line, so that lines differ on a black-and-white printer too."""
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text on its baseline."""

    x: float
    y: float
    text: str
    role: str = "ink"
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False
    size: float = SIZE
    kind: str = "text"

    @property
    def box(self) -> Box:
        room = width(self.text, self.size, self.bold)
        left = self.x - {"start": 0.0, "middle": room / 2, "end": room}[self.anchor]
        return left, self.y - 0.78 * self.size, left + room, self.y + 0.22 * self.size


@dataclass(frozen=True, slots=True)
class Line:
    """A straight or broken line through points."""

    points: tuple[tuple[float, float], ...]
    role: str = "hairline"
    width: float = 0.75
    dash: str = ""
    kind: str = "line"

    @property
    def box(self) -> Box:
        return _around(self.points)

    @property
    def path(self) -> str:
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Area:
    """A filled outline, light enough to see through."""

    points: tuple[tuple[float, float], ...]
    role: str
    opacity: float = 0.16
    kind: str = "area"

    @property
    def box(self) -> Box:
        return _around(self.points)

    @property
    def path(self) -> str:
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in self.points) + "Z"


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle: filled, fainter, or only its outline."""

    x: float
    y: float
    width: float
    height: float
    role: str
    opacity: float = 1.0
    hollow: bool = False
    kind: str = "bar"

    @property
    def box(self) -> Box:
        return self.x, self.y, self.x + self.width, self.y + self.height


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle: filled, or only its outline."""

    x: float
    y: float
    radius: float
    role: str
    hollow: bool = False
    kind: str = "dot"

    @property
    def box(self) -> Box:
        return self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius


Mark: TypeAlias = Text | Line | Area | Bar | Dot


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to be drawn; `description`, `head` and `rows` say in words what the marks show."""

    name: str
    title: str
    description: str
    width: float
    height: float
    marks: tuple[Mark, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def px(value: float) -> float:
    """Return a coordinate with one decimal: lean SVG, and the same bytes on every machine."""
    return round(float(value), 1) + 0.0


def key(items: Iterable[tuple[str, float, bool, str]], x: float, y: float, room: float) -> tuple[list[Mark], float]:
    """Return swatches with their texts, flowing over lines; each item is role, opacity, hollow, text.

    The second value is the baseline of the last line.
    """
    marks: list[Mark] = []
    left = x
    for role, opacity, hollow, text in items:
        text = fit(text, room - 13)
        wide = 13 + width(text)
        if left > x and left + wide > x + room:
            left, y = x, y + 16
        marks.append(Bar(px(left), px(y - 8), 8, 8, role, opacity, hollow))
        marks.append(Text(px(left + 13), px(y), text))
        left += wide + 14
    return marks, y


def _around(points: tuple[tuple[float, float], ...]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
