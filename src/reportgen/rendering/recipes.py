"""The recipes of this tool, by name: which function makes a file, and what its result depends on."""

from __future__ import annotations

from collections.abc import Mapping

from ..engine.model import Digest
from ..engine.recipe import Recipe
from ..project.files import code
from .toolchain import OWN_CODE, python_version, versions

PAGE = ("jinja2", "babel", "pillow")

# Where each recipe stands, and the libraries whose version can change what it makes.
FUNCTIONS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "article": ("article:article", ("markdown-it-py", "mdit-py-plugins", "jinja2", "pygments", "pydantic", "pyyaml")),
    "comparison": ("comparison:comparison", ("pydantic", "numpy")),
    "post": ("pages:post", PAGE),
    "listing": ("pages:listing", PAGE),
    "brief": ("pages:brief", PAGE),
    "one-pager": ("pages:one_pager", PAGE),
    "whitepaper": ("pages:whitepaper", PAGE),
    "stylesheet": ("stylesheet:stylesheet", ("jinja2",)),
    "pdf": ("pdf:pdf", ("weasyprint", "pydyf", "fonttools", "tinycss2", "tinyhtml5", "pango")),
    "picture": ("pictures.variant:picture", ("pillow",)),
    "copy": ("copy:copy", ()),
}
SLOW = frozenset({"pdf"})
TRIVIAL = frozenset({"copy"})
READABLE = frozenset({"client", "site", "front", "assumptions", "factors", "brand/brand.json"})
"""Roles whose values mean something to people, so that they are quoted when a change is explained."""

LIBRARIES = tuple(sorted({library for _, needed in FUNCTIONS.values() for library in needed}))


def recipes(own_code: Digest) -> Mapping[str, Recipe]:
    """Return every recipe by its name; `own_code` is the digest of this tool's own code."""
    installed = versions(LIBRARIES)
    return {
        name: Recipe(
            name,
            f"reportgen.rendering.{function}",
            {OWN_CODE: own_code} | {library: installed[library] for library in needed},
            "slow" if name in SLOW else "trivial" if name in TRIVIAL else "normal",
            READABLE,
        )
        for name, (function, needed) in FUNCTIONS.items()
    }


def environment() -> Mapping[str, str]:
    """Return everything that must be the same on each machine of a cluster, by name."""
    return {"reportgen's code": code(), "python": python_version()} | versions(LIBRARIES)
