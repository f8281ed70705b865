"""The aggregate loss S = X1 + ... + XN as a whole distribution, by Fourier transform on a lattice.

The collective risk model of Klugman, Panjer and Willmot, *Loss Models*.  No random numbers: the same
severities give the same distribution to the last bit.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, inf, log, sqrt

import numpy as np
from numpy.typing import NDArray

from ..problems import Problem, ProblemError

Array = NDArray[np.float64]

POINTS = 1 << 16  # half of it is padding against wrap-around
MAX_POINTS = 1 << 20  # 8 MB a grid
TAIL = 1e-10  # Chernoff's bound on the mass outside the grid, on each side
TAIL_LIMIT = 1e-9
MEAN_TOLERANCE = 1e-6  # of the standard deviation
VARIANCE_TOLERANCE = 1e-3
COARSE = 512
MANY = 400  # incidents a year above which a sum of positive amounts stays well away from 0
NOISE = 1e-12  # rounding of the transform; no probability below it is quoted


@dataclass(frozen=True)
class Severity:
    """Amounts X and their probabilities, any sign."""

    amounts: Array
    probabilities: Array

    @property
    def mean(self) -> float:
        """E[X]."""
        return fsum(self.amounts * self.probabilities)

    @property
    def square(self) -> float:
        """E[X^2]."""
        return fsum(self.amounts**2 * self.probabilities)


@dataclass(frozen=True, slots=True)
class Frequency:
    """The count N of a year: Poisson, or negative binomial of size r (the rate itself is gamma of shape r)."""

    mean: float
    size: float | None = None


@dataclass(frozen=True)
class Distribution:
    """P(S <= (start + k) step) for each k, and the analytic mean and standard deviation."""

    step: float
    start: int
    cumulative: Array
    mean: float
    sd: float

    def below(self, amount: float) -> float:
        """Return P(S <= amount), between 0 and 1; differences below 1e-12 are noise."""
        index = int(np.floor(amount / self.step + 1e-9)) - self.start
        if index < 0:
            return 0.0
        return float(self.cumulative[min(index, len(self.cumulative) - 1)])

    def above(self, amount: float) -> float:
        """Return P(S > amount), strictly more."""
        survival = 1 - self.below(amount)
        return survival if survival > NOISE else 0.0

    def quantile(self, probability: float) -> float:
        """Return the smallest x with P(S <= x) >= probability."""
        index = int(np.searchsorted(self.cumulative, probability - NOISE))
        return (self.start + min(index, len(self.cumulative) - 1)) * self.step


def aggregate(severity: Severity, frequency: Frequency, points: int = POINTS, limit: int = MAX_POINTS) -> Distribution:
    """Compute the distribution of S.

    The grid is doubled until its mean, standard deviation and tail agree with the analytic ones.  Raises ProblemError
    where that would need more than `limit` points.
    """
    mean = frequency.mean * severity.mean
    sd = deviation(severity, frequency)
    if sd == 0:
        return Distribution(1.0, 0, np.ones(1), 0.0, 0.0)
    low, high = support(severity, frequency)
    while points <= limit:
        step = _step(severity, high - low, points)
        pmf, start = _transform(severity, frequency, step, low, points)
        used = min(int((high - low) / step) + 4, points // 2)
        fault = _fault(pmf, used, (start * step, step), mean, sd)
        if not fault:
            return Distribution(step, start, np.cumsum(pmf[:used]), mean, sd)
        points *= 2
    raise ProblemError(
        [
            Problem(
                message=f"the distribution of yearly cost needs more than {limit:,} grid points: {fault}",
                field="incidents",
                hint="check rates, hours and amounts; some are thousands of times larger than others",
            )
        ]
    )


def deviation(severity: Severity, frequency: Frequency) -> float:
    """Return the standard deviation of S: Var S = lambda E[X^2] + (lambda E[X])^2 / r."""
    mixing = (frequency.mean * severity.mean) ** 2 / frequency.size if frequency.size else 0.0
    return sqrt(frequency.mean * severity.square + mixing)


def support(severity: Severity, frequency: Frequency, tail: float = TAIL) -> tuple[float, float]:
    """Return amounts outside which S is with a probability below `tail` on either side (Chernoff's bound)."""
    amounts, probabilities = severity.amounts, severity.probabilities
    return -_bound(-amounts, probabilities, frequency, tail), _bound(amounts, probabilities, frequency, tail)


def _bound(amounts: Array, probabilities: Array, frequency: Frequency, tail: float) -> float:
    """Return the smallest (log E[e^tS] - log tail) / t over a range of t: P(S > it) is below `tail`."""
    if float(amounts.max()) <= 0 and frequency.mean < MANY:
        return 0.0
    amounts, probabilities = _coarser(amounts, probabilities)
    mean = frequency.mean * float((amounts * probabilities).sum())
    variance = frequency.mean * float((amounts**2 * probabilities).sum())
    if frequency.size:
        variance += mean**2 / frequency.size
    t = np.geomspace(0.05, 60, 32) / max(sqrt(variance), float(amounts.max()))
    with np.errstate(over="ignore"):
        moments = np.expm1(t[:, None] * amounts) * probabilities
    growth = frequency.mean * moments.sum(axis=1)  # lambda (M(t) - 1)
    if frequency.size:
        inside = growth < frequency.size
        t, growth = t[inside], growth[inside]
        growth = -frequency.size * np.log1p(-growth / frequency.size)
    return float(np.min((growth - log(tail)) / t)) if len(t) else inf


def _coarser(amounts: Array, probabilities: Array) -> tuple[Array, Array]:
    """Return at most 512 amounts, none smaller than it was, so that a bound on their sum remains valid."""
    if len(amounts) <= COARSE:
        return amounts, probabilities
    width = max(float(np.abs(amounts).max()) / (COARSE // 2), 1e-300)
    bins = np.ceil(amounts / width).astype(np.int64)
    lowest = int(bins.min())
    weights: Array = np.bincount(bins - lowest, weights=probabilities)  # type: ignore[assignment]
    places = np.flatnonzero(weights)
    coarse: Array = (places + lowest) * np.float64(width)
    return coarse, weights[places]


def _step(severity: Severity, width: float, points: int) -> float:
    """Return a step that divides all amounts if the grid can hold it, else one that fills half the grid."""
    widest = width / (points // 2 - 4)
    hundredths = np.rint(severity.amounts * 100)
    if np.any(hundredths) and np.all(np.abs(severity.amounts * 100 - hundredths) < 1e-6):
        divisor = float(np.gcd.reduce(hundredths.astype(np.int64))) / 100
        return max(divisor, widest)
    return widest


def lattice(severity: Severity, step: float, points: int) -> Array:
    """Return the severity on circular lattice points; each amount is split between two, so that means are kept."""
    place = severity.amounts / step
    near = np.rint(place)
    place = np.where(np.abs(place - near) < 1e-9, near, place)
    below = np.floor(place)
    share = place - below
    index = below.astype(np.int64)
    return np.bincount(  # type: ignore[return-value]  # weights make it float, which numpy's types do not say
        np.concatenate((index % points, (index + 1) % points)),
        weights=np.concatenate((severity.probabilities * (1 - share), severity.probabilities * share)),
        minlength=points,
    )


def _transform(severity: Severity, frequency: Frequency, step: float, low: float, points: int) -> tuple[Array, int]:
    """Return the probabilities of S from its lowest lattice point on."""
    spectrum = np.fft.rfft(lattice(severity, step, points))
    start = int(np.floor(low / step)) - 1
    pmf = np.fft.irfft(compound(spectrum, frequency), points)
    return np.clip(np.roll(pmf, -start), 0.0, None), start


def compound(spectrum: NDArray[np.complex128], frequency: Frequency) -> NDArray[np.complex128]:
    """Return the transform of S from that of X: the probability generating function of N at it."""
    if frequency.size is None:
        return np.exp(frequency.mean * (spectrum - 1))
    return np.exp(-frequency.size * np.log1p(-(frequency.mean / frequency.size) * (spectrum - 1)))


def _fault(pmf: Array, used: int, place: tuple[float, float], mean: float, sd: float) -> str:
    """Return what is wrong with a grid, compared with the analytic moments; empty if nothing is.

    All but a ten-billionth must be on the first `used` points; `place` is the first amount and the step.
    """
    first, step = place
    tail = float(pmf[used:].sum())
    if tail > TAIL_LIMIT:
        return f"{tail:.0e} of the probability is outside"
    distance = np.arange(used) * step + (first - mean)
    moment = pmf[:used] * distance
    error, width = float(moment.sum()), used * step
    if abs(error) > MEAN_TOLERANCE * sd + NOISE * width:
        return f"its mean is off by {error / sd:.1e} standard deviations"
    variance = float((moment * distance).sum()) - error**2
    if abs(variance - sd**2) > VARIANCE_TOLERANCE * sd**2 + NOISE * width**2:
        return f"its variance is off by {variance / sd**2 - 1:.1e} of itself"
    return ""
