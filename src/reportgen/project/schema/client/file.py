"""The file content/clients/ID.yml: what each of its sections may hold."""

from __future__ import annotations

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from ..number import Input, Number
from ..text import CurrencyCode, Date, Id, LocaleCode, ShortText, YesNo
from ..validation import Strict
from .logo import logo_name

CLASSES = 40
OBSERVATIONS = 5_000


Paper: TypeAlias = Literal["letter", "a4"]


class Contact(Strict):
    """The person that the report is for."""

    name: ShortText
    role: ShortText | None = None


class ProfileFile(Strict):
    """The size of the company and the cost of its work."""

    users: Annotated[Number, Input("profile.users")]
    devices: Annotated[Number, Input("profile.devices")]
    sites: Annotated[Number, Input("profile.sites")]
    hourly_wage: Annotated[Number, Input("profile.hourly_wage")] | None = None
    loaded_hourly_cost: Annotated[Number, Input("profile.loaded_hourly_cost")] | None = None


class RepairHoursFile(Strict):
    """Hours of repair: one number, a list of observed hours, or `median` with `p90` and `cap_hours`."""

    hours: Annotated[Number, Input("incidents.repair_hours")] | None = None
    observed: list[Annotated[Number, Input("incidents.repair_hours")]] | None = None
    median: Annotated[Number, Input("incidents.repair_hours.median")] | None = None
    p90: Annotated[Number, Input("incidents.repair_hours.p90")] | None = None
    cap_hours: Annotated[Number, Input("incidents.repair_hours.cap_hours")] | None = None

    @model_validator(mode="before")
    @classmethod
    def _by_shape(cls, written: object) -> object:
        if isinstance(written, list):
            if not 1 <= len(written) <= OBSERVATIONS:
                raise ValueError(f"must list 1 to {OBSERVATIONS:,} observed hours, not {len(written)}")
            return {"observed": written}
        if isinstance(written, dict) and "value" not in written:
            return written
        return {"hours": written}

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.hours or self.observed:
            return self
        if self.median is None:
            raise ValueError("has no median; write one number, a list of hours, or median, p90 and cap_hours")
        if self.p90 and self.p90.value < self.median.value:
            raise ValueError(
                "p90 is below the median; one repair in ten takes longer than p90, half take longer than the median"
            )
        if self.p90 and (self.median.high or 0) > self.p90.value:
            raise ValueError("the high of the median is above p90; one repair in ten takes longer than p90")
        if self.p90 and self.p90.low is not None and self.p90.low < self.median.value:
            raise ValueError("the low of p90 is below the median; half of repairs take longer than the median")
        if self.cap_hours and self.p90 and self.cap_hours.value < self.p90.value:
            raise ValueError("cap_hours is below p90; the cap is the longest repair considered")
        return self


class WaitHoursFile(Strict):
    """Hours until work on an incident starts, under each option."""

    break_fix: Annotated[Number, Input("incidents.wait_hours.break_fix")]
    managed: Annotated[Number, Input("incidents.wait_hours.managed")]
    co_managed: Annotated[Number, Input("incidents.wait_hours.co_managed")] | None = None


class PreventedFile(Strict):
    """The share of incidents that each option prevents."""

    managed: Annotated[Number, Input("incidents.prevented.managed")]
    co_managed: Annotated[Number, Input("incidents.prevented.co_managed")] | None = None


class IncidentFile(Strict):
    """One incident class: incidents that are alike."""

    name: ShortText
    per_year: Annotated[Number, Input("incidents.per_year")]
    repair_hours: RepairHoursFile
    people_affected: Annotated[Number, Input("incidents.people_affected")] | None = None
    share_affected: Annotated[Number, Input("incidents.share_affected")] | None = None
    productivity_loss: Annotated[Number, Input("incidents.productivity_loss")]
    revenue_per_hour: Annotated[Number, Input("incidents.revenue_per_hour")]
    pay_in_margin: Annotated[Number, Input("incidents.pay_in_margin")] | None = None
    onsite: YesNo = False
    after_hours: YesNo = False
    emergency: YesNo = False
    wait_hours: WaitHoursFile
    prevented: PreventedFile


