"""Colours as text: their contrast by the WCAG, mixtures, and the nearest one that can be read."""

from __future__ import annotations

import re

HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
TEXT = 4.5
"""The contrast text needs (WCAG 2.2, 1.4.3, AA)."""
MARK = 3.0
"""The contrast a mark in a chart needs (WCAG 2.2, 1.4.11, AA)."""


def full(colour: str) -> str:
    """`#ABC` as `#aabbcc`."""
    digits = colour.lstrip("#").lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    digits = full(colour)
    return int(digits[1:3], 16), int(digits[3:5], 16), int(digits[5:7], 16)


def mix(colour: str, other: str, share: float) -> str:
    """The colour with that share of the other in it."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(mine + (theirs - mine) * share):02x}" for mine, theirs in pairs)


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white), as the WCAG define it."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(colour), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, background: str, least: float) -> str:
    """The colour itself if its contrast is enough, else the nearest darker or lighter one that has it."""
    end = "#000000" if contrast("#000000", background) >= contrast("#ffffff", background) else "#ffffff"
    candidates = (mix(colour, end, step / 100) for step in range(100))
    return next((each for each in candidates if contrast(each, background) >= least), end)
