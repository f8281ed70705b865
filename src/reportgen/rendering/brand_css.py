"""The palette of a brand, and the custom properties and @font-face rules that style sheets take from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from ..project.schema.brand import OPTIONS, Brand
from ..project.schema.brand.contrast import MARK, TEXT, mix, readable


def palette(brand: Brand, dark: bool = False) -> dict[str, str]:
    """Return the colour of each role: `ink`, `paper`, `muted`, ..., `break_fix`."""
    ink, paper = brand.colours["foreground"], brand.colours["background"]
    if dark:
        ink, paper = mix(paper, ink, 0.1), mix(ink, "#000000", 0.3)
    texts = {
        "muted": brand.colours.get("secondary") or mix(ink, paper, 0.35),
        "primary": brand.colours["primary"],
        "link": brand.colours.get("link") or brand.colours["primary"],
    }
    roles = {name: readable(colour, paper, 6.5 if dark else TEXT) for name, colour in texts.items()}
    marks = {name: readable(brand.colours[name], paper, 5.5 if dark else MARK) for name in OPTIONS}
    tints = {f"{name}_tint": mix(colour, paper, 0.78) for name, colour in marks.items()}
    shades = {"hairline": mix(ink, paper, 0.78), "wash": mix(ink, paper, 0.95)}
    return {"ink": ink, "paper": paper, **shades, **roles, **marks, **tints}


def tokens(brand: Brand) -> dict[str, str]:
    """Return the design tokens as CSS custom properties: the same for site, report, PDF and charts.

    Each colour `--NAME` has a twin `--NAME-dark`, which the style sheet for screens uses in dark mode.
    """
    light, dark = palette(brand), palette(brand, dark=True)
    css = {f"--{name.replace('_', '-')}": value for name, value in light.items()}
    css |= {f"--{name.replace('_', '-')}-dark": value for name, value in dark.items()}
    # The sans serif face follows the serif face because it has the arrows and comparison signs that one lacks.
    sans = [brand.sans] if brand.sans else []
    css["--serif"] = _stack([brand.serif, *sans], "Georgia, serif")
    css["--headings"] = _stack([brand.headings, *sans], "Georgia, serif")
    css["--sans"] = _stack(sans, "system-ui, sans-serif")
    css["--mono"] = _stack([brand.mono], "ui-monospace, monospace")
    return css


def token_css(brand: Brand) -> str:
    """Return the tokens as one rule of a style sheet."""
    return ":root{" + ";".join(f"{name}:{value}" for name, value in tokens(brand).items()) + "}"


def face_css(brand: Brand, kind: Literal["ttf", "woff2"], address: Callable[[str], str]) -> str:
    """Return the typefaces as `@font-face` rules; `address` gives the URL of a file in the folder of the brand."""
    form = {"ttf": "truetype", "woff2": "woff2"}[kind]
    return "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:{face.style};'
        f'font-display:swap;src:url("{address(file)}") format("{form}")}}'
        for face in brand.fonts
        if (file := face.ttf if kind == "ttf" else face.woff2)
    )


def _stack(families: Sequence[str | None], generic: str) -> str:
    """Return a list of font families for CSS: each family once, and the generic ones last."""
    named = dict.fromkeys(f'"{family}"' for family in families if family)
    return ", ".join([*named, generic])
