"""Terms: what is the same for many clients, in named sets; a client's record is completed from them key by key.

Of two sets that a client names the later one wins, the set `standard` comes before all others, and what the client's
own record says wins over every set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from re import sub

from ..problems import Problem, ProblemError
from .readers.record import Inherited, Record, Value

TERMS = "content/terms.yml"
STANDARD = "standard"
"""The set that every client has, whether it names it or not."""
ALTERNATIVES = (
    {"hourly_wage", "loaded_hourly_cost"},
    {"people_affected", "share_affected"},
    {"weight", "rank"},
)
"""Keys that say the same thing in two ways: a client that has one of them does not take the other from a set."""
INCIDENTS, EVERY = "incidents", "every_incident"
Sets = Mapping[str, Record]


def sets_of(record: Record) -> Sets:
    """Return the sets in the record of content/terms.yml by name, each as a record with its own fields."""
    lines: dict[str, dict[str, int]] = {name: {} for name in record.data}
    for field, line in record.lines.items():
        name, _, inner = field.partition(".")
        if name in lines:
            lines[name][inner] = line
    return {
        name: Record(record.path, data, lines[name]) for name, data in record.data.items() if isinstance(data, dict)
    }


def completed(record: Record, sets: Sets) -> Record:
    """Return a client's record with what it leaves out taken from the sets that it names, and from `standard`.

    Raises ProblemError if it names a set that does not exist, or takes an amount in another currency than its own.
    """
    names = _names(record)
    if problems := [record.unknown_name(field, name, sets) for field, name in names if name not in sets]:
        raise ProblemError(problems)
    order = dict.fromkeys([*[name for name in (STANDARD,) if name in sets], *(name for _, name in names)])
    if not order:
        return record
    found = _Completion(record, [(name, sets[name]) for name in reversed(order)]).record()
    if problems := [*_foreign_amounts(found, sets)]:
        raise ProblemError(problems)
    return found


def _foreign_amounts(record: Record, sets: Sets) -> Iterator[Problem]:
    """Yield a problem for each amount that a record took from a set in another currency; 0 is 0 in all of them."""
    from ..comparison.definitions import MEANINGS  # a build with nothing to do needs none of it

    currency = record.data.get("currency") or "USD"
    for field, origin in record.inherited.items():
        theirs = sets[origin.terms].data.get("currency")
        known = MEANINGS.get(sub(r"\[\d+\]", "", field))
        if theirs not in (None, currency) and known and known.unit.startswith("{currency}"):
            message = f"is taken from the set {origin.terms!r} in {theirs}, and the client's currency is {currency}"
            yield record.problem(field, message, "give the amount in the client's file, or in a set in its currency")


def _names(record: Record) -> list[tuple[str, str]]:
    """Return the field and the name of each set that a record names; the schema reports what is not a name."""
    written = record.data.get("terms")
    if isinstance(written, str):
        return [("terms", written)]
    names = written if isinstance(written, list) else ()
    return [(f"terms[{at}]", name) for at, name in enumerate(names) if isinstance(name, str)]


class _Completion:
    """One record while it is completed: its values, and where those come from that it did not have."""

    def __init__(self, record: Record, sets: Iterable[tuple[str, Record]]) -> None:
        self._own = record
        self._sets = [*sets]
        self._inherited: dict[str, Inherited] = {}

    def record(self) -> Record:
        """Return the completed record."""
        data = dict(self._own.data)
        for name, terms in self._sets:
            rest = {key: value for key, value in terms.data.items() if key not in (INCIDENTS, EVERY)}
            data = self._mapping(data, rest, name, terms, "", "")
        if data.get(INCIDENTS) is None:
            self._take_incidents(data)
        if isinstance(data.get(INCIDENTS), list):
            data[INCIDENTS] = [self._incident(each, at, data) for at, each in enumerate(_list(data[INCIDENTS]))]
        return replace(self._own, data=data, inherited=self._inherited)

    def _take_incidents(self, data: dict[str, Value]) -> None:
        """Take the whole list of incident classes from the last set that has one."""
        for name, terms in self._sets:
            if terms.data.get(INCIDENTS):
                data[INCIDENTS] = terms.data[INCIDENTS]
                self._note(name, terms, INCIDENTS, INCIDENTS)
                return

    def _incident(self, incident: Value, at: int, data: Mapping[str, Value]) -> Value:
        """Return an incident class completed from that of the same name in each set, and from `every_incident`."""
        if not isinstance(incident, dict):
            return incident
        field = f"{INCIDENTS}[{at}]"
        for name, terms in self._sets:
            for place, each in enumerate(_list(terms.data.get(INCIDENTS))):
                if isinstance(each, dict) and each.get("name") == incident.get("name"):
                    incident = self._mapping(incident, each, name, terms, field, f"{INCIDENTS}[{place}]")
            every = terms.data.get(EVERY)
            if isinstance(every, dict):
                incident = self._mapping(incident, _offered(every, data), name, terms, field, EVERY)
        return incident

    def _mapping(
        self, own: dict[str, Value], given: dict[str, Value], name: str, terms: Record, field: str, source: str
    ) -> dict[str, Value]:
        """Return a mapping with the keys of `given` that it does not have; `field` and `source` are their places."""
        result = dict(own)
        for key, value in given.items():
            here, there = f"{field}.{key}".lstrip("."), f"{source}.{key}".lstrip(".")
            mine = result.get(key)
            if key not in result:
                if not any(key in pair and pair & result.keys() for pair in ALTERNATIVES):
                    result[key] = value
                    self._note(name, terms, here, there)
            elif isinstance(mine, dict) and isinstance(value, dict) and not _one_value(key, mine, value):
                result[key] = self._mapping(mine, value, name, terms, here, there)
        return result

    def _note(self, name: str, terms: Record, field: str, source: str) -> None:
        """Note that a field, with all that is in it, comes from a place of a set."""
        self._inherited[field] = Inherited(name, terms.path, terms.line(source))
        for inner, line in terms.lines.items():
            if inner.startswith((f"{source}.", f"{source}[")):
                self._inherited[field + inner.removeprefix(source)] = Inherited(name, terms.path, line)


def _one_value(key: str, *mappings: Mapping[str, Value]) -> bool:
    """Return whether mappings at a key are one value each, such as a number with its range: they are not mixed."""
    return key == "repair_hours" or any("value" in mapping for mapping in mappings)


def _offered(every: dict[str, Value], data: Mapping[str, Value]) -> dict[str, Value]:
    """Return what holds for every incident without what is said of co-managed IT, unless that is offered."""
    if data.get("co_managed") is not None:
        return every
    return {
        key: {inner: part for inner, part in value.items() if inner != "co_managed"}
        if isinstance(value, dict) and "value" not in value
        else value
        for key, value in every.items()
    }


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []
