"""Markdown of other generators: front matter in any notation, and marks of the dialect as elements."""

from __future__ import annotations

import html as escaping
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date as Date
from typing import Any, Final

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from ...problems import ProblemError
from ...project.readers.documents import yml as yaml
from .dates import ambiguous, read_date
from .html_body import read_tree
from .html_tree import tree
from .model import Document
from .page import without_title
from .source import Source, refusal

Fields = Mapping[str, Any]
_YAML = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.S | re.M)
_FENCE = re.compile(r"^([ \t>]*)(`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*\2[`~]*[ \t]*$|\Z)", re.S | re.M)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_HEADING_ID = re.compile(r"^(#{1,6}[ \t].*?)[ \t]*\{:?[ \t]*([^{}\n]*)\}[ \t]*#*[ \t]*$", re.M)
_ATTRIBUTES = re.compile(r"(?<=[)\]`*])\{:?[ \t]*[.#:a-zA-Z][^{}\n]*\}|^[ \t]*\{:[^{}\n]*\}[ \t]*$", re.M)
MARKDOWN: Final = re.compile(r"^#{1,6} \S|^\s*[-*+] \S|^```|\]\([^)\s]+\)|\*\*\S|^\|.*\|\s*$|^>\s", re.M)


def split(source: Source) -> tuple[Fields, str]:
    """Return the front matter as data, and the Markdown below it.  Raises ProblemError when it cannot be read."""
    text = source.text.lstrip("\ufeff")
    if found := _YAML.match(text):
        try:
            return yaml.read(found[1].encode(), source.name, first_line=2).data, text[found.end() :]
        except ProblemError as error:
            if ":" not in found[1]:  # two lines across the page, not front matter
                return {}, text
            raise error
    if found := _TOML.match(text):
        try:
            return tomllib.loads(found[1]), text[found.end() :]
        except tomllib.TOMLDecodeError as error:
            raise refusal(source.name, f"the front matter is not TOML: {error}", "fix it there first", 1) from None
    if text.lstrip().startswith("{\n"):
        try:
            data, end = json.JSONDecoder().raw_decode(text.lstrip())
            return (data, text.lstrip()[end:]) if isinstance(data, dict) else ({}, text)
        except ValueError:
            return {}, text
    return {}, text


def read_markdown(
    source: Source,
    fields: Fields,
    body: str,
    prepare: Callable[[str], str] = lambda text: text,
    **facts: Any,
) -> Document:
    """Return the document; `prepare` turns the marks of the dialect into Markdown and elements, outside code."""
    text = outside_code(body, lambda part: _attributes(prepare(part)))
    found, notes = read_tree(tree(_parser().render(text)))
    document = Document(name=source.name, title="", blocks=found, notes=notes, notices=source.notices)
    return without_title(replace(document, **(_facts(fields) | {key: value for key, value in facts.items() if value})))


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Return the text with everything but code changed; code spans and fences are held back."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[0])
        return f"\ue001{len(held) - 1}\ue002"

    text = _SPAN.sub(hold, _FENCE.sub(hold, text.replace("\ue001", "").replace("\ue002", "")))
    text = change(text)
    while "\ue001" in text:
        text = re.sub("\ue001(\\d+)\ue002", lambda found: held[int(found[1])], text)
    return text


def remark(kind: str, message: str, hint: str = "") -> str:
    """Return a remark as an element that Markdown lets through."""
    values = {"kind": kind, "message": " ".join(message.split()), "hint": hint}
    return (
        "<x-remark " + " ".join(f'{key}="{escaping.escape(value)}"' for key, value in values.items()) + "></x-remark>"
    )


def call_out(title: str, body: str) -> str:
    """Return a passage that stands out, as an element around Markdown."""
    return f'\n\n<x-callout title="{escaping.escape(title.strip())}">\n\n{body.strip()}\n\n</x-callout>\n\n'


