"""What would be made: of the site, and of one client; two owners of one path are refused by name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from ..engine.blobs import Blobs
from ..engine.model import Digest, Outdated, Plan, Target, opened
from ..problems import Problem
from .client import Client, Kind, Note, Shared
from .editions import chosen, personal, public

if TYPE_CHECKING:  # the plan of a client is made without the site
    from .site import Article, Site

SITE = "site/"


def site_plan(site: Site, blobs: Blobs) -> Plan:
    """The plan of all that is public.  What recipes will be handed is kept in the blobs."""
    return _plan(each for edition in public() for each in edition.targets(site, blobs))


def client_plan(client: Client, shared: Shared, kind: Kind, blobs: Blobs) -> Plan:
    """The plan of one client: its figures, and the editions that were chosen for it."""
    editions = personal()
    wanted = [edition for name, edition in editions.items() if not edition.CHOSEN or name in client.editions]
    return _plan(each for edition in wanted for each in edition.targets(client, shared, kind, blobs))


def shared_by_clients(site: Site, blobs: Blobs, brands: Iterable[str]) -> Shared:
    """What the plans of clients can see of the site; `brands` are those that have a folder, usable or not."""
    names = tuple(name for name, for_one in chosen().items() if for_one)
    articles = {
        slug: tuple(name for name in each.front.editions if name in names) for slug, each in site.articles.items()
    }
    brands = tuple(brands)
    return Shared(
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
        kinds={
            slug: {brand: kind_of(site, blobs, article, brand) for brand in site.brands}
            for slug, article in site.articles.items()
            if articles[slug] and article.text and site.assumptions and site.factors
        },
        broken=_broken(site, brands),
    )


def kind_of(site: Site, blobs: Blobs, article: Article, brand: str, notes: tuple[Note, ...] = ()) -> Kind:
    """What clients of one kind are handed alike; one with notes is a kind of its own."""
    whole = site.with_notes(article, notes)
    kinds = [edition.kind(site, blobs, whole, brand, notes) for edition in personal().values()]
    return {role: name for kind in kinds for role, name in kind.items()}


def holding(plan: Plan, broken: Collection[str], fetch: Callable[[Digest], bytes]) -> Plan:
    """The plan without what is made with a template that cannot be used, or needs what is: that stays as it was."""
    targets: dict[str, Target] = {}
    held = {each.prefix: each for each in plan.held}
    for path, target in plan.targets.items():
        because = next((role for role in opened(target.inputs, fetch) if role in broken), "")
        because = because or next((held[need].because for need in target.needs.values() if need in held), "")
        if because:
            held[path] = Outdated(path, because)
        else:
            targets[path] = target
    return Plan(targets, tuple(held.values()), plan.problems)


def _broken(site: Site, brands: Iterable[str]) -> dict[str, str]:
    """The files to blame, by what cannot be had because of them."""
    found = {f"brand {name}": f"content/brands/{name}/_brand.yml" for name in brands if name not in site.brands}
    found |= {f"article {slug}": each.path for slug, each in site.articles.items() if not each.text}
    for name, record in (("factors", site.factors), ("assumptions", site.assumptions)):
        if not record:
            found[""] = f"content/{name}.yml"
    return found


def _plan(found: Iterable[Target | Outdated]) -> Plan:
    targets: dict[str, Target] = {}
    held: list[Outdated] = []
    problems: list[Problem] = []
    for each in found:
        if isinstance(each, Outdated):
            held.append(each)
        elif each.path in targets:
            other = targets[each.path].source
            message = f"{each.path} would also be made from {other}"
            problems.append(Problem(message=message, path=each.source, hint="rename one of them"))
        else:
            targets[each.path] = each
    return Plan(targets, tuple(held), tuple(problems))
