"""A brand and a style template to the bytes of a style sheet."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from ..engine.model import Artifact
from ..language.messages import Messages, read_messages
from .environment import environment, render

if TYPE_CHECKING:  # pydantic is loaded for the pages that show a brand
    from ..project.schema.brand import Brand

TEMPLATES, BRAND = "templates/", "brand/"


def stylesheet(inputs: Mapping[str, bytes]) -> Artifact:
    """Return the style sheet of the public pages; its typefaces lie beside it."""
    return Artifact(styles("styles/site.css", inputs, "woff2", str).encode())


def styles(name: str, inputs: Mapping[str, bytes], kind: Literal["ttf", "woff2"], address: Callable[[str], str]) -> str:
    """Return a style template filled in with the brand's typefaces and tokens.

    `address` says where a style sheet finds a file of the brand's folder.
    """
    from .brand_css import face_css, token_css

    brand = brand_of(inputs)
    context = {
        "faces": Markup(face_css(brand, kind, address)),
        "tokens": Markup(token_css(brand)),
        "text": strings(inputs).entries,
    }
    return str(render(environment(templates(inputs)), name, context))


def templates(inputs: Mapping[str, bytes]) -> dict[str, str]:
    """Return the templates that were given, by name."""
    names = (role for role in inputs if role.startswith(TEMPLATES))
    return {role.removeprefix(TEMPLATES): inputs[role].decode("utf-8-sig") for role in names}


def strings(inputs: Mapping[str, bytes], language: str = "en") -> Messages:
    """Return the words of the interface in a language; what its file lacks, or all without one, is English."""
    files = dict.fromkeys(f"{TEMPLATES}strings/{name}.toml" for name in ("en", language.partition("-")[0]))
    return read_messages(*(inputs[file] for file in files if file in inputs))


def brand_of(inputs: Mapping[str, bytes]) -> Brand:
    """Return the brand that was given."""
    return _brand(inputs[f"{BRAND}brand.json"])


@lru_cache(maxsize=4)
def _brand(content: bytes) -> Brand:
    from ..project.schema.brand import Brand

    return Brand.model_validate_json(content)


def colours(inputs: Mapping[str, bytes]) -> Mapping[str, str]:
    """Return the palette of the brand that was given."""
    return _colours(inputs[f"{BRAND}brand.json"])


@lru_cache(maxsize=4)
def _colours(content: bytes) -> Mapping[str, str]:
    from .brand_css import palette

    return palette(_brand(content))


KINDS = {
    "woff2": "font/woff2",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
}


def data_url(role: str, inputs: Mapping[str, bytes]) -> str:
    """Return a file that was given as a URL that needs no request."""
    kind = KINDS[role.rpartition(".")[2]]
    return f"data:{kind};base64,{base64.b64encode(inputs[role]).decode()}"
