"""Values that recipes compute and that are no files: found in the cache, or computed by an executor and kept there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing

from .cache import Cache, Cached
from .executors import Call, Executor, outcomes
from .model import Artifact, Digest, Outcome
from .recipe import key

BATCH = 256  # values that are kept at once


def evaluate(
    calls: Mapping[str, Call], namespace: str, cache: Cache | None, open_executor: Callable[[], Executor]
) -> dict[str, Outcome]:
    """Return the outcome of each call, by its name.

    Those whose key is in the cache are not called again; what is computed is kept in groups, also when interrupted.
    Values of other names in the namespace are dropped.  The executor is opened only if something must be computed.
    """
    keys = {name: key(call.recipe, call.inputs) for name, call in calls.items()}
    before = cache.get_all(namespace) if cache else {}
    found: dict[str, Outcome] = {
        name: cached.artifact for name, cached in before.items() if keys.get(name) == cached.key
    }
    if stale := {name: call for name, call in calls.items() if name not in found}:
        with closing(open_executor()) as executor:
            found |= _computed(stale, keys, namespace, cache, executor)
    if cache:
        cache.forget(namespace, before.keys() - calls.keys())
    return found


def _computed(
    calls: Mapping[str, Call], keys: Mapping[str, Digest], namespace: str, cache: Cache | None, executor: Executor
) -> dict[str, Outcome]:
    found: dict[str, Outcome] = {}
    fresh: dict[str, Cached] = {}
    try:
        for name, outcome in zip(calls, outcomes(executor, calls.values()), strict=True):
            found[name] = outcome
            if isinstance(outcome, Artifact):
                fresh[name] = Cached(keys[name], outcome, {})
            if cache and len(fresh) >= BATCH:
                cache.put(namespace, fresh)
                fresh = {}
    finally:
        if cache:
            cache.put(namespace, fresh)
    return found
