"""How long one client's whole comparison takes, in units of one 2^17-point transform and back.

The memory of repair-hour distributions is cleared before every run, so that nothing is counted as free that a fresh
process would pay for.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time

import numpy as np

from reportgen.comparison import compare, to_json
from reportgen.comparison import repair_time as severity
from reportgen.comparison.inputs import Inputs
from reportgen.project.readers.documents import yml
from reportgen.project.readers.record import Record
from reportgen.project.schema.assumptions import read_assumptions
from reportgen.project.schema.client import read_client
from reportgen.project.schema.factors import read_factors
from reportgen.project.schema.terms import read_terms
from reportgen.project.terms import completed

from . import Row

CONTENT = Path(__file__).parents[1] / "content"
RUNS = 15


def record(path: Path) -> Record:
    """A content file as a record."""
    return yml.read(path.read_bytes(), path.as_posix())


def fastest(action: Callable[[], object]) -> float:
    """Seconds of processor time of the quickest of some runs: the one least disturbed."""
    times = []
    for _ in range(RUNS):
        start = process_time()
        action()
        times.append(process_time() - start)
    return min(times)


def measure() -> list[Row]:
    """The sample client whose comparison takes longest."""
    signal = np.linspace(0, 1, 1 << 17)
    pair = fastest(lambda: np.fft.irfft(np.fft.rfft(signal)))
    assumptions = read_assumptions(record(CONTENT / "assumptions.yml"))
    factors = read_factors(record(CONTENT / "factors.yml"))
    terms = read_terms(record(CONTENT / "terms.yml"))
    worst = 0.0
    for path in sorted((CONTENT / "clients").glob("*.yml")):
        inputs = read_client(completed(record(path), terms), assumptions, factors).inputs("2026-11-02")

        def whole(inputs: Inputs = inputs) -> object:
            severity.distribution.cache_clear()
            return to_json(compare(inputs))

        worst = max(worst, fastest(whole) / pair)
    return [Row("one comparison, the slowest sample", "a transform of 2^17 points and back", worst, 20)]
