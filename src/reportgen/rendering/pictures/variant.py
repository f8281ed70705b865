"""The recipe of a picture on a page: the file as its author gave it to the bytes and the name that are published."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Mapping
from typing import Any, Final

from PIL import Image

from ...engine.model import Artifact
from .normalise import KNOWN, normalised, opened

PRINT_WIDTH: Final = 1360
"""The pixels of a picture as wide as a page's text and margin (173 mm) at 200 dpi."""
TYPES: Final = {"avif": "image/avif", "webp": "image/webp", "gif": "image/gif", "jpg": "image/jpeg", "png": "image/png"}
ENCODERS: Final[Mapping[str, tuple[str, dict[str, Any]]]] = {
    "avif": ("AVIF", {"quality": 60, "speed": 7, "max_threads": 1, "codec": "aom"}),
    "webp": ("WEBP", {"quality": 80, "method": 4}),
    "jpg": ("JPEG", {"quality": 84, "optimize": True, "progressive": True, "subsampling": "4:2:0"}),
    "png": ("PNG", {"optimize": True}),
}
"""The format and the options of Pillow for each suffix; with one thread, the bytes are the same on each run."""


def picture(inputs: Mapping[str, bytes]) -> Artifact:
    """Return the picture in the role `file`, at most as wide as the role `width` says; an animated GIF as it is."""
    return Artifact(published(inputs["file"], json.loads(inputs["width"])))


def suffix_of(content: bytes, printed: bool = False) -> str:
    """Return how the name of a picture ends when it is published; `printed` if it must not move.

    Raises ProblemError if it is not a picture.
    """
    image = opened(content)
    if image.format == "GIF":
        return "gif" if getattr(image, "n_frames", 1) > 1 and not printed else "png"
    kind = KNOWN[image.format or ""]
    if kind in ("avif", "webp") and not printed:
        return kind
    transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    return "png" if transparent or kind in ("png", "bmp") else "jpg"


def published(content: bytes, width: int, printed: bool = False) -> bytes:
    """Return the bytes of a picture as it is published.  Raises ProblemError if it cannot be shown."""
    suffix = suffix_of(content, printed)
    if suffix == "gif":
        return content  # it holds no place and no camera; made anew, its pictures would lose their colours
    plain = normalised(opened(content))
    if width < plain.width:
        plain = plain.resize((width, max(1, round(plain.height * width / plain.width))), Image.Resampling.LANCZOS)
    name, options = ENCODERS[suffix]
    if suffix == "jpg":
        plain = plain.convert("RGB")
    out = io.BytesIO()
    plain.save(out, name, **options)
    return out.getvalue()


def printed_url(content: bytes) -> str:
    """Return the picture for paper, 200 dpi at the width of the page, as a URL that needs no request."""
    kind = TYPES[suffix_of(content, printed=True)]
    return f"data:{kind};base64,{base64.b64encode(published(content, PRINT_WIDTH, printed=True)).decode()}"
