"""Markdown of Jekyll: the date in the file's name, Liquid tags, attributes of kramdown."""

from __future__ import annotations

import re

from ..dates import read_date
from ..markdown import Fields, attributes, figure, read_markdown, remark, split, texts
from ..model import Document
from ..source import Source

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)")
_TAG = re.compile(r"\{%-?\s*(\w+)\s*([^{}]{0,1000}?)\s*-?%\}")
_VALUE = re.compile(r"\{\{-?\s*([^{}]{0,300}?)\s*-?\}\}")
_CODE = re.compile(r"\{%-?\s*highlight\s+(\S+).*?%\}\n?(.*?)\{%-?\s*endhighlight\s*-?%\}", re.S)
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.S)


def recognise(source: Source) -> tuple[int, str]:
    """Return the certainty, from 0 to 100, that this is Jekyll's, and why."""
    front = source.text.startswith("---")
    if _NAME.fullmatch(source.stem) and front and re.search(r"^layout:", source.text, re.M):
        return 75, "its name begins with a date and its front matter has a layout"
    if front and re.search(
        r"\{%-?\s*(highlight|include|post_url|raw|link|assign|capture)\b|\{\{\s*(site|page)\.", source.text
    ):
        return 65, "it has Liquid tags"
    if _NAME.fullmatch(source.stem) and (front or "_posts" in source.name):
        return 50, "its name begins with a date"
    if re.search(r"^\{:[^}]*\}\s*$", source.text, re.M) and front:
        return 45, "it has attributes of kramdown in {: }"
    return 0, ""


def read(source: Source) -> list[Document]:
    """Return the post as one document."""
    fields, body = split(source)
    named = _NAME.fullmatch(source.stem)
    slug = named[2] if named else source.stem
    date = read_date(named[1]) if named else None
    old = "".join(texts(fields.get("permalink")))
    if not old and named:
        old = "/" + "/".join([*texts(fields.get("categories")), *named[1].split("-"), f"{slug}.html"]).lower().replace(
            " ", "-"
        )
    aliases = tuple(dict.fromkeys(each for each in (*texts(fields.get("redirect_from")), old) if each.startswith("/")))
    body = _CODE.sub(lambda found: f"\n```{found[1]}\n{found[2].strip()}\n```\n", body)
    kept: list[str] = []

    def hold(found: re.Match[str]) -> str:
        kept.append(found[1])
        return f"\ue003{len(kept) - 1}\ue004"

    def prepared(text: str) -> str:
        text = prepare(_RAW.sub(hold, text), fields)
        return re.sub("\ue003(\\d+)\ue004", lambda found: kept[int(found[1])], text)

    facts = {"date": date} if "date" not in fields else {}
    return [read_markdown(source, fields, body, prepared, slug=slug, aliases=aliases, **facts)]


def prepare(text: str, fields: Fields) -> str:
    """Return the text with Liquid and the marks of kramdown as Markdown and elements."""
    text = re.sub(
        r"^[ \t]*[*+-] .*\n\{:\s*toc\s*\}[ \t]*$|\{%-?\s*comment.*?endcomment\s*-?%\}|<!--.*?-->",
        "",
        text,
        flags=re.S | re.M,
    )
    text = re.sub(
        r"\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}|\{\{\s*[\"']?([^\"'{}]{0,300}?)[\"']?\s*\|\s*(?:relative|absolute)_url\s*\}\}",
        r"\1",
        text,
    )
    text = _TAG.sub(lambda found: _tag(found[1], found[2]), text)
    return _VALUE.sub(lambda found: _value(found[1], fields), text)


def _tag(name: str, rest: str) -> str:
    if name in ("post_url", "link"):
        return re.sub(r".*/", "", rest.strip("\"' ")).removesuffix(".md") + ".md"
    if name == "include" and (values := attributes(rest)).get("0", "").startswith(("figure", "image", "picture")):
        source = next((values[key] for key in ("src", "url", "image_path", "path", "image") if key in values), "")
        if source:
            return figure(source, values.get("alt", ""), values.get("caption", ""))
    if name == "include":
        return remark("left out", f"the file that Jekyll included: {rest}", "write what it showed")
    if name == "youtube":
        return remark("left out", f"a video https://www.youtube.com/watch?v={rest}", "link to it")
    if name.startswith("end") or name in ("else", "assign"):
        return ""
    return remark("unsure", f"the Liquid tag {name} {rest}", "write what is to stand here")


def _value(text: str, fields: Fields) -> str:
    name = text.partition("|")[0].strip()
    if name.startswith("page.") and texts(fields.get(name.removeprefix("page."))):
        return ", ".join(texts(fields.get(name.removeprefix("page."))))
    return remark("unsure", f"Jekyll filled in a value here: {text}", "write it out") + "…"
