"""Recipes run here and now, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from ..model import Digest, hand_over
from ..recipes import run
from . import Call, Outcome


class Inline:
    """An executor without workers."""

    def __init__(self, fetch: Callable[[Digest], bytes]) -> None:
        self._fetch = fetch

    def submit(self, call: Call) -> Future[Outcome]:
        """The outcome, made at once."""
        future: Future[Outcome] = Future()
        future.set_result(run(call.recipe, hand_over(call.inputs, self._fetch)))
        return future
