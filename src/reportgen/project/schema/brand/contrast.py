"""Arithmetic of colours as text: mixtures, contrast as the WCAG defines it, the nearest colour that can be read."""

from __future__ import annotations

import re

HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
TEXT = 4.5
"""The contrast that text needs (WCAG 2.2, 1.4.3, AA)."""
MARK = 3.0
"""The contrast that a mark in a chart needs (WCAG 2.2, 1.4.11, AA)."""


def full(colour: str) -> str:
    """Return `#ABC` as `#aabbcc`."""
    digits = colour.lstrip("#").lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue, each 0 to 255."""
    digits = full(colour)
    return int(digits[1:3], 16), int(digits[3:5], 16), int(digits[5:7], 16)


def mix(colour: str, other: str, share: float) -> str:
    """Return a mixture of two colours; `share` is the part of the other one, 0 to 1."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def luminance(colour: str) -> float:
    """Return the relative luminance as the WCAG defines it, 0 (black) to 1 (white)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(colour), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, background: str, least: float) -> str:
    """Return the colour if its contrast is at least `least`, else the nearest darker or lighter colour whose is."""
    end = "#000000" if contrast("#000000", background) >= contrast("#ffffff", background) else "#ffffff"
    candidates = (mix(colour, end, step / 100) for step in range(100))
    return next((candidate for candidate in candidates if contrast(candidate, background) >= least), end)
