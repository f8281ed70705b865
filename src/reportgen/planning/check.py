"""Everything that can be wrong, without rendering; how ready each client is, in plain words."""

from __future__ import annotations

from ..problems import Problem
from .load_site import check_client
from .prepare import Prepared


def examine(project: Prepared) -> tuple[dict[str, list[str]], list[Problem]]:
    """The readiness of each client as sentences, and every problem in the order of files and lines."""
    problems = list(project.plan.problems)
    readiness: dict[str, list[str]] = {}
    for name, entry in project.index.entries.items():
        client, _ = project.client(entry)
        if client is None:
            readiness[name] = ["Cannot be read."]
            continue
        found, readiness[name] = check_client(project.site, client)
        problems += found
    ordered = sorted(set(problems), key=lambda each: (each.path, each.line, each.field, each.message))
    return dict(sorted(readiness.items())), ordered
