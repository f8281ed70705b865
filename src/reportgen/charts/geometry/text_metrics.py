"""The width of a text in the sans of the sample brands, and texts cut or wrapped to a width."""

from __future__ import annotations

SIZE = 11.5
"""The size of a chart's text; 9 pt on paper."""

# Advance widths of Inter in thousandths of the size, rounded up to 25; figures count as tabular.
_WIDTHS = {
    0: "\u200e\u200f\u2068\u2069",  # marks of direction
    250: "ijl",
    275: "I",
    300: " !,.:",
    325: "';",
    350: "`t|",
    375: "()/[\\]fr",
    425: "{}",
    475: "-^_“”",
    500: "\"–",
    525: "*?s",
    550: "kxz",
    575: "JLacvy",
    600: "EFehnou",
    625: "Zbdgpq£",
    650: "#$&0123456789BPRST",
    675: "+<=>KY~−€",
    700: "AVX",
    725: "CD",
    750: "GHNU",
    775: "OQ",
    825: "w",
    875: "m",
    900: "M…",
    975: "@",
    1000: "%W",
}  # fmt: skip
_WIDTH = {character: width for width, characters in _WIDTHS.items() for character in characters}


def width(text: str, size: float = SIZE, bold: bool = False) -> float:
    """Return the room that a line of text takes, never less than in the sans of the sample brands."""
    thousandths = sum(_WIDTH.get(character, 1000 if ord(character) > 0x2E00 else 720) for character in text)
    return thousandths / 1000 * size * (1.06 if bold else 1.0)


def fit(text: str, room: float, size: float = SIZE, bold: bool = False) -> str:
    """Return the text, cut with an ellipsis if it is wider than the room."""
    if width(text, size, bold) <= room:
        return text
    while text and width(text + "…", size, bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def wrap(text: str, room: float, lines: int, size: float = SIZE, bold: bool = False) -> list[str]:
    """Return the text in at most that many lines; the last is cut if there is more."""
    found: list[str] = []
    current = ""
    for word in text.split():
        longer = f"{current} {word}".strip()
        if current and width(longer, size, bold) > room and len(found) < lines - 1:
            found.append(current)
            longer = word
        current = longer
    return [fit(line, room, size, bold) for line in [*found, current] if line]
