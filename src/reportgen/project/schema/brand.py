"""A brand: Posit's `_brand.yml` as colours, typefaces and logos, and the design tokens all outputs share."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from ...problems import Problem, ProblemError, did_you_mean
from ..readers.record import Record
from .colours import HEX, MARK, TEXT, contrast, full, mix, readable
from .validation import Strict, validate

OPTIONS = ("break_fix", "co_managed", "managed")
_FAMILY = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ -][A-Za-z0-9]+){0,5}")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:/[A-Za-z0-9][A-Za-z0-9_-]*)*\.(?:svg|ttf|woff2)")


def _shown(text: str) -> str:
    """A value as a message quotes it: short, and without the `; ` that parts message and hint."""
    return repr(text if len(text) <= 60 else text[:57] + "...").replace("; ", ";")


def _colour(text: str) -> str:
    if HEX.fullmatch(text) or re.fullmatch(r"[a-z][a-z0-9_-]{0,31}", text):
        return full(text) if text.startswith("#") else text
    raise ValueError(f"{_shown(text)} is not a colour; write #rgb, #rrggbb or a name of color.palette")


def _family(text: str) -> str:
    if _FAMILY.fullmatch(text):
        return text
    raise ValueError(f"{_shown(text)} is not the name of a typeface; letters, digits, spaces and hyphens only")


def _file(text: str) -> str:
    if _FILE.fullmatch(text):
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
Line = Annotated[str, Field(min_length=1, max_length=300)]


class Meta(Strict):
    name: Annotated[str, Field(min_length=1, max_length=80)]
    link: Annotated[str, AfterValidator(_address)] | None = None


class LightDark(Strict):
    light: str
    dark: str | None = None


def _pair(value: object) -> object:
    return {"light": value} if isinstance(value, str) else value


def _logo(value: object) -> object:
    return {"medium": value} if isinstance(value, str) else value


Pair = Annotated[LightDark, BeforeValidator(_pair)]


class Logo(Strict):
    images: dict[str, File] = Field(default_factory=dict)
    small: Pair | None = None
    medium: Pair | None = None
    large: Pair | None = None


class Colours(Strict):
    palette: dict[str, Colour] = Field(default_factory=dict)
    foreground: Colour = "#1a1c1e"
    background: Colour = "#ffffff"
    primary: Colour = "#1a1c1e"
    secondary: Colour | None = None
    link: Colour | None = None


class FontFile(Strict):
    path: File
    weight: Annotated[int, Field(ge=100, le=900)] = 400
    style: Literal["normal", "italic"] = "normal"


class Font(Strict):
    family: Family
    source: Literal["file"] = "file"
    files: Annotated[tuple[FontFile, ...], Field(min_length=1)]


class Typography(Strict):
    fonts: tuple[Font, ...] = ()
    base: Family | None = None
    headings: Family | None = None
    monospace: Family | None = None


class OptionColours(Strict):
    break_fix: Colour = "#b9682a"
    co_managed: Colour = "#84618f"
    managed: Colour = "#1f5687"


class Contact(Strict):
    name: Line | None = None
    email: Annotated[str, AfterValidator(_email)] | None = None
    phone: Annotated[str, Field(pattern=r"^\+?[0-9 ().-]{3,30}$")] | None = None


class Reportgen(Strict):
    options: OptionColours = OptionColours()
    labels: Family | None = None
    legal: Line | None = None
    contact: Contact = Contact()


class Defaults(Strict):
    reportgen: Reportgen = Reportgen()


class BrandFile(Strict):
    """What `_brand.yml` may say."""

    meta: Meta
    logo: Annotated[Logo, BeforeValidator(_logo)] = Logo()
    color: Colours = Colours()
    typography: Typography = Typography()
    defaults: Defaults = Defaults()


class Face(BaseModel, frozen=True):
    """One face of a typeface: its family, weight and style, the TTF for PDF and the WOFF2 for the web."""

    family: str
    weight: int
    style: str
    ttf: str | None = None
    woff2: str | None = None


class Brand(BaseModel, frozen=True):
    """A brand whose every name is resolved: colours are `#rrggbb`, logos and fonts are files that exist."""

    name: str
    link: str | None
    legal: str | None
    contact: Contact
    logo: str | None
    logo_dark: str | None
    colours: Mapping[str, str]
    serif: str | None
    headings: str | None
    sans: str | None
    mono: str | None
    fonts: tuple[Face, ...]


def read_brand(record: Record, files: Collection[str], svgs: Mapping[str, bytes] | None = None) -> Brand:
    """The brand a `_brand.yml` describes.  Raises ProblemError with all its problems.

    `files` are the names in its folder, `svgs` the content of the drawings among them.
    """
    given = validate(BrandFile, record)
    problems = [
        *_colour_names(given),
        *_missing(given, files),
        *_families(given),
        *_drawings(given, svgs or {}),
    ]
    if not problems:
        problems = _contrasts(given)
    if problems:
        placed = [each.at(record.path, record.line(each.field)) for each in problems]
        raise ProblemError(sorted(placed, key=lambda each: (each.line, each.field)))
    return _brand(given)


def _named(given: BrandFile) -> dict[str, str]:
    """Each colour the file sets, by its dotted field."""
    own = {
        f"color.{name}": getattr(given.color, name)
        for name in ("foreground", "background", "primary", "secondary", "link")
    }
    chosen = given.defaults.reportgen.options
    options = {f"defaults.reportgen.options.{name}": getattr(chosen, name) for name in OPTIONS}
    palette = {f"color.palette.{name}": value for name, value in given.color.palette.items()}
    return {field: value for field, value in {**palette, **own, **options}.items() if value}


def _resolve(given: BrandFile, value: str) -> str | None:
    """A colour as `#rrggbb`, through names of the palette; nothing for an unknown name or a circle."""
    for _ in range(len(given.color.palette) + 1):
        if value.startswith("#"):
            return value
        value = given.color.palette.get(value, "")
    return None


def _colour_names(given: BrandFile) -> list[Problem]:
    return [
        Problem(
            message=f"the palette has no colour {value!r}",
            field=field,
            hint=did_you_mean(value, given.color.palette),
        )
        for field, value in _named(given).items()
        if _resolve(given, value) is None
    ]


def _logos(given: BrandFile) -> dict[str, tuple[str, str | None]]:
    """The logos by dotted field: the name or file given, and the file it stands for."""
    images = given.logo.images
    found: dict[str, tuple[str, str | None]] = {f"logo.images.{name}": (file, file) for name, file in images.items()}
    for size in ("small", "medium", "large"):
        pair: LightDark | None = getattr(given.logo, size)
        if pair is None:
            continue
        names = {".light": pair.light, ".dark": pair.dark} if pair.dark else {"": pair.light}
        for suffix, name in names.items():
            file = images.get(name) or (name if _FILE.fullmatch(name) else None)
            found[f"logo.{size}{suffix}"] = (name, file)
    return found


def _missing(given: BrandFile, files: Collection[str]) -> list[Problem]:
    """Logos and font files that are named but not there."""
    problems = []
    wanted: dict[str, tuple[str, str | None]] = dict(_logos(given))
    for place, font in enumerate(given.typography.fonts):
        for number, file in enumerate(font.files):
            wanted[f"typography.fonts[{place}].files[{number}].path"] = (file.path, file.path)
    for field, (name, path) in wanted.items():
        if path is None:
            hint = did_you_mean(name, given.logo.images)
            problems.append(Problem(message=f"logo.images has no image {name!r}", field=field, hint=hint))
        elif path not in files:
            hint = did_you_mean(path, [each for each in files if each.rpartition(".")[2] == path.rpartition(".")[2]])
            problems.append(Problem(message=f"there is no file {path!r} in the brand's folder", field=field, hint=hint))
    return problems


def _drawings(given: BrandFile, svgs: Mapping[str, bytes]) -> list[Problem]:
    """What is wrong with the logos that are drawings, each by the field that names it."""
    named = {path: field for field, (_, path) in reversed(_logos(given).items()) if path and path in svgs}
    return [
        replace(problem, path="", field=field, message=f"{path}: {problem.message}")
        for path, field in named.items()
        for problem in check_logo(path, svgs[path])
    ]


def _families(given: BrandFile) -> list[Problem]:
    """Typefaces that are used but not among the fonts: only bundled fonts reach a reader."""
    known = [font.family for font in given.typography.fonts]
    used = {f"typography.{name}": getattr(given.typography, name) for name in ("base", "headings", "monospace")}
    used["defaults.reportgen.labels"] = given.defaults.reportgen.labels
    return [
        Problem(message=f"typography.fonts has no family {name!r}", field=field, hint=did_you_mean(name, known))
        for field, name in used.items()
        if name and name not in known
    ]


def _contrasts(given: BrandFile) -> list[Problem]:
    """Pairs of colours that cannot be told apart well enough, each with a colour near it that can."""
    values = {field: _resolve(given, value) or "" for field, value in _named(given).items()}
    background = values["color.background"]
    problems = []
    for field, colour in values.items():
        if field == "color.background" or field.startswith("color.palette."):
            continue
        least = MARK if ".options." in field else TEXT
        if (ratio := contrast(colour, background)) < least:
            problems.append(
                Problem(
                    message=f"{colour} on {background} has a contrast of {ratio:.1f}, it needs {least:g}",
                    field=field,
                    hint=f"{readable(colour, background, least)} is near it and passes",
                )
            )
    return problems


def _brand(given: BrandFile) -> Brand:
    """The checked file with every name resolved."""
    logos = {field: path for field, (_, path) in _logos(given).items()}
    sizes = [f"logo.{size}" for size in ("medium", "large", "small")]
    light = next((logos[field + end] for field in sizes for end in (".light", "") if field + end in logos), None)
    dark = next((logos[field + ".dark"] for field in sizes if field + ".dark" in logos), None)
    own, chosen = given.typography, given.defaults.reportgen
    return Brand(
        name=given.meta.name,
        link=given.meta.link,
        legal=chosen.legal,
        contact=chosen.contact,
        logo=light,
        logo_dark=dark,
        colours={
            field.rpartition(".")[2]: _resolve(given, value) or ""
            for field, value in _named(given).items()
            if not field.startswith("color.palette.")
        },
        serif=own.base,
        headings=own.headings or own.base,
        sans=chosen.labels or own.base,
        mono=own.monospace,
        fonts=_faces(own.fonts),
    )


def _faces(fonts: tuple[Font, ...]) -> tuple[Face, ...]:
    """The font files as faces, the TTF and the WOFF2 of one face together."""
    faces: dict[tuple[str, int, str], dict[str, str]] = {}
    for font in fonts:
        for file in font.files:
            kind = file.path.rpartition(".")[2]
            faces.setdefault((font.family, file.weight, file.style), {})[kind] = file.path
    return tuple(
        Face(family=family, weight=weight, style=style, **kinds) for (family, weight, style), kinds in faces.items()
    )


def palette(brand: Brand, dark: bool = False) -> dict[str, str]:
    """The colour of each role (`ink`, `paper`, `muted`, ..., `break_fix`): what all is drawn with."""
    ink, paper = brand.colours["foreground"], brand.colours["background"]
    if dark:
        ink, paper = mix(paper, ink, 0.1), mix(ink, "#000000", 0.3)
    given = {
        "muted": brand.colours.get("secondary") or mix(ink, paper, 0.35),
        "primary": brand.colours["primary"],
        "link": brand.colours.get("link") or brand.colours["primary"],
    }
    roles = {name: readable(colour, paper, 6.5 if dark else TEXT) for name, colour in given.items()}
    marks = {name: readable(brand.colours[name], paper, 5.5 if dark else MARK) for name in OPTIONS}
    tints = {f"{name}_tint": mix(colour, paper, 0.78) for name, colour in marks.items()}
    shades = {"hairline": mix(ink, paper, 0.78), "wash": mix(ink, paper, 0.95)}
    return {"ink": ink, "paper": paper, **shades, **roles, **marks, **tints}


def tokens(brand: Brand) -> dict[str, str]:
    """The design tokens as CSS custom properties: one set for site, brief, PDF and charts.

    Each colour has a `-dark` twin; the style sheet for screens says when it is used.
    """
    light, night = palette(brand), palette(brand, dark=True)
    css = {f"--{name.replace('_', '-')}": value for name, value in light.items()}
    css |= {f"--{name.replace('_', '-')}-dark": value for name, value in night.items()}
    # The sans stands behind the serif: it has the arrows and comparison signs the serif lacks.
    sans = [brand.sans] if brand.sans else []
    css["--serif"] = _stack([brand.serif, *sans], "Georgia, serif")
    css["--headings"] = _stack([brand.headings, *sans], "Georgia, serif")
    css["--sans"] = _stack(sans, "system-ui, sans-serif")
    css["--mono"] = _stack([brand.mono], "ui-monospace, monospace")
    return css


def token_css(brand: Brand) -> str:
    """The tokens as a rule of a style sheet."""
    return ":root{" + ";".join(f"{name}:{value}" for name, value in tokens(brand).items()) + "}"


def face_css(brand: Brand, kind: Literal["ttf", "woff2"], address: Callable[[str], str]) -> str:
    """The typefaces as `@font-face` rules; `address` says where a file of the brand's folder is found."""
    form = {"ttf": "truetype", "woff2": "woff2"}[kind]
    return "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:{face.style};'
        f'font-display:swap;src:url("{address(file)}") format("{form}")}}'
        for face in brand.fonts
        if (file := face.ttf if kind == "ttf" else face.woff2)
    )


