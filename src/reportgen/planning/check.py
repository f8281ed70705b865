"""Everything that can be wrong, without rendering; how ready each client is, in plain words."""

from __future__ import annotations

from ..engine.plan import Plan
from ..problems import Problem, ProblemCollector
from ..project.schema.client import read_client
from ..project.schema.client.readiness import readiness
from .bundles import merged, read_client_entry
from .client import Client
from .project import Project
from .site import Site


def check_project(project: Project, plan: Plan) -> tuple[dict[str, list[str]], list[Problem]]:
    """Return the readiness of each client as sentences, and every problem in the order of files and lines."""
    problems = [*merged(plan).problems]
    sentences: dict[str, list[str]] = {}
    for name, entry in project.clients().entries.items():
        client, _ = read_client_entry(project, entry)
        if client is None:
            sentences[name] = ["Cannot be read."]
            continue
        found, sentences[name] = check_client(project.site().site, client)
        problems += found
    ordered = sorted(set(problems), key=lambda each: (each.path, each.line, each.field, each.message))
    return dict(sorted(sentences.items())), ordered


def check_client(site: Site, client: Client) -> tuple[list[Problem], list[str]]:
    """Return what is wrong with a client's record, as its comparison would judge, and its readiness in sentences."""
    if not site.assumptions or not site.factors:
        return [], ["Cannot be judged: the assumptions or the factors are broken."]
    collector = ProblemCollector()
    found = collector.attempt(read_client, client.record, site.assumptions.value, site.factors.value)
    sentences = collector.attempt(readiness, found, client.tickets) if found else None
    place = client.record.path
    problems = [each.at(place, client.record.line(each.field)) for each in collector.problems]
    return problems, sentences or ["Not ready: see the problems."]
