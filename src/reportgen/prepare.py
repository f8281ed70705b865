"""From a folder to a plan: loaded, compiled and planned, or remembered while nothing changed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .executors import Bounds
from .load import load
from .model import Digest, Made, Plan, Product, Shelf, Snapshot, Target, canonical, digest, hand_over
from .problems import Problem, ProblemError
from .recipes import run, versions
from .store import Store

if TYPE_CHECKING:
    from .site import Site

LIBRARIES = ("markdown-it-py", "mdit-py-plugins", "jinja2", "pygments", "pydantic", "pyyaml")


@dataclass(frozen=True)
class Prepared:
    """A project at one moment, compiled and planned when first asked for."""

    snapshot: Snapshot
    epoch: date | None

    @cached_property
    def code(self) -> Digest:
        """The digest of the tool's own code."""
        return digest(canonical({path: self.snapshot.files[path] for path in self.snapshot.under("code/")}))

    @cached_property
    def key(self) -> Digest:
        """The key of the plan: everything that compiling and planning can see."""
        tools = f"{sys.version_info[:2]} {versions(LIBRARIES)} {self.epoch}"
        return digest(self.snapshot.digest().encode(), tools.encode())

    @cached_property
    def site(self) -> Site:
        """Everything that was read and understood."""
        return self._compiled[0]

    @cached_property
    def plan(self) -> Plan:
        """The plan, with everything that is wrong so far."""
        return self._planned[0]

    def fetch(self, name: Digest) -> bytes:
        """The bytes of a planned input."""
        return self._planned[1].get(name)

    def bounds(self) -> Bounds:
        """What making one file may take."""
        limits = self.site.settings.limits
        return Bounds(limits.seconds, limits.megabytes)

    def place(self, problem: Problem, target: Target) -> Problem:
        """The problem with the file and the line at fault, as far as they can be known."""
        if target.client and problem.path in ("", target.source):
            record = self.site.clients[target.client].record
            return problem.at(record.path, record.line(problem.field))
        return problem.at(target.source)

    def comparison(self, client: str) -> dict[str, Any]:
        """A client's comparison as its report would have it.  Raises ProblemError when its data is wrong."""
        path = f"briefs/{client}/comparison.json"
        if path not in self.plan.targets:
            raise ProblemError(self.plan.problems)
        target = self.plan.targets[path]
        outcome = run(target.recipe, hand_over(target.inputs, self.fetch))
        if not isinstance(outcome, Product):
            raise ProblemError(self.place(problem, target) for problem in outcome)
        document: dict[str, Any] = json.loads(outcome.content)
        return document

    @cached_property
    def _compiled(self) -> tuple[Site, tuple[Problem, ...]]:
        from .compile import compile_site

        return compile_site(self.snapshot, self.epoch)

    @cached_property
    def _planned(self) -> tuple[Plan, Shelf]:
        from .plan import make_plan

        site, problems = self._compiled
        shelf = Shelf(self.snapshot)
        plan = make_plan(site, shelf)
        return Plan(plan.targets, plan.held, problems + plan.problems), shelf


def prepare(root: Path, store: Store, epoch: date | None) -> Prepared:
    """The project in a folder.  Raises ProblemError when its settings are broken."""
    before = store.seen()
    snapshot, now = load(root, before)
    store.remember_seen(before, now)
    return Prepared(snapshot, epoch)


def current_plan(prepared: Prepared, store: Store) -> Plan:
    """The plan: the remembered one while nothing changed, else made anew and remembered if nothing is wrong."""
    from .packing import pack, unpack

    if packed := store.plan(prepared.key):
        return unpack(packed)
    plan = prepared.plan
    if not plan.problems and not plan.held:
        store.remember_plan(prepared.key, pack(plan))
    return plan


def located(results: Iterable[Made], plan: Plan, project: Prepared) -> tuple[list[Made], list[Problem]]:
    """The results with every problem in its place, and all problems in the order of files and lines."""
    placed = []
    for made in results:
        if made.problems and (target := plan.targets.get(made.path)):
            made = replace(made, problems=tuple(project.place(each, target) for each in made.problems))
        placed.append(made)
    problems = {*plan.problems, *(problem for made in placed for problem in made.problems)}
    return placed, sorted(problems, key=lambda each: (each.path, each.line, each.field, each.message))
