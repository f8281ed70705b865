"""content/clients/ID.yml: what a client told us and what was offered to them, checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from re import fullmatch

from ....comparison.inputs import Inputs
from ....problems import Problem, ProblemError
from ...readers.record import Record
from ..assumptions import Assumptions
from ..factors import Factors
from ..text import ID
from ..validation import validate
from .file import ClientFile, Told
from .inputs import inputs, with_tickets
from .rules import rules


@dataclass(frozen=True)
class Client(Told):
    """A client, ready to be turned into the inputs of a comparison."""

    def inputs(self, as_of: str, tickets: bytes | None = None) -> Inputs:
        """What the comparison takes, each value with its origin; `as_of` is the date of the report.

        `tickets` is the content of the file that the client's `tickets:` names.  Raises ProblemError when it is
        not handed in, or cannot be used.
        """
        told = inputs(self, self.file.as_of or as_of)
        return with_tickets(self, told, tickets) if self.file.tickets else told


def read_client(record: Record, assumptions: Assumptions, factors: Factors) -> Client:
    """The client a record describes.  Raises ProblemError with every problem, each with field and line."""
    found: list[Problem] = []
    file: ClientFile | None = None
    try:
        file = validate(ClientFile, record, private=True)
    except ProblemError as error:
        found = [_as_written(problem, record) for problem in error.problems]
    known = {problem.field for problem in found}
    found += [problem for problem in rules(record, assumptions) if problem.field not in known]
    name = str(record.data.get("id") or PurePosixPath(record.path).stem)
    if not fullmatch(ID, name):
        message = f"the id {name!r} must be made of small letters, digits and hyphens"
        found.append(Problem(message=message, path=record.path, hint="rename the file"))
    found += _too_many_people(file, record) if file else []
    if found or file is None:
        raise ProblemError(sorted(found, key=lambda problem: (problem.line, problem.field)))
    return Client(name, file, assumptions, factors)


def _too_many_people(file: ClientFile, record: Record) -> list[Problem]:
    """An incident cannot affect more people than there are."""
    users = file.profile.users.value
    return [
        record.problem(
            f"incidents[{at}].people_affected",
            "is more than `profile.users:`",
            "count the people of this client who cannot work",
        )
        for at, each in enumerate(file.incidents)
        if each.people_affected.value > users
    ]


def _as_written(problem: Problem, record: Record) -> Problem:
    """The problem with its field as it stands in the file: repair hours are sorted by shape when read."""
    field = problem.field.replace(".repair_hours.hours", ".repair_hours")
    field = field.replace(".repair_hours.observed", ".repair_hours")
    return replace(problem, field=field, line=record.line(field))