def _stack(families: Sequence[str | None], generic: str) -> str:
    named = dict.fromkeys(f'"{family}"' for family in families if family)
    return ", ".join([*named, generic])


def check_logo(path: str, content: bytes, limit: int = 100_000) -> list[Problem]:
    """What makes an SVG logo unfit to be put into a page: size, scripts, references to outside."""
    if len(content) > limit:
        return [
            Problem(
                message=f"the logo has {len(content)} bytes, at most {limit} are allowed",
                path=path,
                hint="export it without embedded pictures",
            )
        ]
    text = content.decode("utf-8", errors="replace").lower()
    refused = {
        "is not an SVG drawing": not re.search(r"<svg[\s>]", text),
        "contains a document type or entities": "<!doctype" in text or "<!entity" in text,
        "contains a script": bool(re.search(r"<\s*(?:\w+:)?script|\son\w+\s*=|javascript:", text)),
        "contains foreign elements or pictures": bool(
            re.search(r"<\s*(?:\w+:)?(?:foreignobject|image|iframe|use|style|animate\w*|set)\b", text)
        ),
        "refers to something outside itself": bool(
            re.search(r"(?:href|src)\s*=\s*[\"']?\s*[^#\"'\s]|url\(\s*[\"']?\s*[^#\"'\s)]|@import", text)
        ),
    }
    return [
        Problem(message=f"the logo {what}", path=path, hint="export it as plain paths")
        for what, found in refused.items()
        if found
    ]
