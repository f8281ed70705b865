"""Files and folders below `content/` that nothing reads: each is told, with what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from ..problems import Problem
from ..project.clients import CLIENTS
from ..project.endings import copied_from, ending
from ..project.readers import documents, tables
from ..project.schema.brand import Brand
from ..project.terms import TERMS
from .client import EXAMPLE
from .site import ARTICLES, BRANDS, is_brand_file

CONTENT = "content/"
FILES = ("content/assumptions.yml", "content/authors.yml", "content/factors.yml", TERMS, EXAMPLE)
"""The documents of which a project has one each."""

PICTURES = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
DOCUMENTS = frozenset({".docm", ".docx", ".htm", ".html", ".mdx", ".odt", ".pdf", ".qmd", ".rtf", ".txt", ".xml"})
LICENCES = re.compile(r"(?:licen[cs]e|copying|ofl|readme|notice|authors|fontlog|copyright)", re.I)


def unread(files: Collection[str], brands: Mapping[str, Brand]) -> Iterator[Problem]:
    """Yield a warning for each file or folder below `content/` that nothing reads; `files` are the project's paths."""
    told = set[str]()
    for path in sorted(files):
        if not path.startswith(CONTENT):
            continue
        if original := copied_from(path, files):
            yield _warning(path, f"looks like a copy of {original}", "merge what is new in it, and delete it")
        elif path.startswith(ARTICLES):
            yield from _beside_articles(path)
        elif path.startswith(BRANDS):
            yield from _beside_brand(path, brands)
        elif path.startswith(CLIENTS):
            yield from _among_clients(path)
        elif "/" not in (inside := path.removeprefix(CONTENT)):
            yield from _loose(path)
        elif (folder := f"{CONTENT}{inside.partition('/')[0]}/") not in told:
            told.add(folder)
            yield _folder(folder)


def _beside_articles(path: str) -> Iterator[Problem]:
    kind = ending(path)
    if kind in PICTURES or kind == ".md":
        return
    if tables.is_table(path):
        yield _warning(path, NOT_READ, f"a table of clients belongs in {CLIENTS}")
    elif kind in DOCUMENTS:
        yield _warning(path, NOT_READ, f"`reportgen import article {path}` makes an article of it")
    else:
        yield _warning(path, NOT_READ, "articles are .md files, with their pictures beside them")


def _beside_brand(path: str, brands: Mapping[str, Brand]) -> Iterator[Problem]:
    name, _, inside = path.removeprefix(BRANDS).partition("/")
    if not inside:
        yield _warning(path, NOT_READ, f"a brand is a folder: {BRANDS}NAME/_brand.yml")
    elif name in brands and not is_brand_file(path) and not LICENCES.match(inside.rpartition("/")[2]):
        brand = brands[name]
        if inside not in brand_files(brand):
            yield _warning(path, NOT_READ, f"name it in {BRANDS}{name}/_brand.yml, or delete it")


def brand_files(brand: Brand) -> frozenset[str]:
    """Return the files that a brand names: its logos and its typefaces, by their path in its folder."""
    faces = (name for font in brand.fonts for name in (font.ttf, font.woff2))
    return frozenset(filter(None, (*faces, brand.logo, brand.logo_dark)))


def _among_clients(path: str) -> Iterator[Problem]:
    name = path.removeprefix(CLIENTS)
    kind = ending(path)
    if "/" in name or kind in documents.SUFFIXES or tables.is_table(path) or kind in tables.REFUSED:
        return  # those in the folder of a client are told with the client
    hint = f"write the client as {CLIENTS}ID.yml, or as a row of a table ({', '.join(tables.SUFFIXES)})"
    if kind == ".md":
        hint = f"an override of a client belongs in {CLIENTS}ID/"
    yield _warning(path, NOT_READ, hint)


def _loose(path: str) -> Iterator[Problem]:
    if ending(path) == ".yml":
        plain = path[: path.rfind(".")] + ".yml"
        if plain in FILES:
            return
        near = get_close_matches(plain, FILES, n=1, cutoff=0.7)
        yield _warning(path, NOT_READ, f"did you mean {near[0]}?" if near else f"one of: {', '.join(FILES)}")
    elif ending(path) == ".md":
        yield _warning(path, NOT_READ, f"an article belongs in {ARTICLES}")
    elif tables.is_table(path):
        yield _warning(path, NOT_READ, f"a table of clients belongs in {CLIENTS}")
    else:
        yield _warning(path, NOT_READ, "delete it, or keep it outside `content/`")


def _folder(folder: str) -> Problem:
    known = [each.removeprefix(CONTENT) for each in (ARTICLES, BRANDS, CLIENTS)]
    near = get_close_matches(folder.removeprefix(CONTENT), known, n=1, cutoff=0.7)
    hint = f"did you mean {CONTENT}{near[0]}?" if near else f"the folders of {CONTENT} are {', '.join(known)}"
    return _warning(folder, "nothing reads this folder", hint)


NOT_READ = "nothing reads this file"


def _warning(path: str, message: str, hint: str) -> Problem:
    return Problem(message=message, path=path, hint=hint, severity="warning")
