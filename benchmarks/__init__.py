"""How fast it is: every figure a ratio against a peer in the same run, because seconds do not hold."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured against what, the ratio, and the goal.

    `at_least` says that a larger ratio is better: how many times faster than the peer.
    """

    what: str
    peer: str
    ratio: float
    goal: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal


def seconds(work: Work) -> float:
    """How long one run takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio(work: Work, peer: Work, runs: int = 7) -> float:
    """The median of work / peer over pairs of runs, one after the other, so that a slow minute hits both."""
    work()
    peer()
    return median(seconds(work) / seconds(peer) for _ in range(runs))
