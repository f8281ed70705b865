"""The document as a report displays it: amounts that a reader can compare agree with each other.

Every amount of a year or of the horizon is a multiple of `rounding_step`.  The parts of a year add up to its total, a
difference is that of the totals beside it, and a first year is a steady year and its onboarding.  Inputs and `figures`
stay exact, and so do the lines of `incident_curve`, between whose ends charts interpolate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..options import Option
from ..rounding import Key, apportioned, rounded, rounded_with_sign
from .conclusions import Fit, Reason
from .costs import FIXED, LOSSES, Bar, Difference, Horizon, HorizonCost, Month, Year
from .model import Document

PARTS = (*LOSSES, *FIXED, "onboarding")
SPREAD = ("sd", "p10", "p50", "p90", "p95")


def displayed(document: Document) -> Document:
    """Return the document with every compared amount rounded for display."""
    step = document.rounding_step
    year = {option: _year(each, step) for option, each in document.year.items()}
    first_year = {option: _first_year(each, year[option], step) for option, each in document.first_year.items()}
    difference = {
        option: _difference(each, year["break_fix"].total - year[option].total, step)
        for option, each in document.difference.items()
    }
    between, fit = document.between_offers, _fit(document.fit)
    if between:
        between = _difference(between, year["managed"].total - year["co_managed"].total, step)
    return replace(
        document,
        year=year,
        first_year=first_year,
        difference=difference,
        between_offers=between,
        horizon=_horizon(document, first_year),
        sensitivities={
            option: _bars(bars, document.difference[option].expected, difference[option].expected, step)
            for option, bars in document.sensitivities.items()
        },
        fit=fit,
        verdict=replace(
            document.verdict, reasons=tuple(_reason(reason, year, fit) for reason in document.verdict.reasons)
        ),
    )


def _year(year: Year, step: float) -> Year:
    """Return a steady year whose parts add up to its rounded total."""
    total = rounded(year.total, step)
    parts = {name: getattr(year, name) for name in PARTS}
    return replace(year, total=total, **apportioned(parts, total, step, (*FIXED, "onboarding")), **_spread(year, step))


def _first_year(first: Year, steady: Year, step: float) -> Year:
    """Return a first year that is the steady year and its onboarding."""
    onboarding = rounded(first.onboarding, step)
    return replace(steady, total=steady.total + onboarding, onboarding=onboarding, **_spread(first, step))


def _spread(year: Year, step: float) -> dict[str, float]:
    return {name: rounded(getattr(year, name), step) for name in SPREAD}


def _difference(difference: Difference, expected: float, step: float) -> Difference:
    """Return a difference of displayed totals; each dot stays on its side of zero."""
    spread = {name: rounded(getattr(difference, name), step) for name in ("sd", "p10", "p50", "p90")}
    dots = tuple(rounded_with_sign(dot, step) for dot in difference.dots)
    return replace(difference, expected=expected, dots=dots, **spread)


def _horizon(document: Document, first_year: Mapping[Option, Year]) -> Horizon:
    """Return the horizon, whose first twelve months cost what the first year is displayed to cost."""
    horizon, step = document.horizon, document.rounding_step
    options = {}
    for option, cost in horizon.options.items():
        exact, shown = document.first_year[option].total, first_year[option].total
        months = tuple(_month(month, exact, shown, step) for month in cost.by_month)
        options[option] = HorizonCost(months[-1].mean, rounded(cost.npv, step), months)
    return replace(
        horizon,
        options=options,
        difference={each: options["break_fix"].total - options[each].total for each in horizon.difference},
        npv_difference={each: options["break_fix"].npv - options[each].npv for each in horizon.npv_difference},
    )


def _month(month: Month, first_year: float, displayed_first_year: float, step: float) -> Month:
    is_first_year = month.month == 12 and abs(month.mean - first_year) < step / 100
    mean = displayed_first_year if is_first_year else rounded(month.mean, step)
    return replace(month, mean=mean, p10=rounded(month.p10, step), p90=rounded(month.p90, step))


def _bars(bars: tuple[Bar, ...], exact: float, shown: float, step: float) -> tuple[Bar, ...]:
    """Return bars whose ends are the displayed saving and a rounded change of it."""
    ends = [[shown + rounded(end - exact, step) for end in (bar.at_low, bar.at_high)] for bar in bars]
    return tuple(
        replace(bar, at_low=low, at_high=high, swing=abs(high - low))
        for bar, (low, high) in zip(bars, ends, strict=True)
    )


def _reason(reason: Reason, year: Mapping[Option, Year], fit: Fit) -> Reason:
    """Return a reason whose numbers are those displayed elsewhere, unless its limit would read as passed."""
    if reason.gap is not None and (reason.limit is None or fit.gap < reason.limit):
        reason = replace(reason, gap=fit.gap)
    if reason.amount is None or reason.option is None or reason.other is None:
        return reason
    least = year[reason.option].total
    amount = year[reason.other].total - least
    if reason.share is None or not least or (reason.limit is not None and amount / least >= reason.limit):
        return replace(reason, amount=amount)
    return replace(reason, amount=amount, share=amount / least)


def _fit(fit: Fit) -> Fit:
    """Return a fit whose weights add up to 100, and whose shares of the weightings won do so in whole per cent.

    Scores have one decimal, unless two that differ would then be equal.
    """
    weights = _shares({factor.id: factor.weight for factor in fit.factors}, 100, 0.1)
    won = _shares(fit.weightings_won, 1, 0.01)
    scores = {option: round(rounded(score, 0.1), 1) for option, score in fit.scores.items()}
    apart = len({*scores.values()}) == len({*fit.scores.values()})
    return replace(
        fit,
        factors=tuple(replace(factor, weight=weights[factor.id]) for factor in fit.factors),
        scores=scores if apart else fit.scores,
        weightings_won=won,
    )


def _shares(shares: Mapping[Key, float], whole: float, step: float) -> Mapping[Key, float]:
    """Return shares that add up to the whole in steps, unless one is too small to be more than zero steps."""
    if abs(sum(shares.values()) - whole) > step / 100 or any(0 < share < step for share in shares.values()):
        return shares
    found = apportioned(shares, whole, step)
    return {key: round(found[key], 9) for key in shares}
