"""What a text refers to, looked up: pages, parts of pages, and images; each that is not there is a problem."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from unicodedata import normalize

from ..markdown import ANY, References
from ..markdown.urls import address_fault
from ..problems import Problem, did_you_mean
from ..project.endings import ending
from .site import ARTICLES, Article, linked_page

_ID = re.compile(r'\bid="([^"{]+)"')
_HREF = re.compile(r'<a\b[^>]*?\bhref="([^"{]*)"')
_FOOTNOTE = re.compile(r"fn(?:ref)?-\d+(?:-\d+)?")


def template_ids(templates: Mapping[str, str]) -> frozenset[str]:
    """Return the ids that templates give to parts of their pages."""
    return frozenset(name for source in templates.values() for name in _ID.findall(source))


def dead_references(
    path: str, references: References, articles: Mapping[str, Article], ids: Collection[str], files: Collection[str]
) -> Iterator[Problem]:
    """Yield a problem for each link and image of a text that leads nowhere.

    `ids` are those of the templates, `files` the paths of the project.
    """
    for target, line in references.links:
        name, _, part = target.partition("#")
        if linked_page(name, articles) is None:
            yield Problem(
                message=f"the link to {target!r} leads nowhere", path=path, line=line, hint=_page_hint(name, articles)
            )
        elif part and ending(name) == ".md":
            article = next(each for each in articles.values() if each.path.rpartition("/")[2] == name)
            yield from _dead_part(target, part, article.references, ids, Problem(message="", path=path, line=line))
    for target, line in references.fragments:
        yield from _dead_part(f"#{target}", target, references, ids, Problem(message="", path=path, line=line))
    for name, line in references.images:
        if image_path(name, files) is None:
            images = [file.removeprefix(ARTICLES) for file in files if _is_image(file)]
            hint = _nearest(name, images) or f"put it into {ARTICLES}"
            yield Problem(message=f"there is no image {name!r}", path=path, line=line, hint=hint)


def dead_template_links(templates: Mapping[str, str], articles: Mapping[str, Article]) -> Iterator[Problem]:
    """Yield a problem for each link in a template that cannot work, or leads to a part that no page has."""
    known = template_ids(templates) | {name for article in articles.values() for name in article.references.anchors}
    for path, source in templates.items():
        for found in _HREF.finditer(source) if path.endswith(".html") else ():
            target = found[1]
            fault = address_fault(target)
            if not fault and target.startswith("#") and target[1:] not in known and ANY not in known:
                fault = f"the link to {target!r} leads nowhere", did_you_mean(target[1:], known)
            if fault:
                line = source.count("\n", 0, found.start()) + 1
                yield Problem(message=fault[0], path=f"templates/{path}", line=line, hint=fault[1])


def image_path(name: str, files: Collection[str]) -> str | None:
    """Return the path of an article's image, however the letters of the file are composed; None if it is missing."""
    path = ARTICLES + name
    if path in files or path.isascii():
        return path if path in files else None
    return next((file for file in files if normalize("NFC", file) == path), None)


def _dead_part(
    target: str, part: str, references: References, ids: Collection[str], place: Problem
) -> Iterator[Problem]:
    known = {*references.anchors, *ids}
    if part not in known and ANY not in known and not _FOOTNOTE.fullmatch(part):
        hint = _nearest(part, references.anchors) or f"write {{#{part}}} behind the heading that is meant"
        yield Problem(message=f"the link to {target!r} leads nowhere", path=place.path, line=place.line, hint=hint)


def _page_hint(name: str, articles: Mapping[str, Article]) -> str:
    known = [article.path.removeprefix(ARTICLES) for article in articles.values() if article.public]
    if near := _nearest(name, known):
        return near
    return did_you_mean(name, known) + ", or `/` for the home page"


def _nearest(name: str, known: Collection[str]) -> str:
    """Return a hint that names the one that differs in the case of letters only; empty if there is none."""
    same = [each for each in known if each.casefold() == name.casefold()]
    if same:
        return f"did you mean {same[0]!r}? The case of letters counts"
    near = did_you_mean(name, known)
    return near if near.startswith("did") else ""


def _is_image(path: str) -> bool:
    return path.startswith(ARTICLES) and ending(path) != ".md"
