"""From a checked client file to the inputs of the comparison: every value with its unit and origin."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import exp

from ....comparison.inputs import (
    BreakFix,
    Factor,
    Fixed,
    Horizon,
    IncidentClass,
    Inputs,
    Lognormal,
    Observed,
    PerOption,
    Profile,
    RepairHours,
    ServiceHours,
    ServicePlan,
    Subject,
)
from ....comparison.options import OPTIONS
from ....comparison.quantity import Quantity
from ....comparison.repair_time import Z90
from ....comparison.tickets import Window, measured
from ....problems import Problem, ProblemError
from ...readers.tickets import read as read_tickets
from ..number import Number
from .file import IncidentFile, ManagedFile, Told
from .quantities import Reading

LETTER = {"US", "CA", "MX", "CL", "CO", "CR", "DO", "GT", "PA", "PH", "PR", "SV", "VE"}  # CLDR, paperSize
RANK_ORDER_CENTROID = {1: 0.5208, 2: 0.2708, 3: 0.1458, 4: 0.0625}


def inputs(client: Told, as_of: str) -> Inputs:
    """The inputs behind a client file, completed from the assumptions."""
    file, read = client.file, Reading(client)
    staff = file.co_managed.internal_fte if file.co_managed else None
    service = file.service_hours.per_year if file.service_hours else None
    hours = read.or_assumed("service_hours.per_year", service, "client", "service_hours_per_year")
    return Inputs(
        subject=subject(client),
        as_of=as_of,
        profile=_profile(read),
        incidents=tuple(_incident(read, index, each) for index, each in enumerate(file.incidents)),
        break_fix=_break_fix(read, staff),
        managed=_plan(read, "managed", file.managed, staff),
        co_managed=_plan(read, "co_managed", file.co_managed, staff) if file.co_managed else None,
        horizon=Horizon(
            months=read.given("horizon.months", file.horizon.months, "client"),
            discount_rate=read.given("horizon.discount_rate", file.horizon.discount_rate, "client"),
            incident_escalation=read.given("horizon.incident_escalation", file.horizon.incident_escalation, "client"),
        ),
        service_hours=ServiceHours(_there(hours)),
        factors=_factors(read),
        thresholds=client.factors.thresholds.plain(),
    )


def with_tickets(client: Told, told: Inputs, content: bytes | None) -> Inputs:
    """The inputs with rates and repair hours measured in the client's tickets."""
    written = client.file.tickets
    assert written is not None
    if content is None:
        problem = Problem(message=f"the file {written.file!r} is not there", field="tickets.file")
        raise ProblemError([replace(problem, hint=f"put it into content/clients/{client.id}/")])
    cap = Reading(client).or_assumed("incidents.repair_hours.cap_hours", None, "client", "cap_hours")
    return measured(
        told,
        read_tickets(content, written.file),
        Window(date.fromisoformat(written.first), date.fromisoformat(written.last)),
        {name: tuple(each) for name, each in written.priorities.items()} if written.priorities else None,
        written.blocking_share.value if written.blocking_share else None,
        cap,
    )


def subject(client: Told) -> Subject:
    """Who the report is about, and how it is to be set."""
    file = client.file
    return Subject(
        id=client.id,
        name=file.name,
        industry=file.industry,
        fictional=file.fictional,
        contact_name=file.contact.name if file.contact else None,
        contact_role=file.contact.role if file.contact else None,
        locale=file.locale,
        currency=file.currency,
        paper=file.paper or ("letter" if file.locale.rpartition("-")[2] in LETTER else "a4"),
        article=file.article,
        brand=file.brand,
        prepared_by=file.prepared_by,
    )


def _profile(read: Reading) -> Profile:
    written = read.client.file.profile
    loading_matters = written.hourly_wage or read.client.file.co_managed
    return Profile(
        users=read.given("profile.users", written.users, "client"),
        devices=read.given("profile.devices", written.devices, "client"),
        sites=read.given("profile.sites", written.sites, "client"),
        hourly_wage=read.maybe("profile.hourly_wage", written.hourly_wage, "client"),
        loaded_hourly_cost=read.maybe("profile.loaded_hourly_cost", written.loaded_hourly_cost, "client"),
        labour_loading=(
            read.or_assumed("profile.labour_loading", None, "client", "labour_loading") if loading_matters else None
        ),
    )


def _incident(read: Reading, index: int, written: IncidentFile) -> IncidentClass:
    place = f"incidents[{index}]"

    def given(key: str) -> Quantity:
        return read.given(f"{place}.{key}", getattr(written, key), "client")

    def per_option(key: str) -> PerOption:
        section = getattr(written, key)
        break_fix, managed, co_managed = (
            read.claimed(f"{place}.{key}.{option}", getattr(section, option, None)) for option in OPTIONS
        )
        return PerOption(break_fix, _there(managed), co_managed)

    return IncidentClass(
        name=written.name,
        per_year=given("per_year"),
        repair_hours=_repair_hours(read, f"{place}.repair_hours", written),
        people_affected=given("people_affected"),
        productivity_loss=given("productivity_loss"),
        revenue_per_hour=given("revenue_per_hour"),
        onsite=written.onsite,
        after_hours=written.after_hours,
        emergency=written.emergency,
        wait_hours=per_option("wait_hours"),
        prevented=per_option("prevented"),
    )


