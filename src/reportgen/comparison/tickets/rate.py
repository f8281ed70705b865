"""The rate of incidents after a number of them in a window, with its uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, lgamma, log, sqrt


@dataclass(frozen=True, slots=True)
class Rate:
    """Incidents a year after n in T years: posterior Gamma(n + 1/2, T), from the Jeffreys prior.

    The count of a coming year is negative binomial with that `size` and mean `per_year`; `low` and `high` bound
    the rate with 80 % credibility.
    """

    per_year: float
    size: float
    low: float
    high: float


def rate(count: int, years: float) -> Rate:
    """Return the rate after so many incidents in so many years."""
    size = count + 0.5
    return Rate(
        per_year=size / years,
        size=size,
        low=gamma_quantile(0.1, size) / years,
        high=gamma_quantile(0.9, size) / years,
    )


def gamma_quantile(probability: float, shape: float) -> float:
    """Return the value below which a gamma variable of scale 1 is with that probability, by bisection."""
    low, high = 0.0, shape + 20 * sqrt(shape) + 20
    for _ in range(200):
        middle = (low + high) / 2
        if gamma_below(middle, shape) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def gamma_below(x: float, shape: float) -> float:
    """Return P(gamma(shape) <= x) by the series x^a e^-x (1/a + x/(a(a+1)) + ...) / Gamma(a)  (DLMF 8.11.4)."""
    if x <= 0:
        return 0.0
    term = total = 1 / shape
    step = shape
    while term > total * 1e-17:
        step += 1
        term *= x / step
        total += term
    return min(total * exp(shape * log(x) - x - lgamma(shape)), 1.0)
