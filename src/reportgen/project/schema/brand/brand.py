"""A brand as pages use it: its colours as `#rrggbb`, its logos and typefaces as files of its folder, all checked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pydantic import BaseModel

from ....problems import ProblemError, did_you_mean
from ...readers.record import Fault, Record
from ..validation import validate
from .colours import colour_faults, colours, contrast_faults, resolved
from .file import FILE, BrandFile, Contact, Font, LightDark
from .svg import svg_problems


class Face(BaseModel, frozen=True):
    """One face of a typeface: its family, weight and style, the TTF file for PDF and the WOFF2 file for the web."""

    family: str
    weight: int
    style: str
    ttf: str | None = None
    woff2: str | None = None


class Brand(BaseModel, frozen=True):
    """A brand without references: each colour is `#rrggbb`, each logo and font is a file that exists."""

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
    """Return the brand that the record of a `_brand.yml` describes.  Raises ProblemError with all its problems.

    `files` are the names of the files in its folder, `svgs` the contents of the SVG drawings among them.
    """
    file = validate(BrandFile, record)
    faults = [*colour_faults(file), *_file_faults(file, files), *_family_faults(file), *_svg_faults(file, svgs or {})]
    if not faults:  # a contrast needs two colours that are known
        faults = list(contrast_faults(file))
    if faults:
        problems = [record.problem(*fault) for fault in faults]
        raise ProblemError(sorted(problems, key=lambda problem: (problem.line, problem.field)))
    return _brand(file)


# ---- logos and fonts


def _logos(file: BrandFile) -> dict[str, tuple[str, str | None]]:
    """Return, by dotted field, the name or file that is written there, and the file that this refers to."""
    images = file.logo.images
    logos: dict[str, tuple[str, str | None]] = {f"logo.images.{name}": (path, path) for name, path in images.items()}
    for size in ("small", "medium", "large"):
        pair: LightDark | None = getattr(file.logo, size)
        if pair is None:
            continue
        names = {".light": pair.light, ".dark": pair.dark} if pair.dark else {"": pair.light}
        for suffix, name in names.items():
            logos[f"logo.{size}{suffix}"] = name, images.get(name) or (name if FILE.fullmatch(name) else None)
    return logos


def _file_faults(file: BrandFile, files: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each logo and each font file that does not exist."""
    wanted = _logos(file)
    for place, font in enumerate(file.typography.fonts):
        for number, font_file in enumerate(font.files):
            wanted[f"typography.fonts[{place}].files[{number}].path"] = (font_file.path, font_file.path)
    for field, (name, path) in wanted.items():
        if path is None:
            yield field, f"logo.images has no image {name!r}", did_you_mean(name, file.logo.images)
        elif path not in files:
            alike = [other for other in files if other.rpartition(".")[2] == path.rpartition(".")[2]]
            yield field, f"there is no file {path!r} in the brand's folder", did_you_mean(path, alike)


def _svg_faults(file: BrandFile, svgs: Mapping[str, bytes]) -> Iterator[Fault]:
    """Yield the faults of each logo that is an SVG drawing, at the first field that names it."""
    fields = {path: field for field, (_, path) in reversed(_logos(file).items()) if path and path in svgs}
    for path, field in fields.items():
        for problem in svg_problems(svgs[path]):
            yield field, f"{path}: {problem.message}", problem.hint


def _family_faults(file: BrandFile) -> Iterator[Fault]:
    """Yield a fault for each typeface that is used without being among the fonts: a page has no others."""
    known = [font.family for font in file.typography.fonts]
    used = {f"typography.{name}": getattr(file.typography, name) for name in ("base", "headings", "monospace")}
    used["defaults.reportgen.labels"] = file.defaults.reportgen.labels
    for field, name in used.items():
        if name and name not in known:
            yield field, f"typography.fonts has no family {name!r}", did_you_mean(name, known)


# ---- the result


def _brand(file: BrandFile) -> Brand:
    """Return the brand that a file without faults describes."""
    logos = {field: path for field, (_, path) in _logos(file).items()}
    sizes = [f"logo.{size}" for size in ("medium", "large", "small")]
    light = next((logos[field + end] for field in sizes for end in (".light", "") if field + end in logos), None)
    dark = next((logos[field + ".dark"] for field in sizes if field + ".dark" in logos), None)
    typography, own = file.typography, file.defaults.reportgen
    return Brand(
        name=file.meta.name,
        link=file.meta.link,
        legal=own.legal,
        contact=own.contact,
        logo=light,
        logo_dark=dark,
        colours={
            field.rpartition(".")[2]: resolved(file, value) or ""
            for field, value in colours(file).items()
            if not field.startswith("color.palette.")
        },
        serif=typography.base,
        headings=typography.headings or typography.base,
        sans=own.labels or typography.base,
        mono=typography.monospace,
        fonts=_faces(typography.fonts),
    )


def _faces(fonts: tuple[Font, ...]) -> tuple[Face, ...]:
    """Return the font files as faces; the TTF and the WOFF2 file of a face are one face."""
    faces: dict[tuple[str, int, str], dict[str, str]] = {}
    for font in fonts:
        for file in font.files:
            suffix = file.path.rpartition(".")[2]
            faces.setdefault((font.family, file.weight, file.style), {})[suffix] = file.path
    return tuple(
        Face(family=family, weight=weight, style=style, **paths) for (family, weight, style), paths in faces.items()
    )