def figure(target: str, alternative: str = "", caption: str = "") -> str:
    """Return a picture with its caption, as elements."""
    image = f'<img src="{escaping.escape(target)}" alt="{escaping.escape(alternative)}">'
    words = f"<figcaption>{escaping.escape(caption)}</figcaption>" if caption else ""
    return f"\n\n<figure>{image}{words}</figure>\n\n"


def attributes(text: str) -> dict[str, str]:
    """Return the `name="value"` pairs in a tag; what has no name is numbered from 0."""
    found: dict[str, str] = {}
    for name, double, single, bare in re.findall(r"(?:([\w-]+)\s*=\s*)?(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))", text):
        value = double or single or bare
        found[name or str(sum(key.isdigit() for key in found))] = value
    return found


def texts(value: Any) -> tuple[str, ...]:
    """Return a field as texts, whether it is a list, one text with commas, or mappings with a name."""
    if isinstance(value, Mapping):
        name = value.get("name") or value.get("value") or value.get("title")
        if isinstance(name, Mapping):
            name = " ".join(str(name[key]) for key in ("given", "family") if name.get(key))
        return texts(name)
    if isinstance(value, (list, tuple)):
        return tuple(dict.fromkeys(text for each in value for text in texts(each)))
    text = str(value or "").strip()
    return (text,) if text else ()


def flag(value: Any) -> bool:
    """Whether a field is true."""
    return str(value).strip().lower() in ("true", "yes", "on", "1")


def date_of(value: Any) -> Date | None:
    """Return a field as a date."""
    if isinstance(value, Mapping):
        value = value.get("created") or value.get("published") or ""
    if isinstance(value, Date):
        return Date(value.year, value.month, value.day)
    return read_date(str(value or ""))


def _facts(fields: Fields) -> dict[str, Any]:
    """Return the metadata in front matter, under the names that most generators share."""
    low = {str(key).lower(): value for key, value in fields.items()}

    def first(*names: str) -> Any:
        return next((low[name] for name in names if low.get(name)), None)

    tags = [part.strip() for name in ("tags", "categories", "category", "keywords") for text in texts(low.get(name))
            for part in text.split(",")]  # fmt: skip
    facts: dict[str, Any] = {
        "title": " ".join(texts(first("title", "name"))),
        "description": " ".join(texts(first("description", "summary", "excerpt", "abstract", "subtitle"))),
        "authors": texts(first("authors", "author", "by")),
        "date": date_of(first("date", "publishdate", "published", "created", "created time")),
        "modified": date_of(
            first("lastmod", "updated", "modified", "last_modified_at", "date-modified", "last edited time")
        ),
        "tags": tuple(dict.fromkeys(tag.lstrip("#") for tag in tags if tag)),
        "draft": flag(low.get("draft")) or str(low.get("published", "")).lower() == "false",
        "language": "".join(texts(first("lang", "language")))[:5],
        "slug": "".join(texts(low.get("slug"))),
        "aliases": tuple(each for each in texts(first("aliases", "redirect_from")) if each.startswith("/")),
        "url": next(
            (each for each in texts(first("canonical", "canonical_url", "canonicalurl")) if each.startswith("http")), ""
        ),
    }
    if facts["date"] is None and (both := ambiguous(str(first("date", "published", "created") or ""))):
        facts["unsure"] = {"date": both}
    return facts


def _attributes(text: str) -> str:
    """Return the text without attributes in braces; the id of a heading becomes its element's."""

    def heading(found: re.Match[str]) -> str:
        name = re.search(r"#([\w:.-]+)", found[2])
        return found[1] + (f' <a id="{name[1]}"></a>' if name else "")

    return _ATTRIBUTES.sub("", _HEADING_ID.sub(heading, text))


def _parser() -> MarkdownIt:
    options = {"html": True, "alerts": True, "tasklists": True, "maxNesting": 60}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    return parser.use(footnote_plugin).use(deflist_plugin)
