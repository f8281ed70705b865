"""The readiness of a client for a report: sentences about what is assumed, what is unusual, and what to ask."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ....comparison.definitions import meaning
from ....comparison.incidents import larger, pay_per_hour
from ....comparison.inputs import IncidentClass, Inputs
from ....comparison.quantity import GUESSES, Quantity, quantities
from .checked import CheckedClient
from .evidence import evidence


def readiness(client: CheckedClient, tickets: bytes | None = None) -> list[str]:
    """Return a sentence for each thing to ask the client, or one sentence if there is nothing to ask.

    `tickets` is the content of the file that `tickets:` names.  Raises ProblemError if it cannot be used.
    """
    inputs = client.inputs("", tickets)
    found = [
        *_assumed(inputs, client.terms),
        *_taken(client, inputs),
        *_ranges(inputs),
        *(evidence(inputs, client.file.tickets, tickets) if client.file.tickets and tickets is not None else []),
        *_twice(inputs),
        *_left_out(inputs),
        *_unusual(client, inputs),
        *([] if client.file.contact else ["Nobody is named as the reader: ask who the report is for."]),
    ]
    return found or ["Nothing is assumed, and the ranges are known: the report rests on what was told and quoted."]


def _assumed(inputs: Inputs, terms: Collection[str]) -> Iterator[str]:
    """Yield a sentence for each value that the report assumes, with its source; not for those from our terms."""
    weights = [factor.weight for factor in inputs.factors if factor.weight.origin == "assumption"]
    if weights:
        yield "No weights were given for the four factors: all count alike. Ask which matters most."
    for quantity in quantities(inputs):
        if quantity.origin not in GUESSES or quantity in weights or quantity.name in terms:
            continue
        if ".prevented." in quantity.name:
            if not quantity.note:
                yield f"{_place(quantity, inputs)} is our own estimate: add a note with the evidence."
            continue
        grounds = f"{quantity.source}, {quantity.year}, grade {quantity.grade}" if quantity.source else quantity.note
        if not grounds:
            yield f"{_place(quantity, inputs)} of {_shown(quantity)} is a guess: ask for their own figure."
            continue
        yield f"{_place(quantity, inputs)} is assumed to be {_shown(quantity)} ({grounds}): ask for their own figure."


def _taken(client: CheckedClient, inputs: Inputs) -> Iterator[str]:
    """Yield a sentence for each set of terms that values were taken from."""
    taken: dict[str, list[str]] = {}
    for quantity in quantities(inputs):
        if (name := client.terms.get(quantity.name)) and quantity.value:
            taken.setdefault(name, []).append(f"{_place(quantity, inputs)} of {_shown(quantity)}")
    for name, values in taken.items():
        yield f"Taken from our terms, set {name}: {'; '.join(values)}."


def _ranges(inputs: Inputs) -> Iterator[str]:
    """Yield a sentence for each value that decides the result and has no range."""
    for incident in inputs.incidents:
        for quantity, question in _deciding(incident):
            if quantity.low is None and quantity.high is None and quantity.value:
                yield f"{_place(quantity, inputs)} is one figure without a range: ask {question}."


def _deciding(incident: IncidentClass) -> Iterator[tuple[Quantity, str]]:
    yield incident.per_year, "how few and how many there are in a quiet and in a bad year"
    yield incident.revenue_per_hour, "what it is at least and at most"
    yield incident.prevented.managed, "what it is at least and at most"
    if incident.prevented.co_managed:
        yield incident.prevented.co_managed, "what it is at least and at most"


def _twice(inputs: Inputs) -> Iterator[str]:
    """Yield a sentence for each class of which it is not known whether its pay and its margin are the same hours."""
    for incident in inputs.incidents:
        counted = larger(incident, pay_per_hour(incident, inputs))
        if counted:
            yield (
                f"Pay and margin of the same hours ({incident.name}): only the larger is counted, the {counted}. "
                "Ask whether the people who stop earn this margin, and give `pay_in_margin:`."
            )


def _left_out(inputs: Inputs) -> Iterator[str]:
    """Yield a sentence for what break/fix costs without an outage and a fee covers, where it is not given."""
    if inputs.break_fix.planned_hours_per_year is None:
        yield (
            "Planned work is not counted (requests, new people, updates): ask for its hours a year on last year's "
            "invoices, and give `planned_hours_per_year:`."
        )
    if inputs.break_fix.recurring_month is None:
        yield (
            "Tools and retainers are not counted: ask what is paid by the month that the fee includes, "
            "and give `recurring_month:`."
        )


def _unusual(client: CheckedClient, inputs: Inputs) -> Iterator[str]:
    """Yield a sentence for each price outside the usual range."""
    prices = {"hourly_rate": inputs.break_fix.hourly_rate, "per_user_month": inputs.managed.per_user_month}
    for name, price in prices.items():
        hint = client.assumptions.hints.get(name)
        if not hint or hint.currency != inputs.subject.currency or not price.value:
            continue
        if not hint.usual_low <= price.value <= hint.usual_high:
            yield (
                f"{meaning(price.name).description} of {_shown(price)} is outside the usual {hint.usual_low:g} to "
                f"{hint.usual_high:g} ({hint.source}, {hint.year}, grade {hint.grade}): check it."
            )


def _place(quantity: Quantity, inputs: Inputs) -> str:
    """Return what the input means, with the incident class where there is one."""
    description = meaning(quantity.name).description
    if not quantity.name.startswith("incidents["):
        return description
    at = int(quantity.name[len("incidents[") : quantity.name.index("]")])
    return f"{description} ({inputs.incidents[at].name})"


def _shown(quantity: Quantity) -> str:
    unit = "" if quantity.unit in ("ratio", "fraction") else f" {quantity.unit}"
    if quantity.value == 1:
        unit = unit.removesuffix("s")  # 1 hour
    return f"{quantity.value:,.6g}{unit}"
