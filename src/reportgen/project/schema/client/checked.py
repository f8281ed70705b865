"""A client whose file has no problems, with the assumptions and factors that complete it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from ....comparison.inputs import Inputs
from ....problems import Problem, ProblemError
from ...identifiers import identifier_fault
from ...readers.record import Record
from ..assumptions import Assumptions
from ..factors import Factors
from ..validation import validate
from .file import ClientFile
from .inputs import comparison_inputs, with_tickets
from .quantities import QuantityReader
from .rules import rules
from .scale import out_of_scale


@dataclass(frozen=True)
class CheckedClient:
    """A client whose file has no problems."""

    id: str
    file: ClientFile
    assumptions: Assumptions
    factors: Factors
    terms: Mapping[str, str] = field(default_factory=dict)
    """The set of terms that a field was taken from, for each field that the client's own file does not have."""

    def inputs(self, as_of: str, tickets: bytes | None = None) -> Inputs:
        """Return the inputs of the comparison, each value with its origin.

        `as_of` is the date of the report, unless the file has its own.  `tickets` is the content of the file that
        `tickets:` names.  Raises ProblemError if that file does not exist or cannot be used.
        """
        read = QuantityReader(self.file, self.assumptions, self.terms)
        inputs = comparison_inputs(self.id, read, self.factors, self.file.as_of or as_of)
        section = self.file.tickets
        if section is None:
            return inputs
        if tickets is None:
            message, hint = f"the file {section.file!r} is not there", f"put it into content/clients/{self.id}/"
            raise ProblemError([Problem(message=message, field="tickets.file", hint=hint)])
        return with_tickets(inputs, read, section, tickets)


def read_client(record: Record, assumptions: Assumptions, factors: Factors) -> CheckedClient:
    """Return the client that a record describes.  Raises ProblemError with every problem, each with field and line."""
    problems: list[Problem] = []
    file: ClientFile | None = None
    try:
        file = validate(ClientFile, record, private=True)
    except ProblemError as error:
        problems = [_as_written(problem, record) for problem in error.problems]
    fields = {problem.field for problem in problems}
    problems += [problem for problem in rules(record, assumptions) if problem.field not in fields]
    name = str(record.data.get("id") or PurePosixPath(record.path).stem)
    if fault := identifier_fault(name):
        message, _, hint = fault.partition("; ")
        problems.append(Problem(message=message, path=record.path, hint=f"rename it; {hint}"))
    problems += [*_too_many_people(file, record), *out_of_scale(file, record)] if file else []
    if problems or file is None:
        raise ProblemError(sorted(problems, key=lambda problem: (problem.line, problem.field)))
    terms = {place: origin.terms for place, origin in record.inherited.items()}
    return CheckedClient(name, file, assumptions, factors, terms)


def _too_many_people(file: ClientFile, record: Record) -> list[Problem]:
    """Return a problem for each incident class that affects more people than the client has."""
    users = file.profile.users.value
    return [
        record.problem(
            f"incidents[{index}].people_affected",
            "is more than `profile.users:`",
            "count the people of this client who cannot work",
        )
        for index, incident in enumerate(file.incidents)
        if incident.people_affected and incident.people_affected.value > users
    ]


def _as_written(problem: Problem, record: Record) -> Problem:
    """Return the problem with the field as the file writes it; the schema sorts repair hours by their form."""
    name = problem.field.replace(".repair_hours.hours", ".repair_hours")
    name = name.replace(".repair_hours.observed", ".repair_hours")
    path, line = record.place(name)
    return replace(problem, field=name, path=path, line=line)
