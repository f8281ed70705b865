"""Where recipes run: in this process, in a pool of processes, on a cluster; the same call everywhere."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from ..model import Product, Roles
from ..problems import Problem

Outcome = Product | tuple[Problem, ...]
"""The bytes a recipe made, or every problem that kept it from making them."""


@dataclass(frozen=True, slots=True)
class Call:
    """A recipe and what it is handed: all that a worker needs, wherever it is."""

    recipe: str
    inputs: Roles


class Executor(Protocol):
    """Runs calls; a failure comes back as problems, never as an exception."""

    def submit(self, call: Call) -> Future[Outcome]:
        """The outcome, now or later."""
