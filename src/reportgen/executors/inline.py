"""Recipes run here and now, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from ..model import Digest, hand_over
from ..problems import Problem
from ..recipes import run
from . import Call, Outcome


class Inline:
    """An executor without workers."""

    room = 1

    def __init__(self, fetch: Callable[[Digest], bytes]) -> None:
        self._fetch = fetch

    def submit(self, call: Call) -> Future[Outcome]:
        """The outcome, made at once."""
        future: Future[Outcome] = Future()
        try:
            future.set_result(run(call.recipe, hand_over(call.inputs, self._fetch)))
        except MemoryError:
            hint = "end other programs, or build with fewer --jobs"
            future.set_result((Problem(message="needs more memory than there is", hint=hint),))
        return future

    def close(self) -> None:
        """Nothing is left running."""
