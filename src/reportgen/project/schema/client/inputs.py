"""From a client's file to the inputs of the comparison: every value with its unit and origin."""

from __future__ import annotations

from datetime import date

from ....comparison.inputs import (
    BreakFix,
    Factor,
    Horizon,
    Inputs,
    Profile,
    ServiceHours,
    ServicePlan,
    Subject,
)
from ....comparison.quantity import Quantity
from ....comparison.tickets import Window, measured
from ...readers.tickets import read as read_tickets
from ..factors import Factors
from ..number import Number
from .file import AnswerFile, ClientFile, CoManagedFile, ManagedFile, TicketsFile
from .incident_inputs import incident_class
from .quantities import QuantityReader

LETTER = {"US", "CA", "MX", "CL", "CO", "CR", "DO", "GT", "PA", "PH", "PR", "SV", "VE"}  # CLDR, paperSize
RANK_ORDER_CENTROID = {1: 0.5208, 2: 0.2708, 3: 0.1458, 4: 0.0625}


def comparison_inputs(client: str, read: QuantityReader, factors: Factors, as_of: str) -> Inputs:
    """Return the inputs that a file gives, completed from the assumptions; `client` is the id of the client."""
    file = read.file
    staff = file.co_managed.internal_fte if file.co_managed else None
    service = file.service_hours.per_year if file.service_hours else None
    return Inputs(
        subject=_subject(client, file),
        as_of=as_of,
        profile=_profile(read),
        incidents=tuple(incident_class(read, index, incident) for index, incident in enumerate(file.incidents)),
        break_fix=_break_fix(read, staff),
        managed=_plan(read, "managed", file.managed, staff),
        co_managed=_plan(read, "co_managed", file.co_managed, staff) if file.co_managed else None,
        horizon=Horizon(
            months=read.given("horizon.months", file.horizon.months),
            discount_rate=read.given("horizon.discount_rate", file.horizon.discount_rate),
            incident_escalation=read.given("horizon.incident_escalation", file.horizon.incident_escalation),
        ),
        service_hours=ServiceHours(
            read.given_or_assumed("service_hours.per_year", service, "service_hours_per_year"),
        ),
        factors=_factors(read, factors),
        thresholds=factors.thresholds.plain(),
    )


def with_tickets(inputs: Inputs, read: QuantityReader, section: TicketsFile, content: bytes) -> Inputs:
    """Return the inputs with rates and repair hours measured in the client's tickets.

    `content` is the file that the section names.  Raises ProblemError if it cannot be used.
    """
    return measured(
        inputs,
        read_tickets(content, section.file),
        Window(date.fromisoformat(section.first), date.fromisoformat(section.last)),
        {name: tuple(priorities) for name, priorities in section.priorities.items()} if section.priorities else None,
        section.blocking_share.value if section.blocking_share else None,
        read.given_or_default("incidents.repair_hours.cap_hours", None, "cap_hours"),
    )


