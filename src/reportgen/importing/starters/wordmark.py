"""A logo made from a name: its letters as outlines, so that the drawing needs no typeface."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape

HEIGHT = 40
BASELINE = 28
SIZE = 24
MARK = 34
"""Units of the drawing: its height, the line that letters stand on, the size of the letters, where they begin."""


def wordmark(name: str, face: bytes, mark: str, ink: str) -> bytes:
    """Return a logo as SVG: a disc in the colour `mark`, and the name in the colour `ink`.

    `face` is the TTF file of the typeface.  If it lacks a letter of the name, the logo is the disc alone.
    """
    letters, width = _outlines(name, face)
    total = round(width + 6) if letters else HEIGHT
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {total} {HEIGHT}" width="{total}" height="{HEIGHT}"'
        f' role="img">\n<title>{escape(name)}</title>\n'
        f'<path fill="{mark}" d="M6 20a10 10 0 1 1 20 0 10 10 0 1 1-20 0z"/>\n'
        + (f'<path fill="{ink}" d="{letters}"/>\n' if letters else "")
        + "</svg>\n"
    ).encode()


def _outlines(name: str, face: bytes) -> tuple[str, float]:
    """Return the outlines of the letters as the data of an SVG path, and where they end."""
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(face))
    characters, glyphs = font.getBestCmap(), font.getGlyphSet()
    if any(ord(letter) not in characters for letter in name):
        return "", 0
    scale, at = SIZE / font["head"].unitsPerEm, float(MARK)
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.1f}".rstrip("0").rstrip("."))
    for letter in name:
        glyph = glyphs[characters[ord(letter)]]
        glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, at, BASELINE)))
        at += glyph.width * scale
    return pen.getCommands(), at
