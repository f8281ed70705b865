"""Sixty companies at the edges of what a client file can say, all made up: what each is for, and its file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

Data = dict[str, Any]
LONG = "Worshipful Company of Refrigeration, Ventilation and Heating Engineers of Northern Shires and Islands, Ltd"
LOCALES = {"en-US": "USD", "en-GB": "GBP", "en-CA": "CAD", "fr-CA": "CAD", "de-DE": "EUR", "en-AU": "AUD"}
ODD_LOCALES = {"ja-JP": "JPY", "pl-PL": "PLN", "en-IN": "INR", "de-CH": "CHF", "sv-SE": "SEK"}


def incident(name: str = "Everything", **changes: Any) -> Data:
    """One kind of incident."""
    plain: Data = {
        "name": name,
        "per_year": "6",
        "repair_hours": {"median": "2", "p90": "6", "cap_hours": "40"},
        "people_affected": "6",
        "productivity_loss": "0.5",
        "revenue_per_hour": "200",
        "wait_hours": {"break_fix": "4", "managed": "1"},
        "prevented": {"managed": "0.4"},
    }
    return plain | changes


def plain(**changes: Any) -> Data:
    """A company in the middle, with these changes; a name with two underscores stands for a field of a part."""
    data: Data = {
        "name": "Quillon Tools",
        "fictional": "yes",
        "locale": "en-US",
        "currency": "USD",
        "profile": {"users": "20", "devices": "25", "sites": "1", "hourly_wage": "30"},
        "incidents": [incident()],
        "break_fix": {"hourly_rate": "150", "minimum_hours": "1", "increment_hours": "0.25", "travel_fee": "60"},
        "managed": {
            "per_user_month": "110",
            "onboarding_fee": "3000",
            "out_of_scope_hours_per_year": "10",
            "escalator": "0.03",
            "hourly_rate": "140",
        },
        "horizon": {"months": "36", "discount_rate": "0.06", "incident_escalation": "0.03"},
        "factors": answers(4, 4, 5, 4),
    }
    for name, value in changes.items():
        part, _, field = name.partition("__")
        if field:
            data[part] = data[part] | {field: value}
        else:
            data[part] = value
    return data


def answers(*given: int, weights: tuple[int, ...] = (25, 25, 25, 25)) -> Data:
    """Answers to the four factors."""
    names = ("operational_reliance", "budget_structure", "internal_it_capability", "risk_tolerance")
    return {
        name: {"answer": str(answer), "weight": str(weight)}
        for name, answer, weight in zip(names, given, weights, strict=True)
    }


def co_managed(**changes: Any) -> Data:
    """A company with IT staff of its own, which is offered a third way."""
    three = {"break_fix": "4", "managed": "1", "co_managed": "0.5"}
    both = {"managed": "0.4", "co_managed": "0.5"}
    offer = plain()["managed"] | {"per_user_month": "30", "internal_fte": "1", "internal_salary": "70000"}
    given: Data = {
        "incidents": [incident(wait_hours=three, prevented=both, per_year="30", people_affected="20")],
        "break_fix__internal_fte": "1",
        "managed__internal_fte": "1",
        "co_managed": offer,
        "factors": answers(4, 2, 2, 4),
        "managed__per_user_month": "190",
        "profile__users": "45",
    }
    return plain(**(given | changes))


def many(count: int, name: str = "Kind of incident number {n} with rather a long name") -> list[Data]:
    """So many kinds of incident."""
    return [incident(name.format(n=n), per_year=str(n)) for n in range(1, count + 1)]


EDGES: Mapping[str, Data] = {
    "longest-name": plain(name=LONG[:120], contact={"name": LONG[:120], "role": LONG[:120]}, industry=LONG[:120]),
    "unbroken-name": plain(name="Wagonwheel" * 6),
    "one-letter": plain(name="Q"),
    "accents": plain(name="Żółć & Đặng-Ångström Œuvre", contact={"name": "Nguyễn Thị Hường"}),
    "greek": plain(name="Παπαδόπουλος Ναυτιλιακή"),
    "marks": plain(name='<b>"Quillon" & Sons</b> { 7 } % *', contact={"name": "O'Neill–Smith", "role": "<i>CEO</i>"}),
    "no-incident": plain(incidents=[incident(per_year="0")]),
    "one-in-a-century": plain(incidents=[incident(per_year="0.01")]),
    "nearly-three-a-day": plain(incidents=[incident(per_year="1000", people_affected="1")]),
    "nobody-affected": plain(incidents=[incident(people_affected="0", revenue_per_hour="0")]),
    "two-kinds": plain(incidents=many(2)),
    "twelve-kinds": plain(incidents=many(12)),
    "forty-kinds": plain(incidents=many(40, "Kind {n}")),
    "observed": plain(incidents=[incident(repair_hours=["1", "2.5", "8", "0.5", "30"])]),
    "one-number": plain(incidents=[incident(repair_hours="3")]),
    "heavy-tail": plain(incidents=[incident(repair_hours={"median": "0.5", "p90": "200", "cap_hours": "1000"})]),
    "one-user": plain(profile={"users": "1", "devices": "0", "sites": "1", "hourly_wage": "30"},
                      incidents=[incident(people_affected="1")]),
    "a-hundred-thousand": plain(profile={"users": "100000", "devices": "250000", "sites": "900", "hourly_wage": "45"},
                                incidents=[incident(people_affected="100000", revenue_per_hour="9000000")]),
    "ten-million": plain(managed__flat_month="900000", incidents=[incident(revenue_per_hour="2000000")]),
    "free": plain(managed__per_user_month="0", managed__flat_month="1", managed__onboarding_fee="0",
                  break_fix__hourly_rate="0"),
    "dearest-managed": plain(managed__per_user_month="900", factors=answers(1, 1, 5, 1)),
    "break-fix": plain(managed__per_user_month="240", factors=answers(1, 1, 1, 1), incidents=[incident(per_year="1")]),
    "managed": plain(incidents=[incident(per_year="20", people_affected="20")], factors=answers(5, 5, 5, 5)),
    "co-managed": co_managed(),
    "co-managed-dear": co_managed(co_managed=co_managed()["co_managed"] | {"per_user_month": "300"}),
    "co-managed-longest": co_managed(name=LONG[:120], incidents=[
        each | {"wait_hours": {"break_fix": "4", "managed": "1", "co_managed": "1"},
                "prevented": {"managed": "0.4", "co_managed": "0.4"}} for each in many(9)]),
    "too-close": plain(factors=answers(3, 3, 3, 3)),
    "trade-off": plain(incidents=[incident(per_year="20", people_affected="20")], factors=answers(1, 1, 1, 1)),
    "one-weight": plain(factors=answers(5, 1, 5, 1, weights=(100, 0, 0, 0))),
    "all-ones": plain(factors=answers(1, 1, 1, 1)),
    "all-fives": plain(factors=answers(5, 5, 5, 5)),
    "a-year": plain(horizon__months="12"),
    "five-years": plain(horizon__months="60", horizon__discount_rate="0.2", managed__escalator="0.2"),
    "nothing-prevented": plain(incidents=[incident(prevented={"managed": "0"})]),
    "all-prevented": plain(incidents=[incident(prevented={"managed": "1"})]),
    "slower": plain(incidents=[incident(wait_hours={"break_fix": "1", "managed": "20"}, prevented={"managed": "0"})]),
    "ranges": plain(incidents=[incident(per_year={"value": "6", "low": "0", "high": "60", "note": LONG})]),
    "notes": plain(managed__per_user_month={"value": "110", "origin": "assumption", "note": LONG}),
    "own-cost": plain(profile={"users": "20", "devices": "25", "sites": "1", "loaded_hourly_cost": "44.55"}),
    "real": plain(fictional="no"),
    "a4-in-america": plain(paper="a4"),
    "letter-abroad": plain(paper="letter", locale="de-DE", currency="EUR"),
    "other-brand": plain(brand="quillhaven"),
    "yen": plain(locale="ja-JP", currency="JPY", profile__hourly_wage="2000",
                 incidents=[incident(revenue_per_hour="5000000")]),
}  # fmt: skip

# Those whose PDF is looked at: together they have every edge of the layout.
PRINTED = (
    "longest-name", "unbroken-name", "accents", "marks", "no-incident", "nearly-three-a-day", "twelve-kinds",
    "forty-kinds", "heavy-tail", "one-user", "a-hundred-thousand", "break-fix", "managed", "co-managed",
    "co-managed-longest", "too-close", "trade-off", "ranges", "notes", "letter-abroad", "fr-ca", "other-brand",
)  # fmt: skip


def companies() -> dict[str, Data]:
    """Sixty: each edge once, in turns in every locale, and a plain one and a larger one in each."""
    found: dict[str, Data] = {}
    locales = list(LOCALES.items())
    for at, (name, data) in enumerate(EDGES.items()):
        locale, currency = locales[at % len(locales)]
        given = deepcopy(data)
        if data["locale"] == "en-US":
            given |= {"locale": locale, "currency": currency}
        found[name] = given
    for locale, currency in (LOCALES | ODD_LOCALES).items():
        wage = {"JPY": "2000", "INR": "500"}.get(currency, "30")
        found[locale.lower()] = plain(locale=locale, currency=currency, profile__hourly_wage=wage)
        if len(found) < 60:
            found[f"{locale.lower()}-co"] = co_managed(locale=locale, currency=currency, profile__hourly_wage=wage)
    return found


def in_money(data: Data, factor: float) -> Data:
    """The same company, with every amount of money multiplied."""
    fees = ("hourly_rate", "travel_fee", "per_user_month", "onboarding_fee", "hourly_wage", "revenue_per_hour")

    def part(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: part(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [part(each) for each in value]
        return f"{float(value) * factor:f}" if key in fees else value

    return dict(part(data))


def as_file(data: Data) -> str:
    """A company as YAML: JSON is YAML."""
    return json.dumps(data, indent=1, ensure_ascii=False)
