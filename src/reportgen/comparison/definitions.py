"""What every input means: a description, its unit, and the limits outside which a value is a mistake."""

from __future__ import annotations

from dataclasses import dataclass
from re import sub

MOST_MONEY = 1e13


@dataclass(frozen=True, slots=True)
class Meaning:
    """Description, unit (`{currency}` is filled in) and limits of an input; `whole`: only whole numbers make sense.

    Limits on money hold in every currency: `hours` is the most that an amount can be, in hours of the client's work.
    The description is for schemas and messages about client files; reports take their labels from the language.
    """

    description: str
    unit: str
    minimum: float = 0
    maximum: float = 1e9
    whole: bool = False
    hours: float | None = None

    def allows(self, amount: float, hour: float) -> bool:
        """Return whether an amount is within its limit; `hour` is what an hour of the client's work costs."""
        return self.hours is None or amount <= self.hours * hour


def meaning(name: str) -> Meaning:
    """Return the meaning of an input by name; `incidents[0].per_year` and `incidents[1].per_year` share one."""
    return MEANINGS[sub(r"\[\d+\]", "", name)]


def _money(description: str, unit: str, hours: float | None, minimum: float = 0) -> Meaning:
    """An amount of money; any that a float holds to the hundredth, because a currency may count in millions."""
    return Meaning(description, unit, minimum, MOST_MONEY, hours=hours)


def _share(description: str) -> Meaning:
    return Meaning(description, "fraction", 0, 1)


def _plan(prefix: str, title: str) -> dict[str, Meaning]:
    return {
        f"{prefix}.per_user_month": _money(f"{title}: fee per person", "{currency}/user/month", 300),
        f"{prefix}.per_device_month": _money(f"{title}: fee per device", "{currency}/device/month", 300),
        f"{prefix}.flat_month": _money(f"{title}: flat fee", "{currency}/month", 300_000),
        f"{prefix}.onboarding_fee": _money(f"{title}: onboarding fee", "{currency}", 3_000_000),
        f"{prefix}.out_of_scope_hours_per_year": Meaning(f"{title}: hours outside the fee", "hours/year", 0, 100_000),
        f"{prefix}.escalator": Meaning(f"{title}: yearly rise of fees", "fraction/year", 0, 0.5),
        f"{prefix}.hourly_rate": _money(f"{title}: hourly rate outside the fee", "{currency}/hour", 300),
        f"{prefix}.internal_fte": Meaning(f"{title}: own IT staff", "full-time posts", 0, 1_000),
        f"{prefix}.internal_salary": _money(f"{title}: salary of own IT staff", "{currency}/year", 60_000),
    }


MEANINGS: dict[str, Meaning] = {
    "profile.users": Meaning("People who use IT", "people", 1, 100_000, whole=True),
    "profile.devices": Meaning("Devices", "devices", 0, 1_000_000, whole=True),
    "profile.sites": Meaning("Sites", "sites", 1, 10_000, whole=True),
    "profile.hourly_wage": _money("Average hourly wage", "{currency}/hour", None, minimum=0.001),
    "profile.loaded_hourly_cost": _money("Cost of an hour of work", "{currency}/hour", None, minimum=0.001),
    "profile.labour_loading": Meaning("Employer's cost for each unit of wage", "ratio", 1, 5),
    "incidents.per_year": Meaning("Incidents", "incidents/year", 0, 100_000),
    "incidents.repair_hours": Meaning("Hours of repair", "hours", 0, 1_000),
    "incidents.repair_hours.median": Meaning("Hours of repair, median", "hours", 0.01, 1_000),
    "incidents.repair_hours.p90": Meaning("Hours of repair, one in ten above", "hours", 0.01, 1_000),
    "incidents.repair_hours.cap_hours": Meaning("Longest repair reckoned with", "hours", 0.25, 1_000),
    "incidents.people_affected": Meaning("People affected", "people", 0, 100_000),
    "incidents.share_affected": _share("Share of all people who are affected"),
    "incidents.productivity_loss": _share("Share of their work lost"),
    "incidents.revenue_per_hour": _money("Margin at risk", "{currency}/hour", 300_000),
    "incidents.pay_in_margin": _share("Share of their pay that the margin has to cover"),
    "incidents.wait_hours.break_fix": Meaning("Wait under break/fix", "hours", 0, 1_000),
    "incidents.wait_hours.managed": Meaning("Wait under managed", "hours", 0, 1_000),
    "incidents.wait_hours.co_managed": Meaning("Wait under co-managed", "hours", 0, 1_000),
    "incidents.prevented.managed": _share("Share of incidents that managed IT prevents"),
    "incidents.prevented.co_managed": _share("Share of incidents that co-managed IT prevents"),
    "break_fix.hourly_rate": _money("Break/fix: hourly rate", "{currency}/hour", 300),
    "break_fix.minimum_hours": Meaning("Break/fix: shortest visit billed", "hours", 0, 24),
    "break_fix.remote_minimum_hours": Meaning("Break/fix: shortest remote session billed", "hours", 0, 24),
    "break_fix.increment_hours": Meaning("Break/fix: billing step", "hours", 0.05, 24),
    "break_fix.travel_fee": _money("Break/fix: fee for coming out", "{currency}", 3_000),
    "break_fix.after_hours_multiplier": Meaning("Break/fix: rate multiplier after hours", "ratio", 1, 10),
    "break_fix.emergency_multiplier": Meaning("Break/fix: rate multiplier in an emergency", "ratio", 1, 10),
    "break_fix.internal_fte": Meaning("Break/fix: own IT staff", "full-time posts", 0, 1_000),
    "break_fix.planned_hours_per_year": Meaning("Break/fix: hours of planned work", "hours/year", 0, 100_000),
    "break_fix.recurring_month": _money("Break/fix: tools and retainers", "{currency}/month", 300_000),
    **_plan("managed", "Managed"),
    **_plan("co_managed", "Co-managed"),
    "horizon.months": Meaning("Months looked ahead", "months", 12, 60, whole=True),
    "horizon.discount_rate": Meaning("Discount rate", "fraction/year", 0, 0.5),
    "horizon.incident_escalation": Meaning("Yearly rise of incident costs", "fraction/year", 0, 0.5),
    "service_hours.per_year": Meaning("Agreed service time", "hours/year", 1, 8_784),
    "tickets.blocking_share": _share("Share of the time to resolution that blocked work"),
    "factors.weight": Meaning("Weight of the factor, of 100", "points", 0, 100),
    **{
        f"factors.{name}.weight": Meaning(f"Weight of {label}", "points", 0, 100)
        for name, label in {
            "operational_reliance": "operational reliance",
            "budget_structure": "budget structure",
            "internal_it_capability": "internal IT capability",
            "risk_tolerance": "risk tolerance",
        }.items()
    },
}
