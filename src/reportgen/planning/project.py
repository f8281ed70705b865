"""A project at one moment: its files, and what is computed from them when it is first asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..engine.blobs import Blobs
from ..engine.cache import Cache, Cached
from ..engine.executors import Executor, Fetch, Limits
from ..engine.model import Artifact, Digest, canonical, digest
from ..engine.recipe import Recipe
from ..engine.snapshot import Snapshot
from ..problems import Problem
from ..project.clients import CLIENTS, ClientIndex, client_index
from ..project.files import SETTINGS
from ..rendering.recipes import recipes
from ..rendering.toolchain import python_version
from .client import SiteSummary
from .lazy import Lazy
from .plan import summarize_site

if TYPE_CHECKING:  # a build in which only a client changed needs neither
    from collections.abc import Mapping

    from .site import Site

Start = Callable[[Fetch, Limits], Executor]
LIMITS_HINT = "look for a very long word or table, or raise `{limit}` under [limits] in reportgen.toml"


@dataclass(frozen=True, slots=True)
class LoadedSite:
    """Everything for everybody that was read and understood, and what is wrong with the rest."""

    site: Site
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class LoadedSummary:
    """What plans of clients see of the site, what is wrong with it, and the templates that cannot be used."""

    summary: SiteSummary
    problems: tuple[Problem, ...] = ()
    broken_templates: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Project:
    """A project at one moment.

    `key` is the digest of everything except the clients, the versions of the recipes included.  `blobs` has the bytes
    of planned inputs.  `clients`, `site` and `summary` are read or computed at their first call; while nothing but
    clients changed, the summary comes from the cache, and the site is not loaded at all.
    """

    files: Snapshot
    recipes: Mapping[str, Recipe]
    key: Digest
    blobs: Blobs
    clients: Lazy[ClientIndex]
    site: Lazy[LoadedSite]
    summary: Lazy[LoadedSummary]

    def site_summary(self) -> SiteSummary:
        """Return what plans of clients see of the site."""
        return self.summary().summary

    def limits(self) -> Limits:
        """Return what making one file may take."""
        summary = self.site_summary()
        return Limits(summary.seconds, summary.megabytes, LIMITS_HINT)


def open_project(files: Snapshot, epoch: date | None, cache: Cache | None, start: Start) -> Project:
    """Return the project of these files; articles are compiled by the executor that `start` gives.

    `epoch` is the date to use where the settings have none, `cache` what earlier builds computed.
    """
    code = digest(canonical({path: files.files[path] for path in files.under("code/")}))
    found = recipes(code)
    prefixes = "".join(recipe.prefix for recipe in found.values())
    key = digest(files.digest(without=CLIENTS).encode(), f"{python_version()} {prefixes} {epoch}".encode())
    blobs = Blobs(files, CLIENTS)
    site = Lazy(lambda: _load_site(files, epoch, found["article"], cache, start))
    return Project(
        files=files,
        recipes=found,
        key=key,
        blobs=blobs,
        clients=Lazy(lambda: client_index(files)),
        site=site,
        summary=Lazy(lambda: _summary(files, key, blobs, cache, site)),
    )


def _load_site(files: Snapshot, epoch: date | None, recipe: Recipe, cache: Cache | None, start: Start) -> LoadedSite:
    """Compile the articles and load the rest.  Raises ProblemError while the settings are broken."""
    from ..project.settings import read_settings
    from .articles import compile_articles
    from .load_site import load_site

    settings = read_settings(files.read(SETTINGS), epoch)
    limits = Limits(settings[0].limits.seconds, settings[0].limits.megabytes, LIMITS_HINT)
    articles = compile_articles(files, recipe, cache, lambda fetch: start(fetch, limits))
    return LoadedSite(*load_site(files, settings, articles))


def _summary(files: Snapshot, key: Digest, blobs: Blobs, cache: Cache | None, site: Lazy[LoadedSite]) -> LoadedSummary:
    """Return the summary from the cache, with its trees, or from the site; only one without problems is kept."""
    if cache and (cached := cache.get("summary", "", key)):
        for content in cached.blobs.values():
            blobs.put(content)
        return LoadedSummary(SiteSummary.from_data(json.loads(cached.artifact.content)))
    loaded = site()
    brands = dict.fromkeys(path.split("/")[2] for path in files.under("content/brands/"))
    summary = summarize_site(loaded.site, blobs, brands)
    if cache and not loaded.problems:
        trees = (
            name
            for by_brand in summary.shared_inputs.values()
            for inputs in by_brand.values()
            for name in inputs.values()
        )
        cache.put("summary", {"": Cached(key, Artifact(canonical(summary.to_data())), blobs.made(trees))})
    templates, usable = loaded.site.templates, loaded.site.included
    broken = frozenset(f"templates/{name}" for name in templates.keys() - usable.keys())
    return LoadedSummary(summary, loaded.problems, broken)
