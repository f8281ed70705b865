"""A passage of a page, from its heading to the next of its rank: replaced by another, or followed by one."""

from __future__ import annotations

import re
from dataclasses import replace

from markupsafe import Markup

from ..problems import Problem, ProblemError
from .body import Body

_HEADING = re.compile(r'<h([1-6]) id="([^"]*)".*?</h\1>', re.S)
_NOTES = '<section class="footnotes"'
_CALL = re.compile(r'<sup class="footnote-ref"><a href="#fn-(\d+)"')
_NOTE = re.compile(r'<li id="fn-(\d+)">.*?</li>', re.S)
_BLOCK = re.compile(r"<(/?)(?:section|div|aside|figure|table|blockquote|ul|ol|dl|li|td|th|details)\b")


def level_of(body: Body, name: str) -> int:
    """The level of the heading of that id; 0 when it is not on this page."""
    return next((int(each[1]) for each in _HEADING.finditer(body.html) if each[2] == name), 0)


def spliced(body: Body, name: str, note: Body, replaces: bool) -> Body:
    """The page with a note in place of the text below a heading, or after it.

    A note that begins with a heading of its own takes the heading's place as well.  Raises ProblemError when the
    passage cannot be cut out.
    """
    html = str(body.html)
    first, text, end = _passage(html, name)
    if not replaces:
        first = end
    elif not _HEADING.match(str(note.html).lstrip()):
        first = text
    whole = html[:first] + "\n" + str(note.html) + html[end:]
    shown = {each[2]: each.start() for each in _HEADING.finditer(whole)}
    contents = [each for each in (*body.contents, *note.contents) if each.id in shown]
    contents.sort(key=lambda each: shown[each.id])
    return replace(body, html=Markup(_renumbered(whole)), contents=tuple(contents))


def _passage(html: str, name: str) -> tuple[int, int, int]:
    """Where a passage begins, where the text below its heading begins, and where it ends."""
    headings = list(_HEADING.finditer(html))
    at = next(at for at, each in enumerate(headings) if each[2] == name)
    here, notes = headings[at], html.find(_NOTES)
    following = (each.start() for each in headings[at + 1 :] if each[1] <= here[1])
    end = min(next(following, len(html)), notes if notes >= 0 else len(html))
    depth = 0
    for block in _BLOCK.finditer(html, here.end(), end):
        depth += -1 if block[1] else 1
        if depth < 0:
            break
    if depth:
        hint = "name a heading that stands free"
        raise ProblemError([Problem(message=f"the passage {name!r} stands inside of another block", hint=hint)])
    return here.start(), here.end(), end


def _renumbered(html: str) -> str:
    """The page with those footnotes that are still called, numbered in the order of their calls."""
    called = list(dict.fromkeys(call[1] for call in _CALL.finditer(html)))
    numbers = {old: str(new) for new, old in enumerate(called, start=1)}
    text, mark, notes = html.partition(_NOTES)
    if not mark or numbers == {old: old for old in numbers} == {note[1]: note[1] for note in _NOTE.finditer(notes)}:
        return html
    if not numbers:
        return text + notes.partition("</section>")[2]
    items = {note[1]: note[0] for note in _NOTE.finditer(notes)}
    kept = "\n".join(_numbered(items[old], numbers) for old in called)
    head, tail = notes[: notes.index("<ol>") + 4], notes[notes.rindex("</ol>") :]
    return _numbered(text, numbers) + mark + head + kept + "\n" + tail


def _numbered(html: str, numbers: dict[str, str]) -> str:
    html = re.sub(r"(fn(?:ref)?-)(\d+)", lambda found: found[1] + numbers.get(found[2], found[2]), html)
    return re.sub(r'(role="doc-noteref">)(\d+)', lambda found: found[1] + numbers[found[2]], html)
