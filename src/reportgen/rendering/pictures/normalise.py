"""The bytes of a picture to an upright image in sRGB with 8 bits a channel, and nothing but its pixels."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PIL import Image, ImageCms, ImageFile, ImageOps

from ...problems import Problem, ProblemError

MAX_PIXELS: Final = 60_000_000
KNOWN: Final = {
    "JPEG": "jpg", "MPO": "jpg", "PNG": "png", "GIF": "gif",
    "WEBP": "webp", "AVIF": "avif", "TIFF": "tif", "BMP": "bmp",
}  # fmt: skip
"""What Pillow calls the formats that are read, and how files of each are usually named."""
FORMATS: Final = tuple(name for name in KNOWN if name != "MPO")  # a camera's MPO file is opened as JPEG
SIXTEEN_BITS: Final = ("I;16", "I;16L", "I;16B", "I;16N", "I")


def opened(content: bytes) -> Image.Image:
    """Return the picture, with its pixels not yet read.  Raises ProblemError if it is none, or has too many pixels."""
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large("") from None
    except (OSError, ValueError, SyntaxError):
        hint = "export it as JPEG, PNG, WebP, AVIF, GIF or SVG"
        raise ProblemError([Problem(message="the file is not a picture that can be read", hint=hint)]) from None
    if image.width * image.height > MAX_PIXELS:
        raise _too_large(f"{image.width} × {image.height} pixels")
    return image


def normalised(image: Image.Image) -> Image.Image:
    """Return the picture upright, as RGB or RGBA in sRGB, without metadata.  Raises ProblemError if it is damaged."""
    try:
        with _whole():
            image.load()
        profile = image.info.get("icc_profile")
        plain = _eight_bits(ImageOps.exif_transpose(image))
        converted = _in_srgb(plain, profile)
    except (OSError, ValueError, SyntaxError, EOFError):
        message, hint = "the picture is damaged or incomplete", "export it again"
        raise ProblemError([Problem(message=message, hint=hint)]) from None
    converted.info = {}
    return converted


@contextmanager
def _whole() -> Iterator[None]:
    """Let incomplete files be errors, whatever ran before: WeasyPrint tells Pillow to fill them up with gray."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _too_large(size: str) -> ProblemError:
    message = f"the picture has {size or 'far too many pixels'}, at most {MAX_PIXELS // 1_000_000} million are read"
    return ProblemError([Problem(message=message, hint="export it smaller")])


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return the picture with 8 bits a channel; palettes and one-bit pictures become what they stand for."""
    if image.mode in SIXTEEN_BITS:
        wide = image.convert("I")
        return wide.point(lambda value: value / 257).convert("L")
    if image.mode == "F":
        return image.convert("L")
    if image.mode == "P":
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode in ("1", "L") and "transparency" not in image.info:
        return image.convert("L")
    if image.mode in ("1", "L", "LA", "La", "PA", "RGBa"):
        return image.convert("RGBA")
    if image.mode == "RGB" and "transparency" in image.info:
        return image.convert("RGBA")
    return image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the colours as sRGB has them: by the profile that the picture carries, or by its kind."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    base = image.convert("RGB") if alpha else image
    if profile and base.mode in ("RGB", "CMYK", "L", "LAB"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            found = ImageCms.profileToProfile(base, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            base = found or base
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that does not fit says nothing: the picture is read as one without
    base = base.convert("RGB")
    if alpha:
        if alpha.getextrema() == (255, 255):
            return base
        base.putalpha(alpha)
    return base
