"""Every article as its recipe makes it: remembered while nothing about it changed, else made by workers."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing

from ..engine.blobs import Blobs
from ..engine.executors import Call, Executor, Start, outcomes
from ..engine.model import Artifact, Digest, Outcome, Snapshot
from ..engine.store import Store
from ..rendering.recipes import key, prefix
from .site import ARTICLES

DIRECTIVES = "templates/directives/"
RECIPE = "article"
TOGETHER = 256  # articles remembered at once


def directives(snapshot: Snapshot) -> list[str]:
    """The names of the directives that an article may use: those that have a template."""
    return [path.removeprefix(DIRECTIVES).removesuffix(".html") for path in snapshot.under(DIRECTIVES, ".html")]


def compiled_articles(snapshot: Snapshot, code: Digest, store: Store | None, start: Start) -> dict[str, Outcome]:
    """What became of each article, by its path."""
    blobs, engine = Blobs(snapshot, ARTICLES), prefix(RECIPE, code)
    names = directives(snapshot)
    calls: dict[str, Call] = {}
    for path in snapshot.under(ARTICLES, ".md"):
        about = blobs.put_json({"path": path, "directives": names})
        calls[path] = Call(RECIPE, {"source": blobs.file(path), "about": about})
    keys = {path: key(engine, call.inputs) for path, call in calls.items()}
    before = store.products(RECIPE) if store else {}
    found: dict[str, Outcome] = {path: product for path, (name, product) in before.items() if keys.get(path) == name}
    if new := {path: call for path, call in calls.items() if path not in found}:
        with closing(start(blobs.get)) as workers:
            found |= _compiled(new, keys, store, workers)
    if store:
        store.forget_products(RECIPE, before.keys() - calls.keys())
    return found


def _compiled(
    calls: Mapping[str, Call], keys: Mapping[str, Digest], store: Store | None, workers: Executor
) -> dict[str, Outcome]:
    """What becomes of these; it is remembered some at a time, and what there is when it is interrupted."""
    found: dict[str, Outcome] = {}
    fresh: dict[str, tuple[Digest, Artifact]] = {}

    def keep() -> None:
        if store:
            store.keep(RECIPE, fresh)
        fresh.clear()

    try:
        for path, outcome in zip(calls, outcomes(workers, calls.values()), strict=True):
            found[path] = outcome
            if isinstance(outcome, Artifact):
                fresh[path] = keys[path], outcome
            if len(fresh) >= TOGETHER:
                keep()
    finally:
        keep()
    return found
