"""Markdown of Quarto: authors as mappings, fenced divs, cross-references, citations, code cells."""

from __future__ import annotations

import re
from dataclasses import replace

from ..markdown import attributes, call_out, read_markdown, remark, split
from ..model import Document
from ..source import Source

_DIV = re.compile(r"^(:{3,})[ \t]*(\{[^}\n]*\}|[\w-]+)[ \t]*:*[ \t]*$", re.M)
_CELL = re.compile(r"^(`{3,})\{(\w+)[^}\n]*\}[ \t]*\n((?:[ \t]*(?:#|//|%%)\|[^\n]*\n)*)", re.M)
_TITLES = {"note": "Note", "tip": "Tip", "warning": "Warning", "important": "Important", "caution": "Caution"}


def recognise(source: Source) -> tuple[int, str]:
    """Return the certainty, from 0 to 100, that this is Quarto's, and why."""
    if source.name.lower().endswith((".qmd", ".rmd")):
        return 85, "its name ends like Quarto's"
    if re.search(r"^:{3,}\s*\{\.callout-|^```\{(python|r|julia|ojs)", source.text, re.M):
        return 75, "it has call-outs or code cells of Quarto"
    return 0, ""


def read(source: Source) -> list[Document]:
    """Return the page as one document."""
    fields, body = split(source)
    body, cells = _CELL.subn(r"\1\2\n", body)
    document = read_markdown(source, fields, body, prepare)
    if not cells:
        return [document]
    notices = f"kept {cells} code cells as code; put what they printed or drew below them"
    return [replace(document, notices=(*document.notices, notices))]


def prepare(text: str) -> str:
    """Return the text with Quarto's divs, references and shortcodes as Markdown and elements."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    text = _divs(text)
    text = re.sub(r"\{\{<\s*(\w+)\s+(.*?)\s*>\}\}", _shortcode, text)
    text = re.sub(r"(!\[[^\][]{0,300}\]\([^)\n]{0,500}\))\{[^}\n]{0,300}\}", r"\1", text)
    text = re.sub(r"^:\s+(.*?)\s*\{#tbl-[^}]*\}\s*$", r"*\1*", text, flags=re.M)
    text = re.sub(r"\[(-?@[\w:.#-]{1,100}[^\]\n]{0,300})\](?!\()", _citation, text)
    text = re.sub(r"(?<![\w.])@(fig|tbl|sec|eq|lst)-([\w-]+)", _reference, text)
    return re.sub(r"\[([^\][\n]{0,300})\]\{[.#][^}\n]{0,300}\}", r"\1", text)


def _divs(text: str) -> str:
    """Return the text without fenced divs, inner ones first: call-outs become elements, others are only layout."""
    lines = text.split("\n")
    out: list[list[str]] = [[]]
    stack: list[str] = []
    for line in lines:
        if found := _DIV.match(line):
            stack.append(found[2])
            out.append([])
        elif re.match(r"^:{3,}[ \t]*$", line) and stack:
            inside = "\n".join(out.pop())
            out[-1].append(_div(stack.pop(), inside))
        else:
            out[-1].append(line)
    while len(out) > 1:
        unclosed = out.pop()
        out[-1] += unclosed
    return "\n".join(out[0])


def _div(kind: str, inside: str) -> str:
    named = re.search(r"callout-(\w+)", kind)
    if not named:
        return f"\n\n{inside}\n\n"
    title = attributes(kind.strip("{}")).get("title", "")
    if not title and (heading := re.match(r"\s*#{1,6}[ \t]+([^\n]+)\n?", inside)):
        title, inside = heading[1].strip(), inside[heading.end() :]
    return call_out(title or _TITLES.get(named[1], ""), inside)


def _shortcode(found: re.Match[str]) -> str:
    if found[1] == "include":
        return remark("left out", f"the file that Quarto included: {found[2]}", "import it too, or write its text")
    if found[1] == "video":
        return remark("left out", f"a video {found[2]}", "link to it")
    return remark("left out", f"the shortcode {found[1]} {found[2]}", "write what it showed")


def _citation(found: re.Match[str]) -> str:
    return remark("left out", f"the citation {found[1]}", "write it as a footnote") + ""


def _reference(found: re.Match[str]) -> str:
    noun = {"fig": "the figure", "tbl": "the table", "sec": "the section", "eq": "the equation", "lst": "the listing"}[
        found[1]
    ]
    return remark("unsure", f"a reference to {found[1]}-{found[2]} became “{noun}”", "say where it is") + noun
