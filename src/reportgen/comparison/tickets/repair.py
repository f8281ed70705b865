"""The distribution of the repair hours of tickets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import exp, fsum, log, sqrt

from ...problems import Problem, ProblemError
from ..inputs import Lognormal, Observed, RepairHours
from ..quantity import Quantity, Remark
from ..repair_time import Z90
from .select import Ticket

EMPIRICAL = 30  # repairs from which on the observed hours are used as they are


def repair_hours(tickets: Iterable[Ticket], place: str, cap: Quantity, share: float | None) -> RepairHours:
    """Return the distribution of the repair hours of tickets.

    Zero hours count as not logged, and the hours of an open ticket are not final: neither is used.  Where fewer than
    two were logged, the time to resolution is used instead, multiplied by the stated `share` of it that blocked work.
    From 30 repairs on the hours are used as observed, below that as a lognormal (standard deviation with n - 1).
    Raises ProblemError when there is nothing to estimate from.
    """
    observed = _hours(list(tickets), share)
    hours = [min(each, cap.value) for each in observed]
    over = sum(each > cap.value for each in observed)
    cut = (Remark("capped", {"over": over, "count": len(observed), "hours": cap.value}),) if over else ()
    if len(hours) >= EMPIRICAL:
        return Observed(tuple(_measured(f"{place}[{at}]", each, () if at else cut) for at, each in enumerate(hours)))
    if len(hours) < 2:
        message = f"only {len(hours)} resolved tickets have logged hours"
        hint = "give `blocking_share:` under `tickets:` to use time to resolution"
        raise ProblemError([Problem(message=message, field=place, hint=hint)])
    mean, spread, (low, high) = lognormal_fit(hours)
    interval = {"count": len(hours), "low": min(low, cap.value), "high": min(high, cap.value)}
    return Lognormal(
        _measured(f"{place}.median", exp(mean), (Remark("mean_interval", interval), *cut)),
        _measured(f"{place}.p90", exp(mean + Z90 * spread)),
        replace(cap, name=f"{place}.cap_hours"),
    )


def capped(tickets: Iterable[Ticket], cap: float, share: float | None) -> int:
    """Return how many repairs took longer than the longest one considered, and count as that."""
    return sum(hour > cap for hour in _hours(list(tickets), share))


def lognormal_fit(hours: list[float]) -> tuple[float, float, tuple[float, float]]:
    """Return mean and standard deviation of the logarithms, and Cox's 80 % interval for the mean of the hours."""
    logs = [log(hour) for hour in hours]
    count = len(logs)
    mean = fsum(logs) / count
    variance = fsum((each - mean) ** 2 for each in logs) / (count - 1)
    half = Z90 * sqrt(variance / count + variance**2 / (2 * (count - 1)))
    middle = mean + variance / 2
    return mean, sqrt(variance), (exp(middle - half), exp(middle + half))


def _hours(tickets: list[Ticket], share: float | None) -> list[float]:
    """Return the logged hours of resolved tickets, or the time to resolution where too few were logged."""
    resolved = [ticket for ticket in tickets if ticket.resolved]
    logged = [ticket.worked_hours for ticket in resolved if ticket.worked_hours]
    if len(logged) >= 2 or share is None:
        return logged
    spans = ((ticket.resolved - ticket.opened).total_seconds() / 3600 for ticket in resolved if ticket.resolved)
    return [span * share for span in spans if span * share > 0]


def _measured(name: str, hours: float, remarks: tuple[Remark, ...] = ()) -> Quantity:
    return Quantity(name, hours, "hours", "measured", remarks=remarks)
