"""Recipes run here and now, one after the other."""

from __future__ import annotations

from concurrent.futures import Future
from functools import lru_cache

from ...problems import Problem
from ...rendering.recipes import run
from ..model import Outcome, Roles, hand_over
from . import Call, Fetch


class Inline:
    """An executor without workers."""

    room = 1

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        # What many targets are handed alike is opened once for all of them.
        self._tree = lru_cache(maxsize=16)(lambda role, name: hand_over({role: name}, fetch))

    def expect(self) -> None:
        """Nothing is loaded before it is used."""

    def submit(self, call: Call) -> Future[Outcome]:
        """The outcome, made at once."""
        future: Future[Outcome] = Future()
        try:
            future.set_result(run(call.recipe, self._inputs(call.inputs)))
        except MemoryError:
            hint = "end other programs, or build with fewer --jobs"
            future.set_result((Problem(message="needs more memory than there is", hint=hint),))
        return future

    def _inputs(self, roles: Roles) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for role, name in roles.items():
            found |= self._tree(role, name) if role.endswith("/") else {role: self._fetch(name)}
        return found

    def send(self) -> None:
        """Nothing is ever gathered."""

    def close(self) -> None:
        """Nothing is left running."""
