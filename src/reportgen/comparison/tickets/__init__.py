"""From a list of tickets to rates and repair hours: what was counted, what was left out, and how sure it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from math import exp, fsum, lgamma, log, sqrt

from ...problems import Problem, ProblemError, did_you_mean
from ..inputs import Lognormal, Observed, Quantity, RepairHours
from ..repair_time import Z90

INCIDENT = frozenset({"incident", "fault", "outage", "break/fix"})
DROPPED = {
    "service request": "service requests",
    "request": "service requests",
    "alert": "alerts",
    "event": "alerts",
    "duplicate": "duplicates",
    "merged": "merged tickets",
    "child": "child tickets",
    "change": "changes",
    "problem": "problem records",
    "question": "questions",
}
EMPIRICAL = 30  # from so many repairs on, the observed hours speak for themselves
YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket; `worked_hours` is None or 0 when nothing was logged, `resolved` is None while it is open.

    Both moments have an offset from UTC or neither has; its day is the one that its own clock showed.
    """

    opened: datetime
    resolved: datetime | None
    priority: str
    type: str
    worked_hours: float | None

    def __post_init__(self) -> None:
        """Raises ValueError where the time between the two moments cannot be known."""
        if self.resolved and (self.resolved.tzinfo is None) != (self.opened.tzinfo is None):
            raise ValueError(
                "opened and resolved differ in their time zone; give both an offset such as +02:00, or neither"
            )


@dataclass(frozen=True, slots=True)
class Window:
    """The days in which tickets were collected, both included: the exposure, whether or not any came in."""

    first: date
    last: date

    @property
    def years(self) -> float:
        """Length in years."""
        return ((self.last - self.first).days + 1) / YEAR_DAYS


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


@dataclass(frozen=True, slots=True)
class Sifted:
    """The incidents among tickets, and how many were left out for which reason."""

    incidents: tuple[Ticket, ...]
    left_out: Mapping[str, int]


def sift(tickets: Iterable[Ticket], window: Window) -> Sifted:
    """Keeps incidents opened in the window, each once; rows with a day and no time may be alike and not the same.

    Raises ProblemError for a type that is not known."""
    kept, left_out, unknown = [], Counter[str](), Counter[str]()
    seen: set[Ticket] = set()
    for ticket in tickets:
        kind = ticket.type.strip().lower()
        if kind in DROPPED:
            left_out[DROPPED[kind]] += 1
        elif kind not in INCIDENT:
            unknown[ticket.type] += 1
        elif not window.first <= ticket.opened.date() <= window.last:
            left_out["outside the window"] += 1
        elif ticket in seen and ticket.opened.time() != time.min:
            left_out["duplicates"] += 1
        else:
            seen.add(ticket)
            kept.append(ticket)
    if unknown:
        raise ProblemError(
            Problem(
                message=f"the ticket type {kind!r} is not known ({count} tickets)",
                field="tickets",
                hint=did_you_mean(kind.lower(), {*INCIDENT, *DROPPED}),
            )
            for kind, count in sorted(unknown.items())
        )
    return Sifted(tuple(kept), dict(sorted(left_out.items())))


def rate(count: int, years: float) -> Rate:
    """The rate after so many incidents in so many years."""
    size = count + 0.5
    return Rate(
        per_year=size / years,
        size=size,
        low=gamma_quantile(0.1, size) / years,
        high=gamma_quantile(0.9, size) / years,
    )


def gamma_quantile(probability: float, shape: float) -> float:
    """The value below which a gamma variable of scale 1 lies with that probability, by bisection."""
    low, high = 0.0, shape + 20 * sqrt(shape) + 20
    for _ in range(200):
        middle = (low + high) / 2
        if gamma_below(middle, shape) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def gamma_below(x: float, shape: float) -> float:
    """P(gamma(shape) <= x): the series x^a e^-x (1/a + x/(a(a+1)) + ...) / Gamma(a)  (DLMF 8.11.4)."""
    if x <= 0:
        return 0.0
    term = total = 1 / shape
    step = shape
    while term > total * 1e-17:
        step += 1
        term *= x / step
        total += term
    return min(total * exp(shape * log(x) - x - lgamma(shape)), 1.0)


def repair_hours(tickets: Iterable[Ticket], place: str, cap: Quantity, share: float | None) -> RepairHours:
    """The distribution of repair hours behind tickets.

    Zero hours are not logged hours, and the hours of an open ticket are not final: neither counts.  Where fewer than
    two were logged, time to resolution stands in, multiplied by the stated `share` of it that blocked work.
    From 30 repairs on they are taken as observed, below that as lognormal (standard deviation with n - 1).
    Raises ProblemError when there is nothing to estimate from.
    """
    found = _hours(list(tickets), share)
    hours = [min(each, cap.value) for each in found]
    over = sum(each > cap.value for each in found)
    cut = f"{over} of {len(found)} counted as {cap.value:g} hours, the longest reckoned with" if over else None
    if len(hours) >= EMPIRICAL:
        return Observed(
            tuple(
                _measured(f"{place}[{at}]", each, "hours", "Hours of repair", None if at else cut)
                for at, each in enumerate(hours)
            )
        )
    if len(hours) < 2:
        raise ProblemError(
            [
                Problem(
                    message=f"only {len(hours)} resolved tickets have logged hours",
                    field=place,
                    hint="give `blocking_share:` under `tickets:` to use time to resolution",
                )
            ]
        )
    mean, spread, (low, high) = lognormal_fit(hours)
    note = f"{len(hours)} repairs; mean between {min(low, cap.value):.2g} and {min(high, cap.value):.2g} hours (Cox)"
    note = f"{note}; {cut}" if cut else note
    return Lognormal(
        _measured(f"{place}.median", exp(mean), "hours", "Hours of repair, median", note),
        _measured(f"{place}.p90", exp(mean + Z90 * spread), "hours", "Hours of repair, one in ten above"),
        replace(cap, name=f"{place}.cap_hours"),
    )


def capped(tickets: Iterable[Ticket], cap: float, share: float | None) -> int:
    """How many repairs took longer than the longest reckoned with, and count as that."""
    return sum(each > cap for each in _hours(list(tickets), share))


def lognormal_fit(hours: list[float]) -> tuple[float, float, tuple[float, float]]:
    """Mean and standard deviation of the logarithms, and Cox's 80 % interval for the mean of the hours."""
    logs = [log(each) for each in hours]
    count = len(logs)
    mean = fsum(logs) / count
    variance = fsum((each - mean) ** 2 for each in logs) / (count - 1)
    half = Z90 * sqrt(variance / count + variance**2 / (2 * (count - 1)))
    middle = mean + variance / 2
    return mean, sqrt(variance), (exp(middle - half), exp(middle + half))


def _hours(tickets: list[Ticket], share: float | None) -> list[float]:
    closed = [each for each in tickets if each.resolved]
    logged = [each.worked_hours for each in closed if each.worked_hours]
    if len(logged) >= 2 or share is None:
        return logged
    spans = ((each.resolved - each.opened).total_seconds() / 3600 for each in closed if each.resolved)
    return [span * share for span in spans if span * share > 0]


def _measured(name: str, value: float, unit: str, label: str, note: str | None = None) -> Quantity:
    return Quantity(name, value, unit, label, "measured", note)
