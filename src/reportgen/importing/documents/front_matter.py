"""The metadata of a document as our front matter, with a comment at each value that is unsure."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping

from .model import Document, Remark
from .write_blocks import Placed

_PLAIN = re.compile(r"[^\W\d_][\w’'“” ,.()&/–—!?;%+-]*", re.UNICODE)
_WORDS = {"yes", "no", "true", "false", "on", "off", "null", "y", "n"}
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "ı": "i"})


def write_front_matter(
    document: Document, authors: Mapping[str, str], editions: list[str]
) -> tuple[list[str], list[Placed]]:
    """Return the lines of the front matter, fences included, and its remarks with their lines.

    `authors` leads from each name to its id.
    """
    fields: list[tuple[str, str]] = [
        ("title", scalar(document.title[:300])),
        ("description", scalar(document.description[:300])),
        ("date", document.date.isoformat() if document.date else ""),
        ("lastmod", document.modified.isoformat() if document.modified and document.modified != document.date else ""),
        ("authors", _listed(authors[name] for name in document.authors)),
        ("tags", _listed(scalar(tag[:300]) for tag in document.tags)),
        ("aliases", _listed(scalar(alias) for alias in document.aliases)),
        ("draft", "true" if document.draft else ""),
        ("language", language(document.language)),
        ("editions", _listed(editions)),
        *_source(document),
    ]
    lines, placed = ["---"], list[Placed]()
    for name, value in fields:
        if not value:
            continue
        if name in document.unsure:
            remark = Remark("unsure", f"{name}: {document.unsure[name]}")
            placed.append(Placed(len(lines) + 1, remark))
            lines.append(f"# {remark.kind}: {' '.join(remark.message.split())}")
        lines.append(value if name == "source" else f"{name}: {value}")
    return [*lines, "---"], placed


def scalar(text: str) -> str:
    """Return a text as a YAML scalar, in quotes where it needs them."""
    text = " ".join(text.split())
    plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS and not text.endswith(" ")
    return (
        text
        if plain and ": " not in text and " #" not in text and "," not in text
        else json.dumps(text, ensure_ascii=False)
        if text
        else ""
    )


def identifier(text: str) -> str:
    """Return the id that a name or a title makes; empty when it has no letter or digit."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain)).strip("-")
    if len(words) > 64:
        words = words[:65].rpartition("-")[0] or words[:64]
    return words


def language(text: str) -> str:
    """Return a language as our front matter has it (`en-US`); empty when it names none."""
    found = re.match(r"([A-Za-z]{2})(?:[-_]([A-Za-z]{2}))?\b", text)
    if not found:
        return ""
    return found[1].lower() + (f"-{found[2].upper()}" if found[2] else "")


def _source(document: Document) -> list[tuple[str, str]]:
    """Return the credit to what was imported, where its author is known."""
    if not document.authors or "authors" in document.unsure:
        return []
    lines = ["source:", f"  title: {scalar(document.title[:300])}", f"  author: {scalar(', '.join(document.authors))}"]
    lines += [f"  date: {document.date.isoformat()}"] if document.date and "date" not in document.unsure else []
    lines += [f"  url: {scalar(document.url)}"] if re.fullmatch(r"https?://\S+", document.url) else []
    return [("source", "\n".join(lines))]


def _listed(items: object) -> str:
    text = ", ".join(str(item) for item in items) if items else ""  # type: ignore[attr-defined]
    return f"[{text}]" if text else ""
