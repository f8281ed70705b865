"""Inputs with rates and repair hours measured in tickets instead of told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ...problems import Problem, ProblemError
from ..document.model import Estimates, TicketCount
from ..inputs import IncidentClass, Inputs, Lognormal
from ..quantity import Quantity, Remark
from .rate import Rate, rate
from .repair import capped, repair_hours
from .select import Ticket, Window, select

CAP = Quantity("cap_hours", 40.0, "hours", "assumption")
SPREAD = 2  # tickets from which on their hours say something of their spread


def measured(
    inputs: Inputs,
    tickets: Iterable[Ticket],
    window: Window,
    priorities: Mapping[str, tuple[str, ...]] | None = None,
    blocking_share: float | None = None,
    cap: Quantity | None = None,
) -> Inputs:
    """The inputs with rates and repair hours measured in tickets instead of told.

    `priorities` says which priorities make up which incident class; without it there has to be one class.  The
    rate is one uncertain number for all classes together, shared out by their counts and one half each (the
    Jeffreys prior of a multinomial), so that a kind of incident that did not happen is rare and not impossible.
    """
    found = select(tickets, window)
    groups = _grouped(found.incidents, inputs.incidents, priorities)
    total = rate(len(found.incidents), window.years)
    caps = [_cap(each, cap or CAP) for each in inputs.incidents]
    classes = tuple(
        _class(at, each, groups[at], total, (len(found.incidents), len(inputs.incidents)), (blocking_share, caps[at]))
        for at, each in enumerate(inputs.incidents)
    )
    return replace(
        inputs,
        incidents=classes,
        rate_size=total.size,
        estimates=Estimates(
            first=window.first.isoformat(),
            last=window.last.isoformat(),
            years=window.years,
            incidents=len(found.incidents),
            left_out=found.left_out,
            open=sum(ticket.resolved is None for ticket in found.incidents),
            without_hours=sum(not ticket.worked_hours for ticket in found.incidents if ticket.resolved),
            per_year=total.per_year,
            credible_low=total.low,
            credible_high=total.high,
            size=total.size,
            classes=tuple(
                TicketCount(each.name, len(group)) for each, group in zip(inputs.incidents, groups, strict=True)
            ),
            capped=sum(
                capped(group, limit.value, blocking_share)
                for group, limit in zip(groups, caps, strict=True)
                if len(group) >= SPREAD
            ),
            blocking_share=blocking_share,
        ),
    )


def _cap(told: IncidentClass, usual: Quantity) -> Quantity:
    """The longest repair reckoned with in a class: what was told for it, else the usual one."""
    return told.repair_hours.cap_hours if isinstance(told.repair_hours, Lognormal) else usual


def _grouped(
    tickets: tuple[Ticket, ...],
    classes: tuple[IncidentClass, ...],
    priorities: Mapping[str, tuple[str, ...]] | None,
) -> list[list[Ticket]]:
    """The tickets of each class."""
    names = [each.name for each in classes]
    if priorities is None and len(names) == 1:
        return [list(tickets)]
    listed = [priority for each in (priorities or {}).values() for priority in each]
    if twice := sorted({each for each in listed if listed.count(each) > 1}):
        message = f"the priority {', '.join(map(repr, twice))} stands under more than one class"
        raise ProblemError([Problem(message=message, field="tickets.priorities", hint="keep it under one")])
    of = {priority: name for name, each in (priorities or {}).items() for priority in each}
    missing = sorted({each.priority for each in tickets if of.get(each.priority) not in names})
    if missing:
        raise ProblemError(
            [
                Problem(
                    message=f"no incident class takes tickets of priority {', '.join(map(repr, missing))}",
                    field="tickets.priorities",
                    hint=f"list each priority under one of: {', '.join(names)}",
                )
            ]
        )
    return [[each for each in tickets if of[each.priority] == name] for name in names]


def _class(
    at: int,
    told: IncidentClass,
    tickets: list[Ticket],
    total: Rate,
    counts: tuple[int, int],
    rules: tuple[float | None, Quantity],
) -> IncidentClass:
    """A class with its share of the measured rate, and with measured repair hours if it has two tickets or more."""
    count, classes = counts
    part = (len(tickets) + 0.5) / (count + classes / 2)
    per_year = replace(
        told.per_year,
        value=total.per_year * part,
        origin="measured",
        low=total.low * part,
        high=total.high * part,
        note=None,
        remarks=(Remark("counted", {"count": len(tickets), "given": told.per_year.value}),),
        source=None,
        year=None,
        grade=None,
    )
    share, cap = rules
    if len(tickets) < SPREAD:  # one repair says nothing of their spread: what was told stands
        return replace(told, per_year=per_year)
    place = f"incidents[{at}].repair_hours"
    return replace(told, per_year=per_year, repair_hours=repair_hours(tickets, place, cap, share))
