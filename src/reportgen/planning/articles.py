"""Every article, compiled: found in the cache while nothing about it changed, else computed by workers."""

from __future__ import annotations

from collections.abc import Callable

from ..engine.blobs import Blobs
from ..engine.cache import Cache
from ..engine.evaluate import evaluate
from ..engine.executors import Call, Executor, Fetch
from ..engine.model import Outcome
from ..engine.recipe import Recipe
from ..engine.snapshot import Snapshot
from ..project.endings import copied_from, ending
from .site import ARTICLES

DIRECTIVES = "templates/directives/"


def directives(snapshot: Snapshot) -> list[str]:
    """Return the names of the directives that an article may use: those that have a template."""
    return [path.removeprefix(DIRECTIVES).removesuffix(".html") for path in snapshot.under(DIRECTIVES, ".html")]


def compile_articles(
    snapshot: Snapshot, recipe: Recipe, cache: Cache | None, start: Callable[[Fetch], Executor]
) -> dict[str, Outcome]:
    """Return what became of each article, by its path; `start` starts the executor for those that changed."""
    blobs = Blobs(snapshot, ARTICLES)
    names = directives(snapshot)
    calls: dict[str, Call] = {}
    files = snapshot.under(ARTICLES)
    for path in [path for path in files if ending(path) == ".md" and not copied_from(path, files)]:
        about = blobs.put_json({"path": path, "directives": names})
        calls[path] = Call(recipe, {"source": blobs.file(path), "about": about})
    return evaluate(calls, "article", cache, lambda: start(blobs.get))
