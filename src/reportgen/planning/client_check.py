"""What is wrong with one client's record, and how ready the client is."""

from __future__ import annotations

from ..problems import Problem, ProblemCollector
from ..project.schema.client import read_client
from ..project.schema.client.readiness import readiness
from .client import Client
from .site import Site


def check_client(site: Site, client: Client) -> tuple[list[Problem], list[str]]:
    """Return what is wrong with a client's record, as its comparison would find it, and its readiness in sentences."""
    if not site.assumptions or not site.factors or site.terms is None:
        return [], ["Cannot be checked: the assumptions, the factors or the terms are broken."]
    collector = ProblemCollector()
    found = collector.attempt(read_client, client.record, site.assumptions.value, site.factors.value)
    sentences = collector.attempt(readiness, found, client.tickets) if found else None
    problems = [problem.at(*client.record.place(problem.field)) for problem in collector.problems]
    return problems, sentences or ["Not ready: see the problems."]
