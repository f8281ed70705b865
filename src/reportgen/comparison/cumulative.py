"""The cost up to each month of the horizon: mean, and the band that holds eight futures of ten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .aggregate import Frequency, Severity, lattice, support
from .cost import YearCost
from .document.costs import Month
from .inputs import Inputs
from .options import Option

Spectrum: TypeAlias = NDArray[np.complex128]

POINTS = 1 << 13  # a band is drawn, not quoted: a step of a thousandth of its height is enough


def bands(option: Option, first: YearCost, severity: Severity, inputs: Inputs) -> tuple[Month, ...]:
    """Return the cumulative cost by month.

    Years merge into one compound distribution: the incidents of year y cost (1 + escalation)^y times as much.
    An uncertain rate is drawn once for the whole horizon: the same size r, the mean times the years.
    """
    months = int(inputs.horizon.months.value)
    years = [(1 + inputs.horizon.incident_escalation.value) ** year for year in range(months // 12)]
    fixed = _fixed(option, first, inputs, months)
    rate = first.incidents / 12
    means = np.cumsum([first.of_incidents / 12 * years[month // 12] for month in range(months)])
    if severity.square * rate == 0:
        return tuple(Month(at + 1, paid, paid, paid) for at, paid in enumerate(fixed))
    step, spectra = _grid(severity, years, Frequency(rate * months, inputs.rate_size))
    by_month: list[Month] = []
    for transforms in _transforms(spectra, rate, inputs.rate_size):
        for row in np.cumsum(np.fft.irfft(transforms, POINTS)[:, : POINTS // 2], axis=1):
            month = len(by_month)
            low, high = np.searchsorted(row, (0.1, 0.9))
            paid = fixed[month]
            by_month.append(
                Month(
                    month=month + 1,
                    mean=paid + float(means[month]),
                    p10=paid + float(low) * step,
                    p90=paid + float(high) * step,
                )
            )
    return tuple(by_month)


def _grid(severity: Severity, years: list[float], frequency: Frequency) -> tuple[float, list[Spectrum]]:
    """Return a step with which the grid holds the whole horizon, and the transform of one incident in each year."""
    merged = Severity(
        np.concatenate([severity.amounts * factor for factor in years]),
        np.concatenate([severity.probabilities / len(years) for _ in years]),
    )
    step = support(merged, frequency, 1e-6)[1] / (POINTS // 2 - 4)
    yearly = (Severity(severity.amounts * factor, severity.probabilities) for factor in years)
    return step, [np.fft.rfft(lattice(one_year, step, POINTS)) for one_year in yearly]


def _transforms(spectra: list[Spectrum], rate: float, size: float | None) -> Iterator[Spectrum]:
    """Yield for each year the transforms of the sums at the end of its twelve months, one row per month.

    With a known rate a month multiplies the transform by exp(rate (spectrum - 1)); with an uncertain one the
    exponents of all months so far are added up first.
    """
    known = np.ones(POINTS // 2 + 1, dtype=np.complex128)
    exponent = np.zeros(POINTS // 2 + 1, dtype=np.complex128)
    for spectrum in spectra:
        if size is None:
            rows = np.empty((12, len(spectrum)), dtype=np.complex128)
            factor = np.exp(rate * (spectrum - 1))
            for row in rows:
                known = np.multiply(known, factor, out=row)
        else:
            sums = exponent + np.arange(1, 13)[:, None] * (spectrum - 1)
            exponent = sums[-1]
            rows = np.exp(-size * np.log1p(-rate / size * sums))
        yield rows


def _fixed(option: Option, first: YearCost, inputs: Inputs, months: int) -> list[float]:
    """Return what is paid without any incident by the end of each month, onboarding at the start."""
    plan = inputs.plan(option)
    escalator = plan.escalator.value if plan else 0.0
    rise = inputs.horizon.incident_escalation.value
    paid, by_month = first.onboarding, []
    for month in range(months):
        year = month // 12
        paid += first.fees / 12 * (1 + escalator) ** year
        paid += first.moving / 12 * (1 + rise) ** year
        by_month.append(paid)
    return by_month
