"""How an answer of a first call is read: as people say it, where it has one meaning.

Each function returns the texts of the values for the client's file; it raises ValueError("what is wrong; what to do").
"""

from __future__ import annotations

import re
from collections.abc import Mapping

NUMBER = r"(~?)\s*(\d+(?:\.\d+)?)"
HOURS_A_YEAR = 2080
TIMES = {"year": 1, "month": 12, "week": 52}
YES_NO = {"yes": "1", "no": "0"}


def text(said: str) -> Mapping[str, str]:
    """Return a name or a trade on one line."""
    plain = " ".join("".join(letter for letter in said if letter.isprintable()).split())
    if not 1 <= len(plain) <= 120 or "{{" in plain or "{%" in plain:
        raise ValueError("is not a name; write 1 to 120 characters, without {{ or {%")
    return {"value": plain}


def count(said: str) -> str:
    """Return a number as text, its sign of a guess kept; a unit of money, hours or people around it is left out."""
    bare = re.sub(r"^(~?)\s*([A-Z]{3}\s*|[$€£¥]\s*)?", r"\1", said.strip())
    bare = re.sub(r"\s*(/|\ban\s|\bper\s)?\s*(h|hours?|people|places?|sites?)$", "", bare, flags=re.I)
    if re.fullmatch(r"~?\d{1,3},\d{3}", bare):
        one, other = bare.replace(",", ""), bare.replace(",", ".")
        raise ValueError(f"has a comma with two meanings; write {one} or {other}")
    if not (found := re.fullmatch(NUMBER, bare.strip())):
        raise ValueError("is not a number; write digits, such as 12 or 0.5, and ~12 for a guess")
    return "".join(found.groups())


def people(said: str) -> Mapping[str, str]:
    """Return a whole number of at least 1."""
    value = count(said)
    if "." in value or value.lstrip("~").strip("0") == "":
        raise ValueError("is not a whole number of at least 1; count them")
    return {"value": value}


def money(said: str) -> Mapping[str, str]:
    """Return an amount in the client's currency."""
    return {"value": count(said)}


def hour(said: str) -> Mapping[str, str]:
    """Return what an hour of work costs: a wage, a salary by the year turned into one, or a cost with contributions."""
    if found := re.fullmatch(r"(.+?)\s*(?:/|a |per )\s*year", said.strip(), flags=re.I):
        value = count(found[1])
        wage = f"{float(value.lstrip('~')) / HOURS_A_YEAR:.2f}"
        comment = f"{value.lstrip('~')} a year for {HOURS_A_YEAR} hours"
        return {"key": "hourly_wage", "value": ("~" if "~" in value else "") + wage, "comment": comment}
    if found := re.fullmatch(r"(.+?)\s*loaded", said.strip(), flags=re.I):
        return {"key": "loaded_hourly_cost", "value": count(found[1]), "comment": ""}
    value = count(said)
    if float(value.lstrip("~")) >= 1000:
        raise ValueError(f"may be a salary or a wage; write `{value} a year`, or the wage of an hour")
    return {"key": "hourly_wage", "value": value, "comment": ""}


def rate(said: str) -> Mapping[str, str]:
    """Return a number a year; `2 a month` is 24."""
    found = re.fullmatch(r"(.+?)\s*(?:/|\ba |\bper |\bevery )\s*(year|month|week)", said.strip(), flags=re.I)
    value = count(re.sub(r"\s*times?$", "", found[1] if found else said.strip()))
    often = TIMES[found[2].lower()] if found else 1
    return {"value": ("~" if "~" in value else "") + f"{float(value.lstrip('~')) * often:g}"}


def affected_hours(said: str) -> Mapping[str, str]:
    """Return the hours of wait and of repair; where only their sum is known, each half of it is a guess."""
    parts = [count(part) for part in said.split("+")]
    if len(parts) == 2:
        return {"wait": parts[0], "repair": parts[1]}
    if len(parts) > 2:
        raise ValueError("has more than two parts; write the wait and the repair, such as 3 + 2")
    half = f"{float(parts[0].lstrip('~')) / 2:g}"
    note = f'note: "half of the {parts[0].lstrip("~")} hours until work goes on"'
    return dict.fromkeys(("wait", "repair"), f"{{value: ~{half}, {note}}}")


def margin(said: str) -> Mapping[str, str]:
    """Return the margin of an hour, and which share of the pay it has to cover, if that was said."""
    found = re.fullmatch(r"(.+?)(?:[,\s]+(yes|no))?", said.strip(), flags=re.I)
    assert found  # it takes any text
    return {"value": count(found[1]), "pay": YES_NO[found[2].lower()] if found[2] else ""}


def factors(said: str) -> Mapping[str, str]:
    """Return four answers from 1 to 5."""
    if not re.fullmatch(r"([1-5][,\s]*){4}", said.strip()):
        raise ValueError("is not four answers from 1 to 5; write them like 4 3 5 3")
    return {"value": said.strip()}
