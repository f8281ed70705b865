"""Every article as its recipe makes it: remembered while nothing about it changed, else made by workers."""

from __future__ import annotations

from contextlib import closing

from .executors import Call, Start, outcomes
from .model import Digest, Outcome, Product, Snapshot
from .recipes import key, prefix
from .shelf import Shelf
from .site import ARTICLES
from .store import Store

DIRECTIVES = "templates/directives/"
RECIPE = "article"


def directives(snapshot: Snapshot) -> list[str]:
    """The names of the directives that an article may use: those that have a template."""
    return [path.removeprefix(DIRECTIVES).removesuffix(".html") for path in snapshot.under(DIRECTIVES, ".html")]


def made(snapshot: Snapshot, code: Digest, store: Store | None, start: Start) -> dict[str, Outcome]:
    """What became of each article, by its path."""
    shelf, engine = Shelf(snapshot, ARTICLES), prefix(RECIPE, code)
    names = directives(snapshot)
    calls: dict[str, Call] = {}
    for path in snapshot.under(ARTICLES, ".md"):
        about = shelf.put_json({"path": path, "directives": names})
        calls[path] = Call(RECIPE, {"source": shelf.file(path), "about": about})
    keys = {path: key(engine, call.inputs) for path, call in calls.items()}
    before = store.products(RECIPE) if store else {}
    found: dict[str, Outcome] = {path: product for path, (name, product) in before.items() if keys.get(path) == name}
    if new := [path for path in calls if path not in found]:
        with closing(start(shelf.get)) as workers:
            found |= zip(new, outcomes(workers, (calls[path] for path in new)), strict=True)
    if store:
        kept = {path: (keys[path], each) for path in new if isinstance(each := found[path], Product)}
        store.keep(RECIPE, kept, before.keys() - found.keys())
    return found
