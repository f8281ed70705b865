"""A recipe: a pure function from named bytes to the bytes of one file, and the key of what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import Literal

from ..problems import Problem, ProblemError
from .model import Artifact, Digest, Outcome, Roles, canonical, digest

Function = Callable[[Mapping[str, bytes]], Artifact]
"""What a recipe runs: the bytes of each role in, a file out.  It may raise ProblemError."""

VERSION = "@"  # marks the versions among the roles of a trace


@dataclass(frozen=True)
class Recipe:
    """A pure function from named bytes to the bytes of one file, as a value that can be sent to another process.

    `function` is "package.module:function"; it is imported where it runs.  `versions` are the versions of all code
    that can change the result, by a name for people: they are part of the key.  A `trivial` recipe takes no time and
    never leaves this process; a `slow` one is never sent together with others.  `readable` are the roles whose JSON
    may be quoted when a change is explained.
    """

    name: str
    function: str
    versions: Mapping[str, str] = field(default_factory=dict)
    cost: Literal["trivial", "normal", "slow"] = "normal"
    readable: frozenset[str] = frozenset()

    @cached_property
    def version_roles(self) -> Roles:
        """The versions, as roles of a trace."""
        return {VERSION + name: version for name, version in self.versions.items()}

    @cached_property
    def prefix(self) -> str:
        """What every key of this recipe begins with."""
        return f"{self.name}\n{digest(canonical(dict(self.versions)))}\n"


def key(recipe: Recipe, inputs: Roles) -> Digest:
    """Return the digest of everything that a call can see: the recipe with its versions, and each input by role."""
    return digest((recipe.prefix + "\n".join(map(" ".join, sorted(inputs.items())))).encode())


def run(name: str, function: str, inputs: Mapping[str, bytes]) -> Outcome:
    """Return what the function of a recipe gives, or its problems: exceptions become values here.

    Raises MemoryError: the executor decides what happens to a process that has no memory left.
    """
    module, _, attribute = function.partition(":")
    try:
        found: Function = getattr(import_module(module), attribute)
        return found(inputs)
    except ProblemError as error:
        return error.problems
    except MemoryError:
        raise
    except Exception as error:  # a fault of the recipe must cost one target, not the build
        message = f"the recipe {name!r} failed: {type(error).__name__}: {error}"
        return (Problem(message=message, hint="this is a fault of the program; please report it"),)
