"""Two options facing the same incidents: by how much one costs more than the other, and how often."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .aggregate import Distribution, Frequency, Severity, aggregate
from .cost import Year
from .incidents import Incident
from .inputs import Inputs, Option

DOTS = 20


@dataclass(frozen=True)
class Difference:
    """Break/fix minus an option, money a year; positive where break/fix costs more.

    `probability` is that of break/fix costing strictly more in a steady year, `dots` are twenty equally likely
    values, lowest first.
    """

    expected: float
    sd: float
    p10: float
    p50: float
    p90: float
    probability: float
    first_year_probability: float
    dots: tuple[float, ...]


def costs(classes: tuple[Incident, ...], option: Option) -> Severity:
    """The cost of one incident that happens under an option: the mixture of all classes."""
    amounts, weights = [], []
    for each in classes:
        rate = each.rate(option)
        if rate > 0:
            amounts += each.costs(option)
            weights += [rate * probability for probability in each.repair.probabilities]
    return _mixture(amounts, weights)


def savings(classes: tuple[Incident, ...], option: Option) -> Severity:
    """What one break/fix incident would have cost less under an option, fees apart.

    It is prevented (its whole cost is saved) or not (the difference of the two costs, of either sign).
    """
    amounts, weights = [], []
    for each in classes:
        prevented = each.source.prevented.of(option)
        today, offer = each.costs("break_fix"), each.costs(option)
        amounts += today
        amounts += [whole - part for whole, part in zip(today, offer, strict=True)]
        weights += [each.per_year * prevented * probability for probability in each.repair.probabilities]
        weights += [each.per_year * (1 - prevented) * probability for probability in each.repair.probabilities]
    return _mixture(amounts, weights)


def _mixture(amounts: list[float], weights: list[float]) -> Severity:
    """Amounts with their weights as a probability distribution; a single 0 when nothing can happen."""
    total = sum(weights)
    if total == 0:
        return Severity(np.zeros(1), np.ones(1))
    kept = np.asarray(weights) > 0
    return Severity(np.asarray(amounts)[kept], np.asarray(weights)[kept] / total)


def difference(option: Option, years: dict[Option, Year], classes: tuple[Incident, ...], inputs: Inputs) -> Difference:
    """The paired difference of a steady year, and the chance in the first, which also pays for onboarding."""
    plan = inputs.plan(option)
    assert plan is not None
    frequency = Frequency(sum(each.per_year for each in classes), inputs.rate_size)
    saved = aggregate(savings(classes, option), frequency)
    extra = years[option].fixed - years["break_fix"].fixed
    return Difference(
        expected=years["break_fix"].total - years[option].total,
        sd=saved.sd,
        p10=saved.quantile(0.1) - extra,
        p50=saved.quantile(0.5) - extra,
        p90=saved.quantile(0.9) - extra,
        probability=saved.above(extra),
        first_year_probability=saved.above(extra + plan.onboarding_fee.value),
        dots=dots(saved, extra),
    )


def dots(saved: Distribution, extra: float) -> tuple[float, ...]:
    """Quantiles at 1/40, 3/40 ... 39/40: twenty values that are equally likely."""
    return tuple(saved.quantile((2 * place + 1) / (2 * DOTS)) - extra for place in range(DOTS))
