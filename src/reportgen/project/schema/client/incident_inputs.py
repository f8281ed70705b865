"""From the incident classes of a client's file to those of the comparison."""

from __future__ import annotations

from dataclasses import replace
from math import exp, floor

from ....comparison.inputs import (
    Fixed,
    IncidentClass,
    Lognormal,
    Observed,
    PerOption,
    RepairHours,
)
from ....comparison.options import OPTIONS
from ....comparison.quantity import Quantity
from ....comparison.repair_time import Z90
from ..number import Number
from .file import IncidentFile, RepairHoursFile
from .quantities import QuantityReader


def incident_class(read: QuantityReader, index: int, incident: IncidentFile) -> IncidentClass:
    """Return the incident class at a position of `incidents:`."""
    place = f"incidents[{index}]"

    def given(key: str) -> Quantity:
        return read.given(f"{place}.{key}", getattr(incident, key))

    def per_option(key: str) -> PerOption:
        section = getattr(incident, key)
        break_fix, managed, co_managed = (
            read.claimed(f"{place}.{key}.{option}", getattr(section, option, None)) for option in OPTIONS
        )
        assert managed is not None  # the schema demands it
        return PerOption(break_fix, managed, co_managed)

    return IncidentClass(
        name=incident.name,
        per_year=given("per_year"),
        repair_hours=_repair_hours(read, f"{place}.repair_hours", incident.repair_hours),
        people_affected=_people(read, f"{place}.people_affected", incident),
        productivity_loss=given("productivity_loss"),
        revenue_per_hour=given("revenue_per_hour"),
        pay_in_margin=read.given_or_none(f"{place}.pay_in_margin", incident.pay_in_margin),
        onsite=incident.onsite,
        after_hours=incident.after_hours,
        emergency=incident.emergency,
        wait_hours=per_option("wait_hours"),
        prevented=per_option("prevented"),
    )


def _people(read: QuantityReader, name: str, incident: IncidentFile) -> Quantity:
    """Return how many people an incident affects: as counted, or the share of all, at least one and whole people."""
    if incident.people_affected:
        return read.given(name, incident.people_affected)
    share, users = incident.share_affected, read.file.profile.users.value
    assert share  # a rule demands one of the two
    value, low, high = (None if part is None else max(1, floor(part * users + 0.5)) for part in share.bounds())
    note = f"{share.value:.0%} of {users:g} people" + (f"; {share.note}" if share.note else "")
    assert value is not None
    people = Number(value, low, high, share.origin, note)
    return replace(read.given(name.replace("people", "share"), people), name=name, unit="people")


def _repair_hours(read: QuantityReader, place: str, hours: RepairHoursFile) -> RepairHours:
    if hours.hours:
        return Fixed(read.given(place, hours.hours))
    if hours.observed:
        return Observed(tuple(read.given(f"{place}[{at}]", each) for at, each in enumerate(hours.observed)))
    assert hours.median is not None  # the schema demands one of the three forms
    median = read.given(f"{place}.median", hours.median)
    cap = read.given_or_assumed(f"{place}.cap_hours", hours.cap_hours, "cap_hours")
    if hours.p90:
        return Lognormal(median, read.given(f"{place}.p90", hours.p90), cap)
    return Lognormal(median, _usual_p90(read, f"{place}.p90", median), cap)


def _usual_p90(read: QuantityReader, name: str, median: Quantity) -> Quantity:
    """Return the hours that one repair in ten exceeds if repairs spread as they usually do."""
    sigma = read.assumptions.find("repair_sigma", read.file.currency)
    assert sigma is not None  # it is among assumptions.NEEDED
    value = median.value * exp(Z90 * sigma.value)
    note = f"median x exp({Z90:.4f} x {sigma.value:g}), the usual spread"
    return replace(read.assumed(name, sigma), value=value, low=None, high=None, note=note)
