"""A snapshot to a site: articles compiled, clients, brands and assumptions checked, all problems collected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import ParamSpec, TypeVar

from .charts import CHARTS
from .editions import PERSONAL, chosen
from .load import SETTINGS
from .markup import Compiled, compile_markdown
from .model import Snapshot, identifier_fault
from .notes import with_notes
from .problems import Problem, ProblemError, did_you_mean
from .project import Settings, read_settings
from .schema.article import FrontMatter, read_article
from .schema.assumptions import read_assumptions
from .schema.authors import Author, read_authors
from .schema.brand import Brand, read_brand
from .schema.client import read_client
from .schema.client_logo import read_logo
from .schema.factors import read_factors
from .schema.readiness import readiness
from .site import EXAMPLE, Article, Client, Site, linked_page
from .sources import Record, csv, yaml
from .sources.nested import nested

Given = ParamSpec("Given")
Value = TypeVar("Value")
ARTICLES, CLIENTS, BRANDS = "content/articles/", "content/clients/", "content/brands/"


class Findings:
    """Problems gathered on the way, so that one broken file does not hide the next."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def attempt(self, read: Callable[Given, Value], *args: Given.args, **names: Given.kwargs) -> Value | None:
        """The value; None when reading it raised problems, which are kept."""
        try:
            return read(*args, **names)
        except ProblemError as error:
            self.problems += error.problems
            return None

    def unknown(self, field: str, name: str, known: Iterable[str], record: Record) -> None:
        """Notes that a field names something which is not there."""
        noun = field.partition("[")[0].removesuffix("s").replace("prepared_by", "author")
        problem = Problem(message=f"no {noun} {name!r}", field=field, hint=did_you_mean(name, known))
        self.problems.append(problem.at(record.path, record.line(field)))


def compile_site(snapshot: Snapshot, epoch: date | None = None) -> tuple[Site, tuple[Problem, ...]]:
    """The site, and everything that is wrong with what was written.

    `epoch` dates the site when the settings do not.  Raises ProblemError when the settings themselves
    are broken: nothing can be planned without them.
    """
    settings, settings_record = read_settings(snapshot.read(SETTINGS), epoch)
    findings = Findings()
    templates = {
        path.removeprefix("templates/"): snapshot.read(path).decode("utf-8", "replace")
        for path in snapshot.under("templates/")
    }
    authors = findings.attempt(_authors, snapshot) or {}
    brands = _brands(snapshot, findings)
    if not snapshot.under(f"{BRANDS}{settings.brand}/"):
        findings.unknown("brand", settings.brand, brands, settings_record)
    articles, broken_articles = _articles(snapshot, templates, authors, findings)
    _check_references(snapshot, articles, findings)
    clients, broken_clients = _clients(snapshot, settings, articles, brands, authors, findings)
    clients, unreadable, told = with_notes(snapshot, clients, articles, _directives(templates))
    broken_clients |= unreadable
    findings.problems += told
    assumptions = findings.attempt(_checked, snapshot, "content/assumptions.yml", read_assumptions)
    factors = findings.attempt(_checked, snapshot, "content/factors.yml", read_factors)
    site = Site(
        settings=settings,
        templates=templates,
        articles=articles,
        broken_articles=broken_articles,
        authors=authors,
        brands=brands,
        clients=clients,
        broken_clients=broken_clients,
        assumptions=assumptions,
        factors=factors,
        example=findings.attempt(_example, snapshot, articles, assumptions, factors),
    )
    for client in clients.values():  # one that cannot be planned is never seen by its recipe
        if client.brand not in brands or client.article not in articles:
            findings.problems += check_client(site, client)[0]
    return site, tuple(findings.problems)


def check_client(site: Site, client: Client) -> tuple[list[Problem], list[str]]:
    """What is wrong with a client's record, as its comparison would judge; how ready it is, in sentences."""
    if not site.assumptions or not site.factors:
        return [], ["Cannot be judged: the assumptions or the factors are broken."]
    findings = Findings()
    given = read_assumptions(site.assumptions), read_factors(site.factors)
    found = findings.attempt(read_client, client.record, *given)
    sentences = findings.attempt(readiness, found, client.tickets) if found else None
    place = client.record.path
    problems = [each.at(place, client.record.line(each.field)) for each in findings.problems]
    return problems, sentences or ["Not ready: see the problems."]


# ---- one file each


