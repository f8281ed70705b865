"""Inputs whose rates and repair hours are measured in tickets, in place of what the client said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ...problems import Problem, ProblemError
from ..document.model import Estimates, TicketCount
from ..inputs import IncidentClass, Inputs, Lognormal
from ..quantity import Quantity, Remark
from .rate import Rate, rate
from .repair import capped, repair_hours
from .select import Selection, Ticket, Window, select

CAP = Quantity("cap_hours", 40.0, "hours", "assumption")
FEWEST = 5  # incidents from which on the 80 % range of the rate is about a factor of three wide, or less
SPREAD = 2  # tickets from which on a spread of their hours can be estimated

Priorities = Mapping[str, tuple[str, ...]]


def measured_enough(incidents: int) -> bool:
    """Return whether so many incidents say more about a rate than what the client told."""
    return incidents >= FEWEST


def measured(
    inputs: Inputs,
    tickets: Iterable[Ticket],
    window: Window,
    priorities: Priorities | None = None,
    blocking_share: float | None = None,
    cap: Quantity | None = None,
) -> Inputs:
    """Return the inputs with rates and repair hours measured in tickets.

    `priorities` lists the priorities of each incident class; without it there must be one class.  The rate is one
    uncertain number for all classes together, divided by their counts and one half each (the Jeffreys prior of a
    multinomial), so that a kind of incident that did not happen is rare and not impossible.  With too few incidents
    in the window the inputs come back as they were told.
    """
    selection = select(tickets, window)
    if not measured_enough(len(selection.incidents)):
        return inputs
    groups = _grouped(selection.incidents, inputs.incidents, priorities or {})
    total = rate(len(selection.incidents), window.years)
    caps = [_cap(kind, cap or CAP) for kind in inputs.incidents]
    parts = [(len(group) + 0.5) / (len(selection.incidents) + len(groups) / 2) for group in groups]
    incidents = []
    for at, (kind, group) in enumerate(zip(inputs.incidents, groups, strict=True)):
        changed = replace(kind, per_year=_per_year(kind.per_year, len(group), total, parts[at]))
        if len(group) >= SPREAD:
            place = f"incidents[{at}].repair_hours"
            changed = replace(changed, repair_hours=repair_hours(group, place, caps[at], blocking_share))
        incidents.append(changed)
    cut = sum(
        capped(group, limit.value, blocking_share)
        for group, limit in zip(groups, caps, strict=True)
        if len(group) >= SPREAD
    )
    counts = tuple(TicketCount(kind.name, len(group)) for kind, group in zip(inputs.incidents, groups, strict=True))
    estimates = _estimates(selection, window, total, counts, cut, blocking_share)
    return replace(inputs, incidents=tuple(incidents), rate_size=total.size, estimates=estimates)


def _estimates(
    selection: Selection, window: Window, total: Rate, counts: tuple[TicketCount, ...], cut: int, share: float | None
) -> Estimates:
    """Return what was counted, what was left out, and the rate that follows from it."""
    tickets = selection.incidents
    return Estimates(
        first=window.first.isoformat(),
        last=window.last.isoformat(),
        years=window.years,
        incidents=len(tickets),
        left_out=selection.left_out,
        open=sum(ticket.resolved is None for ticket in tickets),
        without_hours=sum(not ticket.worked_hours for ticket in tickets if ticket.resolved),
        per_year=total.per_year,
        credible_low=total.low,
        credible_high=total.high,
        size=total.size,
        classes=counts,
        capped=cut,
        blocking_share=share,
    )


def _cap(kind: IncidentClass, usual: Quantity) -> Quantity:
    """Return the longest repair considered: that of the class where the client gave one, else the usual one."""
    return kind.repair_hours.cap_hours if isinstance(kind.repair_hours, Lognormal) else usual


def _grouped(
    tickets: tuple[Ticket, ...], classes: tuple[IncidentClass, ...], priorities: Priorities
) -> list[list[Ticket]]:
    """Return the tickets of each class."""
    names = [kind.name for kind in classes]
    if not priorities and len(names) == 1:
        return [list(tickets)]
    listed = [priority for group in priorities.values() for priority in group]
    if twice := sorted({priority for priority in listed if listed.count(priority) > 1}):
        message = f"the priority {', '.join(map(repr, twice))} is listed under more than one class"
        raise ProblemError([Problem(message=message, field="tickets.priorities", hint="keep it under one")])
    class_of = {priority: name for name, group in priorities.items() for priority in group}
    if missing := sorted({ticket.priority for ticket in tickets if class_of.get(ticket.priority) not in names}):
        message = f"no incident class takes tickets of priority {', '.join(map(repr, missing))}"
        hint = f"list each priority under one of: {', '.join(names)}"
        raise ProblemError([Problem(message=message, field="tickets.priorities", hint=hint)])
    return [[ticket for ticket in tickets if class_of[ticket.priority] == name] for name in names]


def _per_year(given: Quantity, count: int, total: Rate, part: float) -> Quantity:
    """Return the measured rate of a class: its part of the rate of all classes."""
    return replace(
        given,
        value=total.per_year * part,
        origin="measured",
        low=total.low * part,
        high=total.high * part,
        note=None,
        remarks=(Remark("counted", {"count": count, "given": given.value}),),
        source=None,
        year=None,
        grade=None,
    )
