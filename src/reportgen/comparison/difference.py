"""Two options that face the same incidents: by how much one costs more than the other, and how often."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

import numpy as np

from .aggregate import Distribution, Frequency, Severity, aggregate
from .cost import YearCost
from .document.costs import DOTS, Difference
from .incidents import Incident
from .inputs import Inputs
from .options import Option


def costs(classes: tuple[Incident, ...], option: Option) -> Severity:
    """Return the cost of one incident that happens under an option: the mixture of all classes."""
    amounts, weights = [], []
    for kind in classes:
        rate = kind.rate(option)
        if rate > 0:
            amounts += kind.costs(option)
            weights += [rate * probability for probability in kind.repair.probabilities]
    return _mixture(amounts, weights)


def savings(classes: tuple[Incident, ...], option: Option, against: Option = "break_fix") -> Severity:
    """Return what one incident of break/fix would cost less under an option than under another, fees apart.

    The incidents that the option with the smaller prevented share prevents are prevented by the other too.  So an
    incident is prevented by both, or by one, which saves or loses the whole cost of the other, or by neither, which
    saves the difference of the two costs, of either sign.
    """
    amounts: list[float] = []
    weights: list[float] = []
    for kind in classes:
        spared, spared_there = kind.source.prevented.of(option), kind.source.prevented.of(against)
        costs_here, costs_there = kind.costs(option), kind.costs(against)
        cases = (
            (max(spared - spared_there, 0.0), costs_there),
            (max(spared_there - spared, 0.0), [-cost for cost in costs_here]),
            (min(spared, spared_there), [0.0] * len(costs_here)),
            (
                1 - max(spared, spared_there),
                [there - here for there, here in zip(costs_there, costs_here, strict=True)],
            ),
        )
        for share, saved in cases:
            if share:
                amounts += saved
                weights += [kind.per_year * share * probability for probability in kind.repair.probabilities]
    return _mixture(amounts, weights)


def _mixture(amounts: list[float], weights: list[float]) -> Severity:
    """Return the amounts with their weights as a probability distribution; a single 0 when nothing can happen."""
    total = fsum(weights)
    if total == 0:
        return Severity(np.zeros(1), np.ones(1))
    kept = np.asarray(weights) > 0
    return Severity(np.asarray(amounts)[kept], np.asarray(weights)[kept] / total)


def difference(
    option: Option,
    years: Mapping[Option, YearCost],
    classes: tuple[Incident, ...],
    inputs: Inputs,
    against: Option = "break_fix",
) -> Difference:
    """Return the paired difference of a steady year, with the probability in the first, which pays for onboarding."""
    frequency = Frequency(fsum(kind.per_year for kind in classes), inputs.rate_size)
    saved = aggregate(savings(classes, option, against), frequency)
    extra = years[option].fixed - years[against].fixed
    onboarding = _onboarding(option, inputs) - _onboarding(against, inputs)
    return Difference(
        expected=years[against].total - years[option].total,
        sd=saved.sd,
        p10=saved.quantile(0.1) - extra,
        p50=saved.quantile(0.5) - extra,
        p90=saved.quantile(0.9) - extra,
        probability=saved.above(extra),
        first_year_probability=saved.above(extra + onboarding),
        dots=dots(saved, extra),
    )


def _onboarding(option: Option, inputs: Inputs) -> float:
    plan = inputs.plan(option)
    return plan.onboarding_fee.value if plan else 0.0


def dots(saved: Distribution, extra: float) -> tuple[float, ...]:
    """Return the quantiles at 1/40, 3/40 ... 39/40: twenty values that are equally likely."""
    return tuple(saved.quantile((2 * place + 1) / (2 * DOTS)) - extra for place in range(DOTS))