def _subject(client: str, file: ClientFile) -> Subject:
    """Return the company that the report is about, and how its report is set."""
    return Subject(
        id=client,
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


def _profile(read: QuantityReader) -> Profile:
    section = read.file.profile
    needs_loading = section.hourly_wage or read.file.co_managed
    return Profile(
        users=read.given("profile.users", section.users),
        devices=read.given("profile.devices", section.devices),
        sites=read.given("profile.sites", section.sites),
        hourly_wage=read.given_or_none("profile.hourly_wage", section.hourly_wage),
        loaded_hourly_cost=read.given_or_none("profile.loaded_hourly_cost", section.loaded_hourly_cost),
        labour_loading=(
            read.given_or_assumed("profile.labour_loading", None, "labour_loading") if needs_loading else None
        ),
    )


def _break_fix(read: QuantityReader, staff: Number | None) -> BreakFix:
    section = read.file.break_fix
    after_hours = section.after_hours_multiplier or any(incident.after_hours for incident in read.file.incidents)
    no_visits = "nobody comes out for any kind of incident"
    remote = section.remote_minimum_hours or section.minimum_hours
    return BreakFix(
        hourly_rate=read.given("break_fix.hourly_rate", section.hourly_rate),
        minimum_hours=read.given_or_assumed("break_fix.minimum_hours", section.minimum_hours, "minimum_hours"),
        remote_minimum_hours=read.given_or_assumed("break_fix.remote_minimum_hours", remote, "remote_minimum_hours"),
        increment_hours=read.given_or_assumed("break_fix.increment_hours", section.increment_hours, "increment_hours"),
        travel_fee=read.given_or_default("break_fix.travel_fee", section.travel_fee, "travel_fee")
        or read.given_or_zero("break_fix.travel_fee", None, "client", no_visits),
        after_hours_multiplier=(
            read.given_or_assumed(
                "break_fix.after_hours_multiplier", section.after_hours_multiplier, "after_hours_multiplier"
            )
            if after_hours
            else None
        ),
        emergency_multiplier=read.given_or_none("break_fix.emergency_multiplier", section.emergency_multiplier),
        internal_fte=_staff(read, "break_fix.internal_fte", section.internal_fte, staff),
        planned_hours_per_year=read.given_or_none("break_fix.planned_hours_per_year", section.planned_hours_per_year),
        recurring_month=read.given_or_none("break_fix.recurring_month", section.recurring_month),
    )


def _plan(read: QuantityReader, option: str, section: ManagedFile, staff: Number | None) -> ServicePlan:
    def fee(key: str) -> Quantity:
        return read.given_or_zero(f"{option}.{key}", getattr(section, key), "quote", "not part of the offer")

    salary = None
    if isinstance(section, CoManagedFile):
        salary = read.given_or_default(f"{option}.internal_salary", section.internal_salary, "internal_salary")
    return ServicePlan(
        per_user_month=fee("per_user_month"),
        per_device_month=fee("per_device_month"),
        flat_month=fee("flat_month"),
        onboarding_fee=fee("onboarding_fee"),
        out_of_scope_hours_per_year=fee("out_of_scope_hours_per_year"),
        escalator=fee("escalator"),
        hourly_rate=read.given_or_none(f"{option}.hourly_rate", section.hourly_rate, "quote"),
        internal_fte=_staff(read, f"{option}.internal_fte", section.internal_fte, staff),
        internal_salary=salary,
    )


def _staff(read: QuantityReader, name: str, number: Number | None, today: Number | None) -> Quantity | None:
    """Return the IT staff under an option: as many as today if the file gives no number, so that none is favoured."""
    if today is None:
        return None
    if number:
        return read.given(name, number)
    note = "own IT staff are taken to stay as they are"
    return read.given(name, Number(today.value, origin="assumption", note=note))


def _factors(read: QuantityReader, factors: Factors) -> tuple[Factor, ...]:
    answers: dict[str, AnswerFile] = {factor.id: getattr(read.file.factors, factor.id) for factor in factors.factors}
    weighted = any(answer.weight for answer in answers.values())
    return tuple(
        Factor(
            id=factor.id,
            name=factor.name,
            question=factor.question,
            answer=answers[factor.id].answer,
            answer_text=factor.answers[answers[factor.id].answer - 1],
            weight=read.given(f"factors.{factor.id}.weight", _weight(answers[factor.id], weighted)),
            points=factor.points.of(answers[factor.id].answer),
        )
        for factor in factors.factors
    )


def _weight(answer: AnswerFile, weighted: bool) -> Number:
    """Return the weight of a factor, of 100: as stated in a `weighted` file, from its rank, or the same for all."""
    if weighted:
        assert answer.weight is not None  # a rule demands all four weights or none
        return answer.weight
    if answer.rank:
        return Number(100 * RANK_ORDER_CENTROID[answer.rank], note=f"rank {answer.rank}, rank-order centroid")
    return Number(25, origin="assumption", note="no weights were given; all count alike")
