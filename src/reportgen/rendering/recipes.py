"""The one table from a recipe's name to the pure function that workers run: bytes by role in, bytes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module

from ..engine.model import Artifact, Digest, Outcome, Roles, digest
from ..problems import Problem, ProblemError
from ..project.files import installed

Recipe = Callable[[Mapping[str, bytes]], Artifact]

# Where each recipe stands (loaded when first used: a build with nothing to do loads none of it), and the
# libraries whose version can change what it makes.
RECIPES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "article": (
        "rendering.article:article",
        ("markdown-it-py", "mdit-py-plugins", "jinja2", "pygments", "pydantic", "pyyaml"),
    ),
    "comparison": ("rendering.comparison:comparison", ("pydantic", "numpy")),
    "post": ("rendering.pages:post", ("jinja2", "babel")),
    "listing": ("rendering.pages:listing", ("jinja2", "babel")),
    "brief": ("rendering.pages:brief", ("jinja2", "babel")),
    "one-pager": ("rendering.pages:one_pager", ("jinja2", "babel")),
    "whitepaper": ("rendering.pages:whitepaper", ("jinja2", "babel")),
    "stylesheet": ("rendering.stylesheet:stylesheet", ("jinja2",)),
    "pdf": ("rendering.pdf:pdf", ("weasyprint", "pydyf", "fonttools", "tinycss2", "tinyhtml5", "pango")),
    "copy": ("rendering.copy:copy", ()),
}


def recipe(name: str) -> Recipe:
    """The function behind a name."""
    module, _, function = RECIPES[name][0].partition(":")
    found: Recipe = getattr(import_module(f"reportgen.{module}"), function)
    return found


def run(name: str, inputs: Mapping[str, bytes]) -> Outcome:
    """What the recipe makes, or why it could not: the boundary where exceptions become values."""
    try:
        return recipe(name)(inputs)
    except ProblemError as error:
        return error.problems
    except MemoryError:  # for who runs this to judge: a worker that ran out of memory is not used again
        raise
    except Exception as error:  # a fault of ours must cost one target, not the build
        message = f"the recipe {name!r} failed: {type(error).__name__}: {error}"
        return (Problem(message=message, hint="this is a fault in reportgen; please report it"),)


def prefix(name: str, code: Digest) -> str:
    """What every key of a recipe begins with: its name, our own code, the libraries behind it."""
    return f"{name}\n{code}\n{tools(name)}\n"


def key(prefix: str, inputs: Roles) -> Digest:
    """The hash of all that a call can see: what `prefix` gives, and its inputs."""
    return digest((prefix + "\n".join(map(" ".join, sorted(inputs.items())))).encode())


def tools(name: str) -> Digest:
    """The hash of the versions of the libraries behind a recipe."""
    return digest(toolchain(name).encode())


def toolchain(name: str) -> str:
    """The versions of the libraries behind a recipe: part of the key of what it makes."""
    return versions(RECIPES[name][1])


def versions(libraries: Iterable[str]) -> str:
    """`jinja2==3.1.6 babel==2.18.0`."""
    return " ".join(f"{library}=={_version(library)}" for library in libraries)


def _version(library: str) -> str:
    if library == "pango":
        from .system import pango_version

        return pango_version()
    return installed().get(library, "")
