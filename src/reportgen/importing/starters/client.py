"""A client's file from the twelve facts of a first call: the questions, how an answer is read, and the file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .client_answers import affected_hours, factors, hour, margin, money, people, rate, text

Part = Mapping[str, str]
"""What an answer puts into the file: the text of each value, by a name of this module."""


@dataclass(frozen=True, slots=True)
class Question:
    """One of the twelve: its key (also its option), what is asked, an example, why, and how an answer is read."""

    key: str
    ask: str
    example: str
    why: str
    read: Callable[[str], Part]


QUESTIONS = (
    Question("name", "Name of the client", "Quillmark Print", "It stands on the cover.", text),
    Question("trade", "Their trade", "print shop", "The report names it.", text),
    Question("users", "People who use IT", "18", "Fees and lost hours are counted by them.", people),
    Question("sites", "Places they work in", "1", "Somebody may have to come to each.", people),
    Question(
        "hour",
        "What an hour of work costs: a wage, a salary a year, or the cost with contributions",
        "27, or 56000 a year, or 38 loaded",
        "Lost hours are paid hours.",
        hour,
    ),
    Question("rate", "What their provider of today charges an hour", "150", "It prices break/fix.", money),
    Question(
        "one",
        "How often one person is stopped",
        "24 a year, or 2 a month",
        "Small interruptions are most of them.",
        rate,
    ),
    Question("all", "How often everybody is stopped", "2 a year", "Few, and they cost the most.", rate),
    Question(
        "down",
        "Hours until work goes on: in all, or the wait and then the repair",
        "5, or 3 + 2",
        "Only the repair is billed, and only the wait depends on who is called.",
        affected_hours,
    ),
    Question(
        "margin",
        "What an hour of business earns that is lost while all stand still (0: it goes on), and whether"
        " the people who stop earn it",
        "300 yes, or 0",
        "It is the larger part of many outages; pay that it has to cover is not counted twice.",
        margin,
    ),
    Question(
        "paid", "What they paid for break/fix last year", "9400", "To compare with what the model expects.", money
    ),
    Question(
        "factors",
        "Answers 1 to 5 to the four factors: reliance on IT, budget, IT of their own, tolerance of risk",
        "4 3 5 3",
        "They say what fits, whatever it costs; content/factors.yml has the questions.",
        factors,
    ),
)
FACTORS = ("operational_reliance", "budget_structure", "internal_it_capability", "risk_tolerance")


def client_file(said: Mapping[str, str], language: str) -> str:
    """Return the file of a client from answers by key; what was not said is left out, and listed to be asked.

    Raises ValueError("what is wrong; what to do") for an answer that cannot be read.
    """
    read = {each.key: each.read(said[each.key]) for each in QUESTIONS if said.get(each.key)}
    missing = [each for each in QUESTIONS if each.key not in read]
    lines = [
        "# From the first call. A number is written plainly, as ~24 where it is a guess, or as",
        '#   {value: 24, low: 18, high: 30, note: "who said so"}. What is not here comes from content/terms.yml.',
        *(["# Still to ask:"] if missing else []),
        *(f"#   {each.ask} ({each.example})" for each in missing),
        "",
        *(f"name: {json.dumps(read['name']['value'], ensure_ascii=False)}" for _ in range("name" in read)),
        *(f"industry: {json.dumps(read['trade']['value'], ensure_ascii=False)}" for _ in range("trade" in read)),
        f"locale: {language}",
        "",
        *_profile(read),
        *_incidents(read),
        *_break_fix(read),
        *_factors(read),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _profile(read: Mapping[str, Part]) -> list[str]:
    users, sites, cost = (read.get(key, {}) for key in ("users", "sites", "hour"))
    lines = [f"  users: {users['value']}"] if users else []
    if users:
        guess = users["value"].lstrip("~")
        lines += ["  # devices are not among the questions: one for each person is a guess", f"  devices: ~{guess}"]
    lines += [f"  sites: {sites['value']}"] if sites else []
    lines += [f"  # {cost['comment']}"] if cost.get("comment") else []
    lines += [f"  {cost['key']}: {cost['value']}"] if cost else []
    return ["profile:", *lines, ""] if lines else []


def _incidents(read: Mapping[str, Part]) -> list[str]:
    """Return the two kinds of incident; without any number of them the list is left to the terms."""
    kinds = [
        ("one", "One person", ["people_affected: 1", "revenue_per_hour: ~0"]),
        ("all", "Everybody", ["share_affected: 1", *_margin(read.get("margin", {}))]),
    ]
    lines = []
    for key, name, more in kinds:
        if key not in read:
            continue
        down = read.get("down", {})
        hours = [f"repair_hours: {down['repair']}", f"wait_hours: {{break_fix: {down['wait']}}}"] if down else []
        parts = [f"per_year: {read[key]['value']}", *hours, *more]
        lines += [f"  - name: {name}", *(f"    {part}" for part in parts)]
    return ["incidents:", *lines, ""] if lines else []


def _margin(part: Part) -> list[str]:
    if not part:
        return []
    return [f"revenue_per_hour: {part['value']}", *([f"pay_in_margin: {part['pay']}"] if part["pay"] else [])]


def _break_fix(read: Mapping[str, Part]) -> list[str]:
    paid, price = read.get("paid"), read.get("rate")
    lines = [f"# They paid {paid['value']} for break/fix last year: compare it with the report."] if paid else []
    return [*lines, *(["break_fix:", f"  hourly_rate: {price['value']}", ""] if price else [])]


def _factors(read: Mapping[str, Part]) -> list[str]:
    if "factors" not in read:
        return []
    answers = re.findall(r"\d", read["factors"]["value"])
    pairs = zip(FACTORS, answers, strict=True)
    return ["factors:", *(f"  {name}: {{answer: {answer}}}" for name, answer in pairs)]
