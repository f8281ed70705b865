"""Everything that can be wrong, without rendering; how ready each client is, in plain words."""

from __future__ import annotations

from .compile import check_client
from .prepare import Prepared
from .problems import Problem


def examine(project: Prepared) -> tuple[dict[str, list[str]], list[Problem]]:
    """The readiness of each client as sentences, and every problem in the order of files and lines."""
    problems = list(project.plan.problems)
    readiness: dict[str, list[str]] = {name: ["Cannot be read."] for name in project.site.broken_clients}
    for name, client in project.site.clients.items():
        found, sentences = check_client(project.site, client)
        problems += found
        readiness[name] = sentences
    ordered = sorted(set(problems), key=lambda each: (each.path, each.line, each.field, each.message))
    return dict(sorted(readiness.items())), ordered
