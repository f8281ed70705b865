"""How well each option fits the four factors: a linear additive value model with swing weights.

Source: UK DCLG, *Multi-criteria analysis: a manual*, 2009.  Money never enters the score.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from typing import TYPE_CHECKING

from .document.conclusions import FactorFit, Fit
from .inputs import Factor
from .options import OPTIONS, Option

if TYPE_CHECKING:
    import numpy as np

STEPS = 20  # the lattice of weightings has steps of 5 %


def fit(factors: tuple[Factor, ...], options: tuple[Option, ...]) -> Fit:
    """Return the score of each option on the factors, and how far it depends on the weights."""
    weights = shares([factor.weight.value for factor in factors])
    points = [{option: factor.points[OPTIONS.index(option)] for option in options} for factor in factors]
    parts = [
        {option: weight * given[option] for option in options} for weight, given in zip(weights, points, strict=True)
    ]
    scores = {option: fsum(part[option] for part in parts) for option in options}
    leader = ahead(scores)
    return Fit(
        factors=tuple(
            FactorFit(
                id=factor.id,
                name=factor.name,
                question=factor.question,
                answer=factor.answer,
                answer_text=factor.answer_text,
                weight=100 * weights[at],
                points=points[at],
                contribution=parts[at],
                flip_weight=flip_weight(at, weights, points, leader),
            )
            for at, factor in enumerate(factors)
        ),
        scores=scores,
        weightings_won=weightings_won(points, options),
        leader=leader,
    )


def shares(weights: list[float]) -> list[float]:
    """Return the weights as parts of one."""
    total = fsum(weights)
    return [weight / total for weight in weights]


def ahead(scores: Mapping[Option, float]) -> Option | None:
    """Return the option with the highest score; None when two share it."""
    best = max(scores.values())
    leaders = [option for option, score in scores.items() if best - score < 1e-9]
    return leaders[0] if len(leaders) == 1 else None


def flip_weight(at: int, weights: list[float], points: list[dict[Option, int]], leader: Option | None) -> float | None:
    """Return the weight of one factor in percent at which the leader changes, the others in proportion.

    The lead over an option is w d + (1 - w) rest, a straight line in the weight w; it is lost where it is 0.
    """
    others = 1 - weights[at]
    if leader is None or others <= 0:
        return None
    crossings = []
    for option in points[at]:
        if option == leader:
            continue
        here = points[at][leader] - points[at][option]
        rest = (
            fsum(
                weight * (given[leader] - given[option])
                for index, (weight, given) in enumerate(zip(weights, points, strict=True))
                if index != at
            )
            / others
        )
        if rest != here and 0 <= (crossing := rest / (rest - here)) <= 1:
            crossings.append(crossing)
    return 100 * min(crossings, key=lambda crossing: abs(crossing - weights[at])) if crossings else None


def weightings_won(points: list[dict[Option, int]], options: tuple[Option, ...]) -> dict[Option, float]:
    """Return the share of all weightings in steps of 5 % (1,771 for four factors) in which each option leads.

    Points are whole numbers and so are the weights, hence ties are exact; they are split evenly.
    """
    import numpy as np

    table = np.array([[given[option] for option in options] for given in points], dtype=np.int64)
    scores = weightings(len(points)) @ table
    first = scores == scores.max(axis=1, keepdims=True)
    won = (first / first.sum(axis=1, keepdims=True)).mean(axis=0)
    return {option: float(share) for option, share in zip(options, won, strict=True)}


def weightings(count: int) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return every way to divide 20 steps among so many factors, one per row."""
    import numpy as np

    grid = np.indices((STEPS + 1,) * (count - 1)).reshape(count - 1, -1).T
    last = STEPS - grid.sum(axis=1)
    rows: np.ndarray[tuple[int, int], np.dtype[np.int64]] = np.column_stack((grid, last))[last >= 0]
    return rows
