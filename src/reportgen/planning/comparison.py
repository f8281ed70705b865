"""A client's comparison as its report has it, for those who want to see where a number comes from."""

from __future__ import annotations

from ..comparison.document import Document, read
from ..engine.model import Artifact, hand_over
from ..engine.plan import Plan
from ..engine.recipe import run
from ..problems import ProblemError
from .client import bundle_name


def comparison(plan: Plan, client: str) -> Document:
    """Return the comparison of a client.  Raises ProblemError when its data is wrong."""
    bundle, path = plan.bundle(bundle_name(client)), f"{bundle_name(client)}comparison.json"
    if path not in bundle.targets:
        raise ProblemError(bundle.problems or plan.problems)
    target = bundle.targets[path]
    outcome = run(target.recipe, plan.recipes[target.recipe].function, hand_over(target.inputs, plan.fetch))
    if not isinstance(outcome, Artifact):
        raise ProblemError(bundle.annotate(problem, target) for problem in outcome)
    return read(outcome.content)
