"""A figure followed back through its formulas to the inputs."""

from __future__ import annotations

from dataclasses import dataclass

from ...problems import Problem, ProblemError, did_you_mean
from ..document.model import Document, Figure
from ..document.queries import figures_and_inputs
from ..quantity import Quantity


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure or input, and the explanations of what it is computed from.

    A figure that was explained once is only named again: then `repeated` is true and `inputs` is empty.
    """

    name: str
    entry: Quantity | Figure
    inputs: tuple[Explanation, ...] = ()
    repeated: bool = False


def explain(document: Document, name: str) -> Explanation:
    """Follow a figure back to the inputs.  Raises ProblemError for an unknown name."""
    known = figures_and_inputs(document)
    if name not in known:
        hint = did_you_mean(name, known)
        if not hint.startswith("did you mean"):
            hint = "`reportgen explain CLIENT` lists all figures"
        raise ProblemError([Problem(message=f"there is no figure {name!r}", hint=hint)])
    return _explanation(name, known, set())


def _explanation(name: str, known: dict[str, Quantity | Figure], explained: set[str]) -> Explanation:
    entry = known[name]
    if isinstance(entry, Quantity):
        return Explanation(name, entry)
    if name in explained:
        return Explanation(name, entry, repeated=True)
    explained.add(name)
    return Explanation(name, entry, tuple(_explanation(each, known, explained) for each in entry.inputs))
