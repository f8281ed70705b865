"""The distribution of repair hours, exact in mean and variance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, erf, exp, fsum, log, sqrt

from .inputs import Fixed, Lognormal, Observed, RepairHours

Z90 = 1.2815515655446004  # the standard normal's 90 % quantile


@dataclass(frozen=True, slots=True)
class Hours:
    """Repair hours as atoms (hours, probability), and the means that the cost of an incident needs.

    `invoiced` holds the billed hours of each atom and `billed` their mean; `chargeable` is the probability that
    there is anything to bill.
    """

    hours: tuple[float, ...]
    probabilities: tuple[float, ...]
    invoiced: tuple[float, ...]
    mean: float
    billed: float
    chargeable: float


def billed_hours(hours: float, minimum: float, increment: float) -> float:
    """Return the hours on the invoice: 0 for 0, else rounded up to the increment, at least the minimum.

    The 1e-9 keeps 1.1 / 0.1 from counting as 12 increments.
    """
    return max(minimum, ceil(hours / increment - 1e-9) * increment) if hours > 0 else 0.0


@lru_cache(maxsize=256)
def distribution(kind: str, parameters: tuple[float, ...], minimum: float, increment: float) -> Hours:
    """Return the hours of a repair; cached, because the tornado computes the same repairs many times."""
    if kind == "lognormal":
        atoms = capped_lognormal(*parameters, *_steps(parameters[2], minimum, increment))
    else:
        atoms = [(hours, 1 / len(parameters)) for hours in parameters]
    invoiced = tuple(billed_hours(hours, minimum, increment) for hours, _ in atoms)
    return Hours(
        invoiced=invoiced,
        hours=tuple(hours for hours, _ in atoms),
        probabilities=tuple(probability for _, probability in atoms),
        mean=fsum(hours * p for hours, p in atoms),
        billed=fsum(hours * p for hours, (_, p) in zip(invoiced, atoms, strict=True)),
        chargeable=fsum(p for hours, p in atoms if hours > 0),
    )


def repair(repair_hours: RepairHours, minimum: float, increment: float) -> Hours:
    """Return the distribution behind an incident class's `repair_hours`."""
    match repair_hours:
        case Fixed(hours):
            return distribution("observed", (hours.value,), minimum, increment)
        case Observed(hours=observed):
            return distribution("observed", tuple(quantity.value for quantity in observed), minimum, increment)
        case Lognormal(median, p90, cap):
            return distribution("lognormal", (median.value, p90.value, cap.value), minimum, increment)


def capped_lognormal(median: float, p90: float, cap: float, *edges: float) -> list[tuple[float, float]]:
    """Return atoms (hours, probability) of min(H, cap), H lognormal.

    H is cut at the billing steps (`edges`) and at 64 points of its own; each piece becomes two atoms at its mean
    minus and plus its standard deviation.  Cost is linear in H between billing steps, so that the mean and the
    variance of the cost are those of the lognormal itself.  (Partial moments: Klugman et al., appendix A.)
    """
    mu, sigma = log(median), (log(p90) - log(median)) / Z90
    if sigma == 0:
        return [(min(median, cap), 1.0)]
    own = [exp(mu + sigma * (index - 32) / 5) for index in range(65)]
    cuts = [0.0, *sorted({cut for cut in (*edges, *own) if 0 < cut < cap}), cap]
    rows = [_partial_moments(mu, sigma, cut) for cut in cuts]
    atoms: list[tuple[float, float]] = []
    for (start, end), (low, high) in zip(pairwise(cuts), pairwise(rows), strict=True):
        p, m1, m2 = (b - a for a, b in zip(low, high, strict=True))
        if p < 1e-15:
            continue
        mean = min(max(m1 / p, start), end)
        spread = sqrt(max(m2 / p - mean * mean, 0.0))
        spread = min(spread, mean - start, end - mean)  # rounding must not move an atom over a billing step
        atoms += [(mean - spread, p / 2), (mean + spread, p / 2)]
    above = 1 - fsum(p for _, p in atoms)
    return [*atoms, (cap, max(above, 0.0))]


def _partial_moments(mu: float, sigma: float, x: float) -> tuple[float, float, float]:
    """Return P(H <= x), E[H; H <= x] and E[H^2; H <= x] of a lognormal."""
    if x == 0:
        return 0.0, 0.0, 0.0
    z = (log(x) - mu) / sigma
    return (
        _normal(z),
        exp(mu + sigma**2 / 2) * _normal(z - sigma),
        exp(2 * mu + 2 * sigma**2) * _normal(z - 2 * sigma),
    )


def _normal(z: float) -> float:
    return 0.5 * (1 + erf(z / sqrt(2)))


def _steps(cap: float, minimum: float, increment: float) -> list[float]:
    """Return the hours at which the billed hours jump, up to the cap."""
    first = max(1, ceil(minimum / increment - 1e-9))
    return [minimum, *(increment * step for step in range(first, ceil(cap / increment)))]
