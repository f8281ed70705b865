"""Which priorities become which kind of incident, and which companies are which clients."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from ...problems import Problem, ProblemError

RANKS: tuple[tuple[int, str], ...] = (
    (1, r"(p|sev|priority )?1\b.*|critical|highest|blocker|emergency|p1.*"),
    (2, r"(p|sev|priority )?2\b.*|high|major"),
    (3, r"(p|sev|priority )?3\b.*|medium|normal|moderate|standard"),
    (4, r"(p|sev|priority )?[45]\b.*|low|lowest|minor|planning|trivial|none"),
)
MOST = 12  # priorities that a product has at most; a column with more is no priority
COMPANY_FORMS = re.compile(r"[\s,.]+(inc|llc|ltd|limited|gmbh|co|corp|corporation|plc|ag|pty|bv)\.?$")


def rank(priority: str, all_of_them: Collection[str]) -> int | None:
    """Return how urgent a priority is, from 1; `urgent` is the second one where there is also `critical`."""
    plain = priority.casefold().strip()
    if plain == "urgent":
        return 2 if any(each.casefold().strip() == "critical" for each in all_of_them) else 1
    return next((found for found, pattern in RANKS if re.fullmatch(pattern, plain)), None)


def classes_of(
    priorities: Iterable[str], classes: Sequence[tuple[str, float]], given: Mapping[str, str], path: str
) -> dict[str, list[str]]:
    """Return the priorities of each class: the most urgent is the class with the most people, and so on.

    `classes` has the name of each class and the people affected, `given` the class of a priority where a map says it.
    What is less urgent than there are classes belongs to the last one.  Raises ProblemError with every priority whose
    urgency is not known.
    """
    found = sorted(set(priorities))
    names = [name for name, _ in sorted(classes, key=lambda each: -each[1])]
    if len(found) > MOST:
        message = f"there are {len(found)} different priorities; this is no column of priorities"
        raise ProblemError([Problem(message=message, path=path, hint="name the column with --map")])
    result: dict[str, list[str]] = {name: [] for name, _ in classes}
    problems = []
    for priority in found:
        urgency = rank(priority, found)
        if priority in given and given[priority] in result:
            result[given[priority]].append(priority)
        elif len(names) == 1:
            result[names[0]].append(priority)
        elif priority in given or urgency is None:
            wrong = given.get(priority)
            message = f"no class {wrong!r}" if wrong else f"it is not known how urgent the priority {priority!r} is"
            hint = f"write in a file for --map: `classes: {{{priority}: CLASS}}`, with one of: {', '.join(names)}"
            problems.append(Problem(message=message, path=path, hint=hint))
        else:
            result[names[min(urgency, len(names)) - 1]].append(priority)
    if problems:
        raise ProblemError(problems)
    return result


def plain_company(name: str) -> str:
    """Return the name of a company without its legal form, in small letters."""
    plain = " ".join(name.casefold().split())
    return COMPANY_FORMS.sub("", plain).strip(" ,.")
