"""Everything that can be wrong, without rendering; how ready each client is, in plain words."""

from __future__ import annotations

from collections.abc import Collection

from ..engine.plan import Plan
from ..problems import Problem
from .bundles import merged, read_client_entry
from .client import bundle_name
from .client_check import check_client
from .project import Project


def check_project(
    project: Project, plan: Plan, clients: Collection[str] = ()
) -> tuple[dict[str, list[str]], list[Problem]]:
    """Return the readiness of each client as sentences, and every problem in the order of files and lines.

    Where `clients` are named, these are theirs and those of what all clients share.
    """
    problems = [*project.summary().problems] if clients else [*merged(plan).problems]
    for name in clients:
        problems += plan.bundle(bundle_name(name)).problems
    sentences: dict[str, list[str]] = {} if clients else _not_public(project)
    entries = project.clients().entries
    for name in clients or entries:
        entry = entries[name]
        client, _ = read_client_entry(project, entry)
        if client is None:
            sentences[name] = ["Cannot be read."]
            continue
        found, sentences[name] = check_client(project.site().site, client)
        problems += found
    ordered = sorted(set(problems), key=lambda problem: (problem.path, problem.line, problem.field, problem.message))
    return dict(sorted(sentences.items())), ordered


def _not_public(project: Project) -> dict[str, list[str]]:
    """Return, by its path, when each article becomes public that is not yet so, or since when it is not any more."""
    articles = project.site().site.articles.values()
    return {article.path: [f"This article {article.hidden}."] for article in articles if article.hidden}
