"""A snapshot to a site: articles compiled, brands and assumptions checked, all problems collected."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date

from ..engine.model import Artifact, Outcome
from ..engine.snapshot import Snapshot
from ..markdown import References
from ..problems import Problem, ProblemCollector, ProblemError
from ..project.endings import same_file
from ..project.identifiers import identified
from ..project.readers import toml
from ..project.readers.documents import yml
from ..project.readers.record import Record, decoded
from ..project.schema.assumptions import Assumptions, read_assumptions
from ..project.schema.authors import Author, read_authors
from ..project.schema.brand import Brand, read_brand
from ..project.schema.client import read_client
from ..project.schema.factors import Factors, read_factors
from ..project.schema.front_matter import FrontMatter, hidden
from ..project.schema.terms import read_terms
from ..project.settings import Settings
from ..project.terms import TERMS, Sets, completed
from ..rendering.template_graph import includes
from .advice import similar_tags, too_long
from .client import EXAMPLE
from .editions import selectable_editions
from .references import dead_references, dead_template_links, template_ids
from .site import ARTICLES, BRANDS, Article, Checked, Site, Value, is_brand_file
from .unread import unread

LARGEST_TEMPLATE = 10_000_000  # bytes


def load_site(
    snapshot: Snapshot, settings: tuple[Settings, Record], made: Mapping[str, Outcome]
) -> tuple[Site, tuple[Problem, ...]]:
    """Return the site, and everything that is wrong with what was written.

    `settings` are those of the site with their lines; `made` has what became of each article, by its path.
    """
    collector = ProblemCollector()
    templates, unreadable = _templates(snapshot, collector)
    included, problems = includes({name: text for name, text in templates.items() if name not in unreadable})
    collector.problems += problems
    for name in [name for name in included if name.endswith(".toml")]:
        if collector.attempt(toml.read, templates[name].encode(), f"templates/{name}") is None:
            del included[name]
    authors = collector.attempt(_authors, snapshot) or {}
    brands = _brands(snapshot, collector)
    if not snapshot.under(f"{BRANDS}{settings[0].brand}/"):
        collector.problems.append(settings[1].unknown_name("brand", settings[0].brand, brands))
    articles, broken_articles = _articles(made, authors, settings[0].as_of, collector)
    _check_references(snapshot, articles, templates, collector)
    assumptions = collector.attempt(_checked, snapshot, "content/assumptions.yml", read_assumptions)
    factors = collector.attempt(_checked, snapshot, "content/factors.yml", read_factors)
    terms = collector.attempt(_terms, snapshot)
    site = Site(
        settings=settings[0],
        templates=templates,
        included=included,
        articles=articles,
        broken_articles=broken_articles,
        authors=authors,
        brands=brands,
        assumptions=assumptions,
        factors=factors,
        terms=terms,
        example=collector.attempt(_example, snapshot, articles, assumptions, factors, terms),
    )
    return site, (*collector.problems, *unread(snapshot.files, brands))


# ---- one file each


def _templates(snapshot: Snapshot, collector: ProblemCollector) -> tuple[dict[str, str], frozenset[str]]:
    """Return the text of each template by its name, and the names of those that are no text."""
    raw = {path.removeprefix("templates/"): snapshot.read(path) for path in snapshot.under("templates/")}
    read = {
        name: collector.attempt(decoded, content, f"templates/{name}", LARGEST_TEMPLATE)
        for name, content in raw.items()
    }
    unreadable = frozenset(name for name, text in read.items() if text is None)
    return {name: text or "" for name, text in read.items()}, unreadable


def _record(snapshot: Snapshot, path: str) -> Record:
    path = same_file(path, snapshot.files)
    if path not in snapshot.files:
        hint = "copy it from the starter content that comes with reportgen"
        raise ProblemError([Problem(message="is missing", path=path, hint=hint)])
    return yml.read(snapshot.read(path), path)


def _checked(snapshot: Snapshot, path: str, read: Callable[[Record], Value]) -> Checked[Value]:
    record = _record(snapshot, path)
    return Checked(record.data, read(record))


def _terms(snapshot: Snapshot) -> Sets:
    """Return the sets of terms; none where the file is not there, because not everybody needs it."""
    return read_terms(_record(snapshot, TERMS)) if TERMS in snapshot.files else {}


def _authors(snapshot: Snapshot) -> dict[str, Author]:
    return read_authors(_record(snapshot, "content/authors.yml"))


def _brand(snapshot: Snapshot, path: str) -> Brand:
    folder = path[: path.rfind("/") + 1]
    files = {each.removeprefix(folder): each for each in snapshot.under(folder)}
    svgs = {name: snapshot.read(each) for name, each in files.items() if name.endswith(".svg")}
    return read_brand(_record(snapshot, path), files, svgs)


def _article(name: str, path: str, product: Artifact, as_of: date) -> tuple[Article, Record]:
    """Return an article from what its recipe made, and the record of its front matter."""
    found = json.loads(product.content)
    front = FrontMatter.model_validate(found["front"])
    record = Record(path, found["front"], found["lines"])
    references = References.from_data(found["references"]) if "text" in found else References()
    text, reason = found.get("text", "").encode(), hidden(front, as_of)
    return Article(front.slug or name, path, front, references, text, reason), record


def _example(
    snapshot: Snapshot,
    articles: Mapping[str, Article],
    assumptions: Checked[Assumptions] | None,
    factors: Checked[Factors] | None,
    terms: Sets | None,
) -> Record | None:
    """Return the company that whitepapers show the method on; None when no article wants one."""
    if not any(article.whitepaper for article in articles.values()):
        return None
    record = completed(_record(snapshot, EXAMPLE), terms or {})
    if record.data.get("fictional") not in ("yes", "true"):
        hint = "everybody reads it: make a company up, and write `fictional: yes`"
        raise ProblemError([record.problem("fictional", "is not said to be fictional", hint)])
    if assumptions and factors and terms is not None:
        read_client(record, assumptions.value, factors.value)
    return record


# ---- a folder each


def _brands(snapshot: Snapshot, collector: ProblemCollector) -> dict[str, Brand]:
    paths = [path for path in snapshot.under(BRANDS) if is_brand_file(path)]
    read = {
        name: collector.attempt(_brand, snapshot, path)
        for name, path in identified(paths, BRANDS, collector, "/_brand")
    }
    return {name: brand for name, brand in read.items() if brand}


def _articles(
    made: Mapping[str, Outcome], authors: Mapping[str, Author], as_of: date, collector: ProblemCollector
) -> tuple[dict[str, Article], tuple[str, ...]]:
    editions = selectable_editions()
    articles: dict[str, Article] = {}
    tagged, broken = [], []
    for name, path in identified(sorted(made), ARTICLES, collector):
        outcome = made[path]
        if not isinstance(outcome, Artifact):
            collector.problems += (each.at(path) for each in outcome)
            broken.append(path)
            continue
        article, record = _article(name, path, outcome, as_of)
        front, slug = article.front, article.slug
        tagged.append((record, front.tags))
        collector.problems += (*outcome.warnings, *too_long(record))
        for index, author in enumerate(front.authors):
            if author not in authors:
                collector.problems.append(record.unknown_name(f"authors[{index}]", author, authors))
        for index, edition in enumerate(front.editions):
            if edition not in editions:
                collector.problems.append(record.unknown_name(f"editions[{index}]", edition, editions))
        if slug in articles:
            message = f"the slug {slug!r} is taken by {articles[slug].path}"
            collector.problems.append(record.problem("slug", message, "choose another `slug:`"))
            continue
        articles[slug] = article
    collector.problems += similar_tags(tagged)
    return articles, tuple(broken)


def _check_references(
    snapshot: Snapshot, articles: Mapping[str, Article], templates: Mapping[str, str], collector: ProblemCollector
) -> None:
    """Collect every link inside the site that leads nowhere and every image that is not there."""
    ids = template_ids(templates)
    for article in articles.values():
        collector.problems += dead_references(article.path, article.references, articles, ids, snapshot.files)
    collector.problems += dead_template_links(templates, articles)
