"""The plan of a project: a bundle for the site and one for each client, planned when the engine opens it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from functools import partial

from ..engine.cache import Cache, Cached
from ..engine.model import Artifact, BundlePlan, Digest, Outdated, Target, canonical, digest
from ..engine.plan import Plan
from ..problems import Problem, ProblemError
from ..project.clients import CLIENTS, ClientEntry
from ..project.readers.record import Record
from .client import BRIEFS, Client, SharedInputs, bundle_key, bundle_name, resolve_client
from .plan import SITE, client_plan, shared_inputs_of, site_plan, without_broken
from .project import Project


def make_plan(project: Project, cache: Cache | None = None) -> Plan:
    """Return the plan of a project.

    The keys of its bundles come from the cache while no file changed; they are kept there if nothing is wrong.
    """
    clients = canonical({path: project.files.files[path] for path in project.files.under(CLIENTS)})
    key = digest(project.key.encode(), clients)
    plan = partial(
        Plan, bundle=partial(plan_bundle, project), fetch=project.blobs.get, recipes=project.recipes,
        limits=project.limits,
    )  # fmt: skip
    if cache and (cached := cache.get("bundles", "", key)):
        return plan(bundles=json.loads(cached.artifact.content), problems=project.files.problems)
    bundles = _bundles(project)
    index = project.clients()
    problems = project.summary().problems + index.problems
    told = project.files.problems + problems
    # While a table is broken, it is not known whose files are still wanted: all stay.
    outdated = tuple(Outdated(BRIEFS, path) for path in index.broken_tables)
    if cache and not problems and not outdated:
        cache.put("bundles", {"": Cached(key, Artifact(canonical(bundles)), {})})
    return plan(bundles=bundles, outdated=outdated, problems=told)


def _bundles(project: Project) -> dict[str, Digest]:
    """Return the key of each bundle; that of a client with overrides covers the whole site, to which they may refer."""
    prefixes = "".join(recipe.prefix for recipe in project.recipes.values())
    shared = digest(canonical(project.site_summary().to_data()), prefixes.encode())
    keys = {
        bundle_name(entry.id): bundle_key(entry, project.files, project.key if entry.overrides else shared)
        for entry in project.clients().entries.values()
    }
    return {SITE: project.key} | keys


def concerns(project: Project, clients: Collection[str], problem: Problem) -> bool:
    """Return whether a problem matters when only some clients are built: it does not when it is another client's."""
    if not clients or not problem.path.startswith(CLIENTS):
        return True
    entries = [project.clients().entries[client] for client in clients]
    return any(
        problem.path.startswith(f"{CLIENTS}{entry.id}/")
        or (problem.path == entry.path and (entry.line == 1 or problem.line in (0, 1, entry.line)))
        for entry in entries
    )


def merged(plan: Plan) -> BundlePlan:
    """Return the plans of all bundles as one, with every problem."""
    bundles = [plan.bundle(name) for name in plan.bundles]
    return BundlePlan(
        {path: target for bundle in bundles for path, target in bundle.targets.items()},
        (*plan.outdated, *(outdated for bundle in bundles for outdated in bundle.outdated)),
        (*plan.problems, *(problem for bundle in bundles for problem in bundle.problems)),
    )


def plan_bundle(project: Project, name: str) -> BundlePlan:
    """Return the plan of one bundle."""
    if name == SITE:
        plan = site_plan(project.site().site, project.blobs)
    else:
        plan = _plan_client(project, project.clients().entries[name.removeprefix(BRIEFS).rstrip("/")])
    broken = project.summary().broken_templates
    return without_broken(plan, broken, project.blobs.get) if broken else plan


def _plan_client(project: Project, entry: ClientEntry) -> BundlePlan:
    """Return the plan of one client; while something that it depends on is broken, its files are outdated."""
    name, summary = bundle_name(entry.id), project.site_summary()
    client, problems = read_client_entry(project, entry)
    if not client:
        return BundlePlan({}, (Outdated(name, entry.path),), problems)
    if because := summary.fault(client):
        if because == entry.path:  # its comparison is not made, so its recipe cannot report what is wrong
            from .client_check import check_client

            problems += tuple(check_client(project.site().site, client)[0])
        return BundlePlan({}, (Outdated(name, because),), problems)
    shared, found = _shared_inputs(project, client, entry)
    problems += found
    if not shared:
        return BundlePlan({}, (Outdated(name, problems[-1].path),), problems)
    plan = client_plan(client, summary, shared, project.blobs)
    return BundlePlan(plan.targets, plan.outdated, problems + plan.problems, at_record(client.record))


def read_client_entry(project: Project, entry: ClientEntry) -> tuple[Client | None, tuple[Problem, ...]]:
    """Return the client, if it can be read, and what is wrong with it so far."""
    try:
        client, problems = resolve_client(entry, project.files, project.site_summary())
        return client, tuple(problems)
    except ProblemError as error:
        return None, error.problems


def at_record(record: Record) -> Callable[[Problem, Target], Problem]:
    """Return the function that places the problems of a client's recipes at the lines of its record."""

    def annotate(problem: Problem, target: Target) -> Problem:
        if problem.path in ("", target.source):
            return problem.at(*record.place(problem.field))
        return problem.at(target.source)

    return annotate


def _shared_inputs(
    project: Project, client: Client, entry: ClientEntry
) -> tuple[SharedInputs | None, tuple[Problem, ...]]:
    """Return the inputs that a client shares with others; with overrides, inputs of its own, or none."""
    if not entry.overrides:
        return project.site_summary().shared_inputs[client.article][client.brand], ()
    from .articles import directives
    from .overrides import read_overrides
    from .site import with_references

    site = project.site().site
    article = site.articles[client.article]
    overrides, problems = read_overrides(entry.overrides, article, site, project.files, directives(project.files))
    if overrides is None:
        return None, tuple(problems)
    whole = with_references(article, overrides)
    return shared_inputs_of(site, project.blobs, whole, client.brand, overrides), tuple(problems)
