"""Links among imported documents, and their pictures: what leads somewhere here, and what was left out."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote, urljoin, urlsplit

from ...markdown.urls import is_allowed, is_internal, scheme
from .change import Changed, change_inlines
from .formats.notion import without_id
from .front_matter import identifier
from .html_inlines import name_of
from .model import Document, Link, Picture, Remark, Text
from .source import picture_kind
from .walk import plain

ARTICLES = "content/articles/"
SHOWN = (".png", ".jpg", ".gif", ".webp", ".avif", ".svg")
Find = Callable[[str], "bytes | None"]


@dataclass(frozen=True, slots=True)
class Found:
    """A document, and how files beside it are read."""

    document: Document
    find: Find = lambda target: None


def addresses_of(found: list[Found], ids: list[str]) -> dict[str, str]:
    """Return every address by which the old documents called each other, with the id of the article."""
    addresses: dict[str, str] = {}
    for each, name in zip(found, ids, strict=True):
        document = each.document
        file = name_of(document.name)
        written = [
            *document.aliases,
            urlsplit(document.url).path,
            document.slug,
            document.title,
            file,
            without_id(file),
        ]
        for address in written:
            for form in (address, address.rpartition(".")[0]):
                if key := _key(form):
                    addresses.setdefault(key, name)
    return addresses


def _key(address: str) -> str:
    return unquote(address).strip("/ ").lower().removesuffix("/index.html").removesuffix(".html").removesuffix(".md")


def linked(found: Found, name: str, addresses: Mapping[str, str]) -> tuple[Document, dict[str, bytes]]:
    """Return the document with links that lead somewhere here, its pictures in its folder; and those pictures."""
    document, pictures = found.document, dict[str, bytes]()
    host = urlsplit(document.url).netloc.removeprefix("www.")

    def change(each: Link | Picture) -> Changed:
        if isinstance(each, Link):
            return _link(each, document.url, host, addresses, found.find, document.pictures)
        return _picture(each, name, document, found.find, pictures)

    blocks = change_inlines(document.blocks, change)
    notes = {label: change_inlines(note, change) for label, note in document.notes.items()}
    return replace(document, blocks=blocks, notes=notes), pictures


def _link(
    link: Link, base: str, host: str, addresses: Mapping[str, str], find: Find, own: Mapping[str, bytes]
) -> Changed:
    """Return links to imported articles by file, others by their whole address; what leads nowhere becomes text."""
    target = link.target.strip()
    parts = urlsplit(target) if is_allowed(target) else None
    if len(link.content) == 1 and isinstance(link.content[0], Picture | Text) and _shows_picture(link):
        return link.content, ()  # a small picture that leads to the large one
    if parts and (not parts.netloc or parts.netloc.removeprefix("www.") == host):
        for key in (_key(parts.path), _key(name_of(parts.path)), _key(without_id(name_of(parts.path)))):
            if parts.path.strip("/") and key in addresses:
                part = f"#{parts.fragment}" if parts.fragment else ""
                return (replace(link, target=f"{addresses[key]}.md{part}"),), ()
    if not parts or target == "" or (scheme(target) and not is_allowed(target)):
        return link.content, (
            Remark("left out", f"a link to {target[:80]!r} on “{plain(link.content)}”", "only web, mail and telephone"),
        )
    if not is_internal(target):
        return (link,), ()
    if base:
        return (replace(link, target=urljoin(base, target)),), ()
    return link.content, (
        Remark(
            "left out", f"a link to {unquote(target)!r} on “{plain(link.content)}”", "no article here has that address"
        ),
    )


def _shows_picture(link: Link) -> bool:
    return isinstance(link.content[0], Picture) and bool(
        re.search(r"\.(png|jpe?g|gif|webp|avif)(\?|$)", link.target, re.I)
    )


def _picture(picture: Picture, name: str, document: Document, find: Find, kept: dict[str, bytes]) -> Changed:
    """Return a picture with its file beside the article; one that is not there is named as left out."""
    target = picture.target
    content = document.pictures.get(target) or _data(target) or find(target)
    alternative = picture.alternative or picture.caption
    if content is None:
        shown = "a picture inside the page" if target.startswith("data:") else f"the picture {unquote(target)}"
        file = _file_name(target, ".png", kept)
        hint = f"save it as {ARTICLES}{name}/{file} and write ![{alternative or 'what it shows'}]({name}/{file}) here"
        return (), (Remark("left out", shown, hint),)
    kind = picture_kind(content)
    if kind not in SHOWN:
        return (), (Remark("left out", f"the picture {target[:80]}, which browsers do not show", "save it as PNG"),)
    file = next((known for known, raw in kept.items() if raw == content), "") or _file_name(target, kind, kept)
    kept[file] = content
    notices: tuple[Remark, ...] = ()
    if not alternative.strip():
        alternative = re.sub(r"[-_]+", " ", file.rpartition(".")[0]).strip()
        notices = (Remark("unsure", f"the picture {file} has no words", "say in the brackets what it shows"),)
    return (Picture(f"{name}/{file}", alternative, picture.caption),), notices


def _data(target: str) -> bytes | None:
    """Return the bytes of a picture that is in the address itself."""
    found = re.match(r"data:image/[\w.+-]+;base64,([A-Za-z0-9+/=\s]+)$", target)
    try:
        return base64.b64decode(found[1]) if found else None
    except (binascii.Error, ValueError):
        return None


def _file_name(target: str, kind: str, taken: Mapping[str, bytes]) -> str:
    """Return a safe name for a picture's file, with the ending of what it is."""
    stem = "" if target.startswith("data:") else name_of(target).rpartition(".")[0]
    stem = identifier(stem) or "picture"
    file, number = stem + kind, 2
    while file in taken:
        file, number = f"{stem}-{number}{kind}", number + 1
    return file
