"""The file `_brand.yml`, in the format of brand.yml by Posit: what each of its keys may hold."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from ..validation import Strict, Text
from .contrast import HEX, full

FAMILY = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ -][A-Za-z0-9]+){0,5}")
FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:/[A-Za-z0-9][A-Za-z0-9_-]*)*\.(?:svg|ttf|woff2)")


def _shown(text: str) -> str:
    """Return a value for a message: at most 60 characters, without the `; ` that separates message and hint."""
    return repr(text if len(text) <= 60 else text[:57] + "...").replace("; ", ";")


def _colour(text: str) -> str:
    if HEX.fullmatch(text) or re.fullmatch(r"[a-z][a-z0-9_-]{0,31}", text):
        return full(text) if text.startswith("#") else text
    raise ValueError(f"{_shown(text)} is not a colour; write #rgb, #rrggbb or a name of color.palette")


def _family(text: str) -> str:
    if FAMILY.fullmatch(text):
        return text
    raise ValueError(f"{_shown(text)} is not the name of a typeface; letters, digits, spaces and hyphens only")


def _file(text: str) -> str:
    if FILE.fullmatch(text):
        return text
    raise ValueError(f"{_shown(text)} is not a file name; name an svg, ttf or woff2 file inside the brand's folder")


def _address(text: str) -> str:
    if re.fullmatch(r"https?://[^\s\"'<>\\]+", text):
        return text
    raise ValueError(f"{_shown(text)} is not a web address; it starts with https://")


def _email(text: str) -> str:
    if re.fullmatch(r"[^\s@<>\"'?&]+@[^\s@<>\"'?&]+", text):
        return text
    raise ValueError(f"{_shown(text)} is not an e-mail address; write name@example.com")


Colour = Annotated[str, AfterValidator(_colour)]
Family = Annotated[str, AfterValidator(_family)]
File = Annotated[str, AfterValidator(_file)]


class Meta(Strict):
    """The name of the brand, and its web site."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    link: Annotated[str, AfterValidator(_address)] | None = None


class LightDark(Strict):
    """A logo for light backgrounds and one for dark backgrounds: names of `logo.images` or files."""

    light: str
    dark: str | None = None


def _pair(value: object) -> object:
    return {"light": value} if isinstance(value, str) else value


def _logo(value: object) -> object:
    return {"medium": value} if isinstance(value, str) else value


Pair = Annotated[LightDark, BeforeValidator(_pair)]


class Logo(Strict):
    """The logos by size, and the images that they may name."""

    images: dict[str, File] = Field(default_factory=dict)
    small: Pair | None = None
    medium: Pair | None = None
    large: Pair | None = None


class Colours(Strict):
    """The colours by role, each as `#rrggbb` or as a name of the palette."""

    palette: dict[str, Colour] = Field(default_factory=dict)
    foreground: Colour = "#1a1c1e"
    background: Colour = "#ffffff"
    primary: Colour = "#1a1c1e"
    secondary: Colour | None = None
    link: Colour | None = None


class FontFile(Strict):
    """One font file of a typeface."""

    path: File
    weight: Annotated[int, Field(ge=100, le=900)] = 400
    style: Literal["normal", "italic"] = "normal"


class Font(Strict):
    """A typeface and its files in the folder of the brand."""

    family: Family
    source: Literal["file"] = "file"
    files: Annotated[tuple[FontFile, ...], Field(min_length=1)]


class Typography(Strict):
    """The typefaces, and which of them each kind of text is set in."""

    fonts: tuple[Font, ...] = ()
    base: Family | None = None
    headings: Family | None = None
    monospace: Family | None = None


class OptionColours(Strict):
    """The colours of the three options in charts and tables."""

    break_fix: Colour = "#b9682a"
    co_managed: Colour = "#84618f"
    managed: Colour = "#1f5687"


class Contact(Strict):
    """The person or the desk that reports name as contact."""

    name: Text | None = None
    email: Annotated[str, AfterValidator(_email)] | None = None
    phone: Annotated[str, Field(pattern=r"^\+?[0-9 ().-]{3,30}$", examples=["+1 555 0100"])] | None = None


class Reportgen(Strict):
    """What reportgen needs beyond the format of brand.yml."""

    options: OptionColours = OptionColours()
    labels: Family | None = None
    legal: Text | None = None
    contact: Contact = Contact()


class Defaults(Strict):
    """The section where brand.yml keeps the settings of single tools."""

    reportgen: Reportgen = Reportgen()


class BrandFile(Strict):
    """A brand: its name, logos, colours and typefaces."""

    meta: Meta
    logo: Annotated[Logo, BeforeValidator(_logo)] = Logo()
    color: Colours = Colours()
    typography: Typography = Typography()
    defaults: Defaults = Defaults()
