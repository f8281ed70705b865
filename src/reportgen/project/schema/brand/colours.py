"""The colours of a brand, checked: each name is in its palette, and each colour can be told from the background."""

from __future__ import annotations

from collections.abc import Iterator

from ....problems import did_you_mean
from ...readers.record import Fault
from .contrast import MARK, TEXT, contrast, readable
from .file import BrandFile, OptionColours

OPTIONS = tuple(OptionColours.model_fields)
ROLES = ("foreground", "background", "primary", "secondary", "link")


def colours(file: BrandFile) -> dict[str, str]:
    """Return each colour of the file, as it is written, by its dotted field."""
    palette = {f"color.palette.{name}": value for name, value in file.color.palette.items()}
    roles = {f"color.{name}": getattr(file.color, name) for name in ROLES}
    options = {f"defaults.reportgen.options.{name}": getattr(file.defaults.reportgen.options, name) for name in OPTIONS}
    return {field: value for field, value in {**palette, **roles, **options}.items() if value}


def resolved(file: BrandFile, value: str) -> str | None:
    """Return a colour as `#rrggbb`, looked up in the palette; None if a name is unknown or refers to itself."""
    for _ in range(len(file.color.palette) + 1):
        if value.startswith("#"):
            return value
        value = file.color.palette.get(value, "")
    return None


def colour_faults(file: BrandFile) -> Iterator[Fault]:
    """Yield a fault for each name that the palette does not have."""
    for field, value in colours(file).items():
        if resolved(file, value) is None:
            yield field, f"the palette has no colour {value!r}", did_you_mean(value, file.color.palette)


def contrast_faults(file: BrandFile) -> Iterator[Fault]:
    """Yield a fault for each colour that is too close to the background, with a colour near it that is not."""
    values = {field: resolved(file, value) or "" for field, value in colours(file).items()}
    background = values["color.background"]
    for field, colour in values.items():
        if field == "color.background" or field.startswith("color.palette."):
            continue
        least = MARK if ".options." in field else TEXT
        if (ratio := contrast(colour, background)) < least:
            message = f"{colour} on {background} has a contrast of {ratio:.1f}, it needs {least:g}"
            yield field, message, f"{readable(colour, background, least)} is near it and passes"