def _repair_hours(read: Reading, place: str, incident: IncidentFile) -> RepairHours:
    written = incident.repair_hours
    if written.hours:
        return Fixed(read.given(place, written.hours, "client"))
    if written.observed:
        hours = (read.given(f"{place}[{at}]", each, "client") for at, each in enumerate(written.observed))
        return Observed(tuple(hours))
    assert written.median is not None
    median = read.given(f"{place}.median", written.median, "client")
    cap = _there(read.or_assumed(f"{place}.cap_hours", written.cap_hours, "client", "cap_hours"))
    if written.p90:
        return Lognormal(median, read.given(f"{place}.p90", written.p90, "client"), cap)
    sigma = read.client.assumptions.find("repair_sigma", read.client.file.currency)
    assert sigma is not None
    shape = read.assumed(f"{place}.p90", sigma)
    value = median.value * exp(Z90 * sigma.value)
    note = f"median x exp({Z90:.4f} x {sigma.value:g}), the usual spread"
    return Lognormal(median, replace(shape, value=value, low=None, high=None, note=note), cap)


def _break_fix(read: Reading, staff: Number | None) -> BreakFix:
    written, file = read.client.file.break_fix, read.client.file
    after_hours = any(each.after_hours for each in file.incidents) or written.after_hours_multiplier
    no_visits = "nobody comes out for any kind of incident"
    return BreakFix(
        hourly_rate=read.given("break_fix.hourly_rate", written.hourly_rate, "client"),
        minimum_hours=_there(
            read.or_assumed("break_fix.minimum_hours", written.minimum_hours, "client", "minimum_hours")
        ),
        remote_minimum_hours=_there(
            read.or_assumed(
                "break_fix.remote_minimum_hours",
                written.remote_minimum_hours or written.minimum_hours,
                "client",
                "remote_minimum_hours",
            )
        ),
        increment_hours=_there(
            read.or_assumed("break_fix.increment_hours", written.increment_hours, "client", "increment_hours")
        ),
        travel_fee=read.or_assumed("break_fix.travel_fee", written.travel_fee, "client", "travel_fee")
        or read.or_zero("break_fix.travel_fee", None, "client", no_visits),
        after_hours_multiplier=(
            read.or_assumed(
                "break_fix.after_hours_multiplier",
                written.after_hours_multiplier,
                "client",
                "after_hours_multiplier",
            )
            if after_hours
            else None
        ),
        emergency_multiplier=read.maybe("break_fix.emergency_multiplier", written.emergency_multiplier, "client"),
        internal_fte=_staff(read, "break_fix.internal_fte", written.internal_fte, staff),
    )


def _plan(read: Reading, option: str, written: ManagedFile, staff: Number | None) -> ServicePlan:
    def fee(key: str) -> Quantity:
        return read.or_zero(f"{option}.{key}", getattr(written, key), "quote", "not part of the offer")

    salary = getattr(written, "internal_salary", None)
    co_managed = option == "co_managed"
    return ServicePlan(
        per_user_month=fee("per_user_month"),
        per_device_month=fee("per_device_month"),
        flat_month=fee("flat_month"),
        onboarding_fee=fee("onboarding_fee"),
        out_of_scope_hours_per_year=fee("out_of_scope_hours_per_year"),
        escalator=fee("escalator"),
        hourly_rate=read.maybe(f"{option}.hourly_rate", written.hourly_rate, "quote"),
        internal_fte=_staff(read, f"{option}.internal_fte", written.internal_fte, staff),
        internal_salary=(
            read.or_assumed(f"{option}.internal_salary", salary, "client", "internal_salary") if co_managed else None
        ),
    )


def _staff(read: Reading, name: str, written: Number | None, today: Number | None) -> Quantity | None:
    """Own IT staff under an option; unless the file says otherwise they stay, so that no option is favoured."""
    if today is None:
        return None
    if written:
        return read.given(name, written, "client")
    note = "own IT staff are taken to stay as they are"
    return read.given(name, Number(today.value, origin="assumption", note=note), "client")


def _factors(read: Reading) -> tuple[Factor, ...]:
    answers = read.client.file.factors
    written = {field: getattr(answers, field) for field in type(answers).model_fields}
    stated = any(each.weight for each in written.values())
    result = []
    for factor in read.client.factors.factors:
        each = written[factor.id]
        if stated:
            number = each.weight
        elif each.rank:
            number = Number(100 * RANK_ORDER_CENTROID[each.rank], note=f"rank {each.rank}, rank-order centroid")
        else:
            number = Number(25, origin="assumption", note="no weights were given; all count alike")
        result.append(
            Factor(
                id=factor.id,
                name=factor.name,
                question=factor.question,
                answer=each.answer,
                answer_text=factor.answers[each.answer - 1],
                weight=read.given(f"factors.{factor.id}.weight", number, "client"),
                points=factor.points.of(each.answer),
            )
        )
    return tuple(result)


def _there(quantity: Quantity | None) -> Quantity:
    """A default that content/assumptions.yml always has."""
    assert quantity is not None
    return quantity