class BreakFixFile(Strict):
    """The prices of a break/fix provider for this client."""

    hourly_rate: Annotated[Number, Input("break_fix.hourly_rate")]
    minimum_hours: Annotated[Number, Input("break_fix.minimum_hours")] | None = None
    remote_minimum_hours: Annotated[Number, Input("break_fix.remote_minimum_hours")] | None = None
    increment_hours: Annotated[Number, Input("break_fix.increment_hours")] | None = None
    travel_fee: Annotated[Number, Input("break_fix.travel_fee")] | None = None
    after_hours_multiplier: Annotated[Number, Input("break_fix.after_hours_multiplier")] | None = None
    emergency_multiplier: Annotated[Number, Input("break_fix.emergency_multiplier")] | None = None
    internal_fte: Annotated[Number, Input("break_fix.internal_fte")] | None = None
    planned_hours_per_year: Annotated[Number, Input("break_fix.planned_hours_per_year")] | None = None
    recurring_month: Annotated[Number, Input("break_fix.recurring_month")] | None = None


class ManagedFile(Strict):
    """The managed offer, with those fees that are part of it."""

    per_user_month: Annotated[Number, Input("managed.per_user_month")] | None = None
    per_device_month: Annotated[Number, Input("managed.per_device_month")] | None = None
    flat_month: Annotated[Number, Input("managed.flat_month")] | None = None
    onboarding_fee: Annotated[Number, Input("managed.onboarding_fee")]
    out_of_scope_hours_per_year: Annotated[Number, Input("managed.out_of_scope_hours_per_year")]
    escalator: Annotated[Number, Input("managed.escalator")]
    hourly_rate: Annotated[Number, Input("managed.hourly_rate")] | None = None
    internal_fte: Annotated[Number, Input("managed.internal_fte")] | None = None


class CoManagedFile(ManagedFile):
    """The co-managed offer, beside the client's own IT staff."""

    internal_fte: Annotated[Number, Input("co_managed.internal_fte")]
    internal_salary: Annotated[Number, Input("co_managed.internal_salary")] | None = None


class HorizonFile(Strict):
    """The period that the report looks ahead, and how money and incidents change in it."""

    months: Annotated[Number, Input("horizon.months")]
    discount_rate: Annotated[Number, Input("horizon.discount_rate")]
    incident_escalation: Annotated[Number, Input("horizon.incident_escalation")]

    @field_validator("months")
    @classmethod
    def _whole_years(cls, months: Number) -> Number:
        if months.value not in (12, 36, 60):
            raise ValueError("must be 12, 36 or 60")
        return months


class ServiceHoursFile(Strict):
    """The agreed service time."""

    per_year: Annotated[Number, Input("service_hours.per_year")]


class AnswerFile(Strict):
    """The answer to one factor, with its weight or its rank (1: the most important)."""

    answer: Annotated[int, Field(ge=1, le=5)]
    weight: Annotated[Number, Input("factors.weight")] | None = None
    rank: Annotated[int, Field(ge=1, le=4)] | None = None


class FactorsFile(Strict):
    """The answers to the four factors of the article."""

    operational_reliance: AnswerFile
    budget_structure: AnswerFile
    internal_it_capability: AnswerFile
    risk_tolerance: AnswerFile


class TicketsFile(Strict):
    """An export from a service desk; what it shows replaces `per_year` and `repair_hours`.

    `from` and `to` are the first and the last day of the export; `priorities` lists those of each incident class.
    """

    file: ShortText
    first: Date = Field(alias="from")
    last: Date = Field(alias="to")
    priorities: dict[ShortText, list[ShortText]] | None = None
    blocking_share: Annotated[Number, Input("tickets.blocking_share")] | None = None

    @model_validator(mode="after")
    def _a_window(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"to ({self.last}) is before from ({self.first}); the window holds both days")
        return self


def _names(written: object) -> object:
    """Return the names of sets of terms as a list; one alone may be written without brackets."""
    return [written] if isinstance(written, str) else written


class ClientFile(Strict):
    """A client: what it has, what it was offered, and how its report is set."""

    id: Id | None = None
    name: ShortText
    fictional: YesNo = False
    industry: ShortText | None = None
    contact: Contact | None = None
    locale: LocaleCode = "en-US"
    currency: CurrencyCode = "USD"
    paper: Paper | None = None
    brand: Id | None = None
    logo: Annotated[ShortText, AfterValidator(logo_name)] | None = None
    terms: Annotated[list[Id], BeforeValidator(_names)] | None = None
    article: Id | None = None
    editions: list[Id] | None = None
    prepared_by: Id | None = None
    as_of: Date | None = None
    profile: ProfileFile
    incidents: Annotated[list[IncidentFile], Field(min_length=1, max_length=CLASSES)]
    break_fix: BreakFixFile
    managed: ManagedFile
    co_managed: CoManagedFile | None = None
    horizon: HorizonFile
    service_hours: ServiceHoursFile | None = None
    factors: FactorsFile
    tickets: TicketsFile | None = None
