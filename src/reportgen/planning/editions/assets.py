"""What the public pages need beside them: the style sheet, the typefaces, the images of articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...engine.blobs import Blobs
from ...engine.model import Digest, Outdated, OutputPath, Target
from ..page_templates import page_templates
from . import article_images, brand_folder
from .post import published

if TYPE_CHECKING:
    from ..site import Site

SELECTABLE = False
SCREEN_WIDTH = 1600  # pixels: twice the widest column, for screens with two pixels in place of one


def targets(site: Site, blobs: Blobs) -> Iterator[Target | Outdated]:
    """Yield the files under `site/assets/`."""
    name = site.settings.brand
    source = f"content/brands/{name}/_brand.yml"
    if name not in site.brands:
        yield Outdated(f"{OutputPath('site', 'assets')}/", source)
        return
    yield Target(
        path=OutputPath("site", "assets", "site.css"),
        recipe="stylesheet",
        inputs={
            "brand/": brand_folder(site, blobs, name, ()),
            "templates/": page_templates(site, blobs, "styles/site.css"),
        },
        source=source,
    )
    for file, content in blobs.folder(f"content/brands/{name}/").items():
        if file.endswith(".woff2"):
            yield Target(OutputPath("site", "assets", file), "copy", {"file": content}, source=source)
    from ..site import ARTICLES

    for article in published(site):
        for file, content in article_images(blobs, article).items():
            yield _picture(file, content, blobs, f"{ARTICLES}{file}")


def _picture(file: str, content: Digest, blobs: Blobs, source: str) -> Target:
    """Return a picture as pages show it; a drawing as it is."""
    path = OutputPath("site", "assets", "images", file)
    if file.lower().endswith(".svg"):
        return Target(path, "copy", {"file": content}, source=source)
    return Target(path, "picture", {"file": content, "width": blobs.put_json(SCREEN_WIDTH)}, source=source)
