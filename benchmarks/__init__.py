"""How fast it is: every figure a ratio against a peer in the same run, because seconds do not hold."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, mkdtemp

Work = Callable[[], object]
ROOT = Path(__file__).parents[1]


SIZES = [int(size) for size in os.environ.get("SIZES", "100,1000,10000").split(",")]
"""How many clients or posts the benchmarks of scale are about."""
LARGE = 10_000
"""The size that their goals are about."""


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured against what, the ratio, and the goal, if there is one.

    `at_least` says that a larger ratio is better: how many times faster than the peer.
    """

    what: str
    peer: str
    ratio: float
    goal: float | None
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached."""
        if self.goal is None:
            return None
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal


def goal(size: int, ratio: float) -> float | None:
    """The goal of a benchmark of scale: there is one for the large size alone."""
    return ratio if size == LARGE else None


def seconds(work: Work) -> float:
    """How long one run takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio(work: Work, peer: Work, runs: int = 7) -> float:
    """The median of work / peer over pairs of runs, one after the other, so that a slow minute hits both.

    Each runs once before, unseen.
    """
    work()
    peer()
    return paired(work, peer, runs)


def paired(work: Work, peer: Work, runs: int = 5) -> float:
    """The same where the first run counts: it is cold, as the others are.

    What one has written is on the disk before the other begins: who flushes what it writes, as we do, would else wait
    for what a peer did not flush.
    """
    return median(_settled(work) / _settled(peer) for _ in range(runs))


def _settled(work: Work) -> float:
    os.sync()
    return seconds(work)


def run(*command: str, text: str = "", folder: Path | None = None) -> None:
    """Runs a command to its end, which must be a good one; programs in Go may use two cores, as ours do."""
    environment = os.environ | {"GOMAXPROCS": "2"}
    subprocess.run(command, check=True, capture_output=True, input=text.encode(), cwd=folder, env=environment)


def scratch() -> Path:
    """A new folder on the project's own disk.

    All go at the end of the whole run: ext4 is slow to give away again what was deleted a few minutes ago.
    """
    return Path(mkdtemp(dir=_scratch().name))


@cache
def _scratch() -> TemporaryDirectory[str]:
    return TemporaryDirectory(dir=ROOT / ".tools", prefix="bench-")
