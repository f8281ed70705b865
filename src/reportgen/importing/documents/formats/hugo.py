"""Markdown of Hugo: front matter in YAML, TOML or JSON, page bundles, shortcodes."""

from __future__ import annotations

import re

from ..markdown import attributes, call_out, figure, read_markdown, remark, split, texts
from ..model import Document
from ..source import Source

_SHORTCODE = re.compile(r"\{\{[<%]\s*(/?)\s*([\w/.-]+)\s*(.*?)\s*(/?)[>%]\}\}", re.S)
_PAIRED = re.compile(
    r"\{\{[<%]\s*(?P<name>notice|callout|alert|admonition|note|tip|warning|hint|details|expand|info|danger)\b(?P<rest>.*?)[>%]\}\}"
    r"(?P<body>.*?)\{\{[<%]\s*/\s*(?P=name)\s*[>%]\}\}",
    re.S,
)
_CODE = re.compile(r"\{\{[<%]\s*highlight\s+(\S+).*?[>%]\}\}\n?(.*?)\{\{[<%]\s*/\s*highlight\s*[>%]\}\}", re.S)
GENERIC = {"notice", "callout", "alert", "admonition", "details", "expand"}
_VIDEOS = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}


def recognise(source: Source) -> tuple[int, str]:
    """Return the certainty, from 0 to 100, that this is Hugo's, and why."""
    if source.text.lstrip("\ufeff \n").startswith("+++"):
        return 80, "its front matter is between lines of +++"
    if re.search(r"\{\{[<%] ?/?[\w/.-]+", source.text):
        return 70, "it has shortcodes in {{< >}}"
    if source.file_name in ("index.md", "_index.md") and source.text.startswith("---"):
        return 60, "it is the page of a bundle (index.md)"
    return 0, ""


def read(source: Source) -> list[Document]:
    """Return the page as one document."""
    fields, body = split(source)
    folders = source.name.split("/")[:-1]
    name = folders[-1] if source.stem in ("index", "_index") and folders else source.stem
    section = "/".join(folders[folders.index("content") + 1 :]) if "content" in folders else ""
    written = "".join(texts(fields.get("url") or fields.get("permalink")))
    slug = "".join(texts(fields.get("slug"))) or re.sub(r"^\d{4}-\d{2}-\d{2}-", "", name)
    old = written or (f"/{section.removesuffix('/' + name)}/{slug}/" if section else "")
    given = tuple(text for text in texts(fields.get("aliases")) if text)
    aliases = tuple(dict.fromkeys(each if each.startswith("/") else f"/{each}" for each in (*given, old) if each))
    body = _CODE.sub(lambda found: f"\n```{found[1]}\n{found[2].strip()}\n```\n", body)
    return [read_markdown(source, fields, body, prepare, slug=slug, aliases=aliases)]


def prepare(text: str) -> str:
    """Return the text with Hugo's shortcodes as Markdown and elements."""
    text = re.sub(r"\{\{[<%]/\*.*?\*/[>%]\}\}|<!--.*?-->", "", text, flags=re.S)
    text = _PAIRED.sub(_call_out, text)
    return _SHORTCODE.sub(_shortcode, text)


def _call_out(found: re.Match[str]) -> str:
    values = attributes(found["rest"])
    kind = found["name"] if found["name"] not in GENERIC else values.get("0", "")
    title = values.get("title") or values.get("summary") or values.get("1") or kind.capitalize()
    return call_out(title, found["body"])


def _shortcode(found: re.Match[str]) -> str:
    closing, name, rest = found[1], found[2], attributes(found[3])
    if closing:
        return ""
    if name == "figure":
        return figure(rest.get("src", ""), rest.get("alt", ""), rest.get("caption") or rest.get("title", ""))
    if name in ("ref", "relref"):
        return rest.get("0") or rest.get("path", "")
    if name in ("param", "br"):
        return (
            remark("unsure", f"Hugo filled in a value here: {found[3]}", "write it out") + "…"
            if name == "param"
            else "<br>"
        )
    if name in _VIDEOS:
        return remark("left out", f"a video {_VIDEOS[name]}{rest.get('id') or rest.get('0', '')}", "link to it")
    return remark("left out", f"the shortcode {name} {found[3]}".strip(), "write what it showed")
