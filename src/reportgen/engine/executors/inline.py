"""Recipes run in this process, one after the other."""

from __future__ import annotations

from concurrent.futures import Future
from functools import lru_cache

from ...problems import Problem
from ..model import Outcome, Roles, hand_over
from ..recipe import run
from .call import Call, Fetch, Limits


class Inline:
    """An executor without workers."""

    capacity = 1

    def __init__(self, fetch: Fetch, limits: Limits | None = None) -> None:
        self._fetch = fetch
        # A tree that many targets share is opened once.
        self._tree = lru_cache(maxsize=16)(lambda role, name: hand_over({role: name}, fetch))

    def warm_up(self) -> None:
        """Do nothing: libraries are loaded when they are used."""

    def submit(self, call: Call) -> Future[Outcome]:
        """Run the call and return its outcome."""
        future: Future[Outcome] = Future()
        try:
            future.set_result(run(call.recipe.name, call.recipe.function, self._inputs(call.inputs)))
        except MemoryError:
            hint = "end other programs, or build with fewer --jobs"
            future.set_result((Problem(message="needs more memory than there is", hint=hint),))
        return future

    def _inputs(self, roles: Roles) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for role, name in roles.items():
            found |= self._tree(role, name) if role.endswith("/") else {role: self._fetch(name)}
        return found

    def flush(self) -> None:
        """Do nothing: every call has run."""

    def close(self) -> None:
        """Do nothing: nothing is running."""
