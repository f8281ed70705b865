"""How fast it is: every figure a ratio against a peer in the same run, because seconds do not hold."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

Work = Callable[[], object]
ROOT = Path(__file__).parents[1]


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
    """The same where the first run counts: it is cold, as the others are."""
    return median(seconds(work) / seconds(peer) for _ in range(runs))


def run(*command: str, text: str = "", folder: Path | None = None) -> None:
    """Runs a command to its end, which must be a good one."""
    subprocess.run(command, check=True, capture_output=True, input=text.encode(), cwd=folder)


def scratch() -> Path:
    """A new folder on the project's own disk.

    All go at the end of the whole run: ext4 is slow to give away again what was deleted a few minutes ago.
    """
    folder = Path(_scratch().name) / str(next(NUMBERS))
    folder.mkdir()
    return folder


NUMBERS = count()


@cache
def _scratch() -> TemporaryDirectory[str]:
    return TemporaryDirectory(dir=ROOT / ".tools", prefix="bench-")
