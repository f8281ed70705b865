"""A plan: what is to be made, in bundles that are opened only when something in them changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..problems import Problem
from .executors import Fetch, Limits
from .model import BundlePlan, Digest, Outdated
from .recipe import Recipe


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything to make: bundles with their keys, and how to open one.

    A bundle is all that is in one folder of the output (`briefs/harbor-dental/`, `site/`), which is its name; its
    targets need none outside.  Its key covers everything that planning it can see, the versions of the recipes
    included: a bundle with the key that it had need not be opened, as with folders in Git.  `bundle` plans one,
    `fetch` gives the bytes of a planned input (it raises KeyError for others), `limits` what each call may take.
    `outdated` and `problems` belong to no bundle.
    """

    bundles: Mapping[str, Digest]
    bundle: Callable[[str], BundlePlan]
    fetch: Fetch
    recipes: Mapping[str, Recipe]
    limits: Callable[[], Limits] = Limits
    outdated: tuple[Outdated, ...] = ()
    problems: tuple[Problem, ...] = ()
