"""Everything that would be made, by path; two owners of one path are refused by name."""

from __future__ import annotations

from .editions import EDITION_NAMES, edition
from .model import Held, Plan, Shelf, Target
from .problems import Problem
from .site import Site


def make_plan(site: Site, shelf: Shelf) -> Plan:
    """The plan of a site.  What recipes will be handed is put on the shelf."""
    targets: dict[str, Target] = {}
    held: list[Held] = []
    problems: list[Problem] = []
    for name in EDITION_NAMES:
        for each in edition(name).targets(site, shelf):
            if isinstance(each, Held):
                held.append(each)
            elif each.path in targets:
                other = targets[each.path].source
                message = f"{each.path} would also be made from {other}"
                problems.append(Problem(message=message, path=each.source, hint="rename one of them"))
            else:
                targets[each.path] = each
    return Plan(targets, tuple(held), tuple(problems))
