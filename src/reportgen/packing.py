"""A plan as bytes, so that it can be remembered, and the part of it that was asked for."""

from __future__ import annotations

import json
from collections.abc import Collection

from .model import OutputPath, Plan, Target


def select(plan: Plan, clients: Collection[str] = (), part: str = "") -> Plan:
    """The part of a plan that was asked for: some clients' briefs, or only `site` or `briefs`."""
    targets = {
        path: target
        for path, target in plan.targets.items()
        if (not part or path.startswith(f"{part}/")) and (not clients or target.client in clients)
    }
    return Plan(targets, plan.held, plan.problems)


def pack(plan: Plan) -> bytes:
    """The targets of a plan without problems, as JSON."""
    rows = [
        (target.path, target.recipe, dict(target.inputs), dict(target.needs), target.source, target.client)
        for target in plan.targets.values()
    ]
    return json.dumps(rows, separators=(",", ":")).encode()


def unpack(packed: bytes) -> Plan:
    """The plan that was packed."""
    targets = {}
    for path, recipe, inputs, needs, source, client in json.loads(packed):
        places = {role: OutputPath.known(need) for role, need in needs.items()}
        targets[path] = Target(OutputPath.known(path), recipe, inputs, places, source, client)
    return Plan(targets)
