"""The plan of a project: a bundle for the site, and one for each client, each planned when it is opened."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from ..engine.blobs import Blobs
from ..engine.executors import Fetch
from ..engine.model import BundlePlan, Outdated, Target, opened
from ..markdown import Override
from ..problems import Problem
from ..project.terms import TERMS
from .client import Client, SharedInputs, SiteSummary
from .editions import client_editions, selectable_editions, site_editions

if TYPE_CHECKING:  # the plan of a client is made without the site
    from .site import Article, Site

SITE = "site/"


def site_plan(site: Site, blobs: Blobs) -> BundlePlan:
    """Return the plan of everything public; its inputs are put into the blobs."""
    return _bundle_plan(target for edition in site_editions() for target in edition.targets(site, blobs))


def client_plan(client: Client, summary: SiteSummary, shared: SharedInputs, blobs: Blobs) -> BundlePlan:
    """Return the plan of one client: its comparison, and the editions that were chosen for it."""
    editions = client_editions()
    wanted = [edition for name, edition in editions.items() if not edition.SELECTABLE or name in client.editions]
    return _bundle_plan(target for edition in wanted for target in edition.targets(client, summary, shared, blobs))


def summarize_site(site: Site, blobs: Blobs, brands: Iterable[str]) -> SiteSummary:
    """Return what plans of clients see of the site; `brands` are those that have a folder, usable or not."""
    names = tuple(name for name, for_one in selectable_editions().items() if for_one)
    articles = {
        slug: tuple(name for name in each.front.editions if name in names) for slug, each in site.articles.items()
    }
    brands = tuple(brands)
    return SiteSummary(
        brand=site.settings.brand,
        brands=brands,
        authors=tuple(site.authors),
        editions=names,
        articles=articles,
        as_of=site.settings.as_of.isoformat(),
        file_name=site.settings.file_name,
        archive=site.settings.archive,
        seconds=site.settings.limits.seconds,
        megabytes=site.settings.limits.megabytes,
        shared_inputs={
            slug: {brand: shared_inputs_of(site, blobs, article, brand) for brand in site.brands}
            for slug, article in site.articles.items()
            if articles[slug] and article.text and site.assumptions and site.factors
        },
        broken=_broken(site, brands),
        terms={name: {"data": each.data, "lines": each.lines} for name, each in (site.terms or {}).items()},
    )


def shared_inputs_of(
    site: Site, blobs: Blobs, article: Article, brand: str, overrides: tuple[Override, ...] = ()
) -> SharedInputs:
    """Return the inputs that clients with this article and brand share; those of one with overrides are its own."""
    parts = [edition.shared_inputs(site, blobs, article, brand, overrides) for edition in client_editions().values()]
    return {role: name for part in parts for role, name in part.items()}


def without_broken(plan: BundlePlan, broken: Collection[str], fetch: Fetch) -> BundlePlan:
    """Return the plan without targets that depend on a broken template; their old files are kept."""
    targets: dict[str, Target] = {}
    outdated = {each.prefix: each for each in plan.outdated}
    for path, target in plan.targets.items():
        because = next((role for role in opened(target.inputs, fetch) if role in broken), "")
        because = because or next((outdated[need].because for need in target.needs.values() if need in outdated), "")
        if because:
            outdated[path] = Outdated(path, because)
        else:
            targets[path] = target
    return replace(plan, targets=targets, outdated=tuple(outdated.values()))


def _broken(site: Site, brands: Iterable[str]) -> dict[str, str]:
    """Return the files to blame, by what cannot be had because of them."""
    found = {f"brand {name}": f"content/brands/{name}/_brand.yml" for name in brands if name not in site.brands}
    found |= {f"article {slug}": each.path for slug, each in site.articles.items() if not each.text}
    editions = selectable_editions().keys()
    wrong = [each.path for each in site.articles.values() if not editions >= {*each.front.editions}]
    found |= {f"article file {path}": path for path in (*site.broken_articles, *wrong)}  # clients may wait for these
    for name, record in (("factors", site.factors), ("assumptions", site.assumptions)):
        if not record:
            found[""] = f"content/{name}.yml"
    if site.terms is None:
        found[""] = TERMS
    return found


def _bundle_plan(found: Iterable[Target | Outdated]) -> BundlePlan:
    """Return the targets as a plan; two sources of one path are a problem that names both."""
    targets: dict[str, Target] = {}
    outdated: list[Outdated] = []
    problems: list[Problem] = []
    for each in found:
        if isinstance(each, Outdated):
            outdated.append(each)
        elif each.path in targets:
            other = targets[each.path].source
            message = f"{each.path} would also be made from {other}"
            problems.append(Problem(message=message, path=each.source, hint="rename one of them"))
        else:
            targets[each.path] = each
    return BundlePlan(targets, tuple(outdated), tuple(problems))
