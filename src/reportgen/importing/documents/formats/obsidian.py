"""Notes of Obsidian: wiki links, embedded files, call-outs, comments, block ids."""

from __future__ import annotations

import re

from ..markdown import call_out, read_markdown, remark, split
from ..model import Document
from ..source import Source

_CALL_OUT = re.compile(
    r"^>[ \t]*\[!(?P<kind>[\w-]+)(?:\|[^\]]*)?\][+-]?[ \t]*(?P<title>[^\n]*)\n?(?P<body>(?:>[^\n]*(?:\n|\Z))*)", re.M
)
_EMBED = re.compile(r"!\[\[([^\][|#\n]{1,300})(?:#[^\][|\n]{0,300})?(?:\|([^\][\n]{0,300}))?\]\]")
_LINK = re.compile(r"\[\[([^\][|#\n]{0,300})(#[^\][|\n]{0,300})?(?:\|([^\][\n]{0,300}))?\]\]")
_PICTURE = re.compile(r"\.(png|jpe?g|gif|webp|svg|avif|bmp)$", re.I)


def recognise(source: Source) -> tuple[int, str]:
    """Return the certainty, from 0 to 100, that this is a note of Obsidian, and why."""
    if re.search(r"\[\[[^\][\n]{1,300}\]\]", source.text):
        return 72, "it has links in [[ ]]"
    if re.search(r"^> ?\[![a-z-]+\][+-]", source.text, re.M) or re.search(r"^%%", source.text, re.M):
        return 60, "it has call-outs or comments of Obsidian"
    return 0, ""


def read(source: Source) -> list[Document]:
    """Return the note as one document; its name is the title when it has none."""
    fields, body = split(source)
    body = re.sub(
        r"^```(dataview\w*|query|tasks)\n.*?^```[ \t]*$",
        lambda found: remark("left out", f"a query ({found[1]})", "write what it showed"),
        body,
        flags=re.S | re.M,
    )
    tags = set(re.findall(r"(?<![\w/&])#([A-Za-z][\w/-]+)", re.sub(r"`[^`]*`", "", body)))
    title = "" if fields.get("title") or re.search(r"^# ", body, re.M) else source.stem
    document = read_markdown(source, fields, body, prepare, title=title)
    from dataclasses import replace

    return [replace(document, tags=tuple(dict.fromkeys((*document.tags, *sorted(tags)))))]


def prepare(text: str) -> str:
    """Return the marks of Obsidian as Markdown and elements."""
    text = re.sub(r"%%.*?%%|<!--.*?-->", "", text, flags=re.S)
    while (changed := _CALL_OUT.sub(_call_out, text)) != text:
        text = changed
    text = _LINK.sub(_link, _EMBED.sub(_embed, text))
    text = re.sub(r"^[ \t]*(?:#[A-Za-z][\w/-]+[ \t]*)+$", "", text, flags=re.M)
    text = re.sub(r"[ \t]\^[\w-]+[ \t]*$", "", text, flags=re.M)
    return re.sub(r"==([^=\n]{1,500})==", r"**\1**", text)


def _call_out(found: re.Match[str]) -> str:
    body = re.sub(r"^> ?", "", found["body"], flags=re.M)
    kind = found["kind"].replace("-", " ").capitalize()
    return call_out(found["title"].strip() or kind, body)


def _embed(found: re.Match[str]) -> str:
    name, words = found[1].strip(), (found[2] or "").strip()
    if _PICTURE.search(name):
        alternative = "" if re.fullmatch(r"\d+(x\d+)?", words) else words
        return f"![{alternative}](<{name}>)"
    return remark("left out", f"the note {name}, which was embedded", "import it too, or write its text")


def _link(found: re.Match[str]) -> str:
    name, part, words = found[1].strip(), found[2] or "", (found[3] or "").strip()
    shown = words or (name.rpartition("/")[2] or part.lstrip("#"))
    return f"[{shown}](<{name}.md>)" if name else shown