def _record(snapshot: Snapshot, path: str) -> Record:
    if path not in snapshot.files:
        hint = "copy it from the starter content that comes with reportgen"
        raise ProblemError([Problem(message="is missing", path=path, hint=hint)])
    return yaml.read(snapshot.read(path), path)


def _checked(snapshot: Snapshot, path: str, read: Callable[[Record], object]) -> Record:
    """The record, once it has passed; recipes are handed the record itself."""
    record = _record(snapshot, path)
    read(record)
    return record


def _authors(snapshot: Snapshot) -> dict[str, Author]:
    return read_authors(_record(snapshot, "content/authors.yml"))


def _brand(snapshot: Snapshot, path: str) -> Brand:
    folder = path.removesuffix("_brand.yml")
    files = {each.removeprefix(folder): each for each in snapshot.under(folder)}
    svgs = {name: snapshot.read(each) for name, each in files.items() if name.endswith(".svg")}
    return read_brand(_record(snapshot, path), files, svgs)


def _markdown(body: str, path: str, line: int, front: FrontMatter, templates: Mapping[str, str]) -> Compiled:
    return compile_markdown(body, path, line, _directives(templates), CHARTS, front.language)


def _directives(templates: Mapping[str, str]) -> list[str]:
    names = (name for name in templates if name.startswith("directives/"))
    return [name.removeprefix("directives/").removesuffix(".html") for name in names]


def _example(
    snapshot: Snapshot, articles: Mapping[str, Article], assumptions: Record | None, factors: Record | None
) -> Record | None:
    """The company that whitepapers show the method on; None when no article wants one."""
    if not any(article.whitepaper for article in articles.values()):
        return None
    record = _record(snapshot, EXAMPLE)
    if record.data.get("fictional") not in ("yes", "true"):
        hint = "everybody reads it: make a company up, and write `fictional: yes`"
        line = record.line("fictional")
        raise ProblemError([Problem(message="is not said to be fictional", path=EXAMPLE, line=line, hint=hint)])
    if assumptions and factors:
        read_client(record, read_assumptions(assumptions), read_factors(factors))
    return record


# ---- a folder each


def _identified(paths: Iterable[str], folder: str, suffix: str, findings: Findings) -> Iterator[tuple[str, str]]:
    """The id that each path gives, where it can be one."""
    for path in paths:
        name = path.removeprefix(folder).removesuffix(suffix)
        if fault := identifier_fault(name):
            message, _, hint = fault.partition("; ")
            findings.problems.append(Problem(message=message, path=path, hint=f"rename it; {hint}"))
        else:
            yield name, path


def _brands(snapshot: Snapshot, findings: Findings) -> dict[str, Brand]:
    paths = snapshot.under(BRANDS, "/_brand.yml")
    read = {
        name: findings.attempt(_brand, snapshot, path)
        for name, path in _identified(paths, BRANDS, "/_brand.yml", findings)
    }
    return {name: brand for name, brand in read.items() if brand}


def _articles(
    snapshot: Snapshot, templates: Mapping[str, str], authors: Mapping[str, Author], findings: Findings
) -> tuple[dict[str, Article], tuple[str, ...]]:
    editions = chosen()
    articles: dict[str, Article] = {}
    broken = []
    for name, path in _identified(snapshot.under(ARTICLES, ".md"), ARTICLES, ".md", findings):
        parts = findings.attempt(read_article, snapshot.read(path), path)
        if parts is None:
            broken.append(path)
            continue
        front, record, body, line = parts
        slug = front.slug or name
        for index, author in enumerate(front.authors):
            if author not in authors:
                findings.unknown(f"authors[{index}]", author, authors, record)
        for index, edition in enumerate(front.editions):
            if edition not in editions:
                findings.unknown(f"editions[{index}]", edition, editions, record)
        if slug in articles:
            message = f"the slug {slug!r} is taken by {articles[slug].path}"
            findings.problems.append(
                Problem(message=message, path=path, line=record.line("slug"), hint="choose another `slug:`")
            )
            continue
        articles[slug] = Article(slug, path, front, findings.attempt(_markdown, body, path, line, front, templates))
    return articles, tuple(broken)


def _check_references(snapshot: Snapshot, articles: Mapping[str, Article], findings: Findings) -> None:
    """Notes every link inside the site that leads nowhere and every image that is not there."""
    for article in articles.values():
        for target, line in article.compiled.links if article.compiled else ():
            if linked_page(target, articles) is None:
                known = [each.path.removeprefix(ARTICLES) for each in articles.values() if each.public]
                findings.problems.append(
                    Problem(
                        message=f"the link to {target!r} leads nowhere",
                        path=article.path,
                        line=line,
                        hint=did_you_mean(target, known) + ", or `/` for the home page",
                    )
                )
        for name, line in article.compiled.images if article.compiled else ():
            if ARTICLES + name not in snapshot.files:
                hint = f"put it into {ARTICLES}"
                message = f"there is no image {name!r}"
                findings.problems.append(Problem(message=message, path=article.path, line=line, hint=hint))


def _clients(
    snapshot: Snapshot,
    settings: Settings,
    articles: Mapping[str, Article],
    brands: Mapping[str, Brand],
    authors: Mapping[str, Author],
    findings: Findings,
) -> tuple[dict[str, Client], dict[str, str]]:
    briefed = sorted(slug for slug, article in articles.items() if set(PERSONAL) & set(article.front.editions))
    brand_names = {path.removeprefix(BRANDS).partition("/")[0] for path in snapshot.under(BRANDS)}
    clients: dict[str, Client] = {}
    broken: dict[str, str] = {}
    for name, path, record in _client_records(snapshot, findings):
        if record is None:
            broken[name] = path
            continue
        if other := clients.get(name):
            message, line = f"the client {name!r} stands also in {other.record.path}", record.line("id")
            findings.problems.append(Problem(message=message, path=path, line=line, hint="choose another id"))
            continue
        known = {"brand": brand_names, "article": briefed, "prepared_by": authors}
        chosen = {field: record.data.get(field) for field in known}
        for field, names in known.items():
            if (value := chosen[field]) and isinstance(value, str) and value not in names:
                findings.unknown(field, value, names, record)
        brand, article = (chosen[field] for field in ("brand", "article"))
        slug = article if isinstance(article, str) else next(iter(briefed), "")
        logo = findings.attempt(read_logo, record, f"{CLIENTS}{name}/", snapshot.files, snapshot.read)
        if logo is None:
            broken[name] = path
            continue
        clients[name] = Client(
            id=name,
            record=record,
            brand=brand if isinstance(brand, str) else settings.brand,
            article=slug,
            editions=_editions(record, articles.get(slug), findings),
            tickets=_tickets(snapshot, name, record),
            logo=logo,
        )
    return clients, broken


def _editions(record: Record, article: Article | None, findings: Findings) -> tuple[str, ...]:
    """The editions of one client: its own choice, or those of its article."""
    own = record.data.get("editions")
    if not isinstance(own, list):
        return tuple(name for name in article.front.editions if name in PERSONAL) if article else ()
    for at, name in enumerate(own):
        if name not in PERSONAL:
            findings.unknown(f"editions[{at}]", str(name), PERSONAL, record)
    return tuple(name for name in own if name in PERSONAL)


def _tickets(snapshot: Snapshot, client: str, record: Record) -> bytes | None:
    """The export of a service desk that a client's record names; it lies in the folder of that client."""
    named = record.data.get("tickets")
    path = f"{CLIENTS}{client}/{named.get('file')}" if isinstance(named, dict) else ""
    return snapshot.read(path) if path in snapshot.files else None


def _client_records(snapshot: Snapshot, findings: Findings) -> Iterator[tuple[str, str, Record | None]]:
    """Each client's id, file and record: a YAML file each, or a row each of a CSV file with the column `id`.

    None stands for a client that cannot be read; the name of a CSV file for all that it may hold.
    """
    for name, path in _identified(snapshot.under(CLIENTS, ".yml"), CLIENTS, ".yml", findings):
        yield name, path, findings.attempt(_record, snapshot, path)
    for path in snapshot.under(CLIENTS, ".csv"):
        if "/" in path.removeprefix(CLIENTS):
            continue  # what lies in a client's own folder belongs to that client
        rows = findings.attempt(lambda path: nested(csv.read(snapshot.read(path), path)), path)
        for row in rows or ():
            name = str(row.data.get("id") or "")
            if fault := identifier_fault(name) if name else "the client has no id; fill in the column `id`":
                message, _, hint = fault.partition("; ")
                findings.problems.append(
                    Problem(message=message, path=path, line=row.line("id"), field="id", hint=hint)
                )
                rows = None
            else:
                yield name, path, row
        if rows is None:
            yield path.removeprefix(CLIENTS), path, None
