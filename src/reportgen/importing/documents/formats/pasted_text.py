"""Text from the clipboard or a mail: title, by-line, headings and lists without a single mark."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date as Date

from ..dates import ambiguous, find_date
from ..mail import letter
from ..model import Block, Blocks, Document, Heading, Inline, Inlines, Link, Paragraph, Remark, Span, Text
from ..plain_lists import bullets, is_item
from ..source import Source

TRAIL = {"blog", "news", "article", "articles", "home", "insights", "resources", "press", "back to blog", "stories"}
BY_LINE = re.compile(
    r"^(?:(?:written|posted|published|words|article|text) )?(?:by|von|par|por|author)\b:?\s+"
    r"(?P<name>[^|·•–—,\d]{3,60}?)"
    r"\s*(?:[|·•–—,-].*|\son\b.*|\d.*)?$",
    re.IGNORECASE,
)
DATE_LINE = re.compile(
    r"^(?:(?:first )?(?:published|posted|updated|last updated|date)\b)?(?:\s+on)?:?[\s|·•–—-]*$", re.I
)
READING = re.compile(r"\b\d+\s*min(?:ute)?s?\.?(?:\s+read)?\b", re.I)
URL = re.compile(r"https?://[^\s<>\"”)]+[^\s<>\"”).,;:!?]")
LONGEST_HEADING = 90
HEAD = 8
"""The paragraphs at the top among which title, author and date are sought."""


def recognise(source: Source) -> tuple[int, str]:
    """Return the certainty, from 0 to 100, that this is plain text, and why."""
    return (10, "it has no marks of any format") if source.text else (0, "")


def read(source: Source) -> list[Document]:
    """Return the text as one document."""
    text, fields, notices = letter(source.text)
    parts = _paragraphs(text)
    found = _Top(parts, fields.get("subject", ""))
    found.read()
    document = Document(
        name=source.name,
        title=found.title,
        authors=tuple(each for each in [found.author or fields.get("from", "")] if each),
        date=found.date,
        blocks=_blocks(found.rest),
        notices=(*notices, *found.notices),
        unsure=found.unsure,
    )
    if document.date is None and (dated := find_date(fields.get("date", ""))):
        document = replace(document, date=dated[0])
    leads = _leads(document.blocks)
    return [replace(document, blocks=leads[0], notices=(*document.notices, *leads[1]))]


def _paragraphs(text: str) -> list[list[str]]:
    """Return the paragraphs, each as its lines; without blank lines between them, each line is one."""
    groups = [
        group.split("\n") for group in re.split(r"\n[ \t\xa0]*\n+", text.expandtabs(4).strip("\n")) if group.strip()
    ]
    lines = [line for group in groups for line in group]
    long = [line for line in lines if len(line) > 120]
    if len(groups) <= max(2, len(lines) // 12) and len(long) > len(lines) // 4:
        return [[line] for line in lines if line.strip()]
    return [[line.rstrip() for line in group] for group in groups]


class _Top:
    """Looks for title, author and date among the first paragraphs."""

    def __init__(self, parts: list[list[str]], title: str) -> None:
        self.rest = parts
        self.title, self.author = title, ""
        self.date: Date | None = None
        self.notices: list[str] = []
        self.unsure: dict[str, str] = {}

    def read(self) -> None:
        """Take what it finds out of the paragraphs."""
        kept: list[list[str]] = []
        for number, part in enumerate(self.rest):
            if number < HEAD and not (kept and len(kept[-1][0]) > 200 and self.title):
                alone = len(part) == 1 or any(BY_LINE.match(line.strip()) or _is_dated(line) for line in part[1:3])
                alone = alone and not any(len(" ".join(before)) > 120 for before in kept)
                part = [line for line in part if not self._is_about(line.strip(), bool(kept), alone)]
            if part:
                kept.append(part)
        self.rest = kept
        if not self.title and kept and len(kept[0]) == 1 and len(kept[0][0]) <= 150:
            self.title = kept.pop(0)[0].strip()
            self.unsure["title"] = "the first line is taken for it"
        self.title = re.sub(r"^(?:title|subject)\s*:\s*", "", self.title, flags=re.I)

    def _is_about(self, line: str, began: bool, alone: bool) -> bool:
        """Whether a line is metadata of the text; if so it is kept as that."""
        if line.lower().strip("‹<> /|") in TRAIL and not began:
            self.notices.append(f"left out the line {line!r} above the title")
            return True
        dated = find_date(line)
        name = BY_LINE.match(line)
        if name and not self.author and len(name["name"].split()) <= 5:
            self.author = " ".join(name["name"].split())
            if dated:
                self.date = self.date or dated[0]
            return True
        if dated and DATE_LINE.match(READING.sub("", line.replace(dated[1], "", 1)).strip()):
            self.date = self.date or dated[0]
            return True
        if not dated and (both := ambiguous(line)) and len(line) < 40:
            self.unsure["date"] = both
            return True
        if READING.fullmatch(line):
            return True
        if line == self.title:
            return True
        if alone and not self.title and _is_heading_text(line, 150):
            self.title = line
            return True
        return False


def _is_dated(line: str) -> bool:
    return len(line) < 60 and find_date(line) is not None


def _blocks(parts: list[list[str]]) -> Blocks:
    """Return the paragraphs as blocks."""
    found: list[Block] = []
    merged = _gathered(parts)
    for number, lines in enumerate(merged):
        following = merged[number + 1] if number + 1 < len(merged) else None
        if rows := _table_rows(lines):
            found += rows
        elif is_item(lines[0]) or (len(lines) > 2 and sum(map(is_item, lines)) >= 2):
            first = next(at for at, line in enumerate(lines) if is_item(line))
            if first:
                found += _text(lines[:first])
            found += bullets(lines[first:], _inline)
        elif len(lines) == 2 and re.fullmatch(r"\s*(=+|-+|\*+|~+)\s*", lines[1]) and len(lines[1].strip()) > 2:
            found.append(Heading(2 if "=" in lines[1] else 3, _inline(lines[0])))
        elif len(lines) == 1 and following and _is_heading_text(lines[0].strip()):
            found += _heading(lines[0].strip())
        elif re.fullmatch(r"[\s*_=~#-]{3,}", "".join(lines)):
            continue
        else:
            found += _with_heading(lines)
    return tuple(found)


def _gathered(parts: list[list[str]]) -> list[list[str]]:
    """Return the paragraphs, with items that blank lines part in one."""
    found: list[list[str]] = []
    for lines in parts:
        if found and is_item(lines[0]) and is_item(found[-1][0]):
            found[-1] = [*found[-1], *lines]
        else:
            found.append(lines)
    return found


def _with_heading(lines: list[str]) -> list[Block]:
    """Return a paragraph; its first line is a heading when it is short and a long text follows at once."""
    first, rest = lines[0].strip(), lines[1:]
    begins = bool(rest) and not next((each for each in rest[0] if each.isalnum()), "a").islower()
    if begins and len(first) <= 60 and _is_heading_text(first) and max(map(len, rest)) > 1.6 * len(first):
        note = Remark("unsure", f"{first!r} is directly above a paragraph", "it is taken for its heading")
        return [note, Heading(2, _inline(first)), *_text(rest)]
    return _text(lines)


def _text(lines: list[str]) -> list[Block]:
    """Return lines as one paragraph: a text that was wrapped is joined, with words that were cut at line ends."""
    joined = re.sub(r"(?<=[a-zäöüß])-\n(?=[a-zäöüß])", "", "\n".join(line.strip() for line in lines))
    return [Paragraph(_inline(" ".join(joined.split())))]


def _heading(line: str) -> list[Block]:
    level, number = 2, re.match(r"(\d+(?:\.\d+)*)[.)]?\s+", line)
    if number:
        level = 2 + number[1].count(".")
    notices: list[Block] = []
    if line.endswith("?") and len(line) > 60:
        notices.append(Remark("unsure", f"{line!r} is taken for a heading", "remove the marks # if it is not"))
    text = line.capitalize() if line.isupper() and len(line) > 12 else line
    return [*notices, Heading(min(level, 4), _inline(text))]


def _is_heading_text(line: str, most: int = LONGEST_HEADING) -> bool:
    """Whether a line can be a heading: short, begins like one, does not end like a sentence."""
    if not 2 <= len(line) <= most or is_item(line) or URL.search(line):
        return False
    if line[-1] in ".,;:!…" or (line.endswith("?") and len(line) > 80):
        return False
    first = next((each for each in line if each.isalnum()), "")
    return bool(first) and (first.isupper() or first.isdigit() or not first.islower())


def _inline(text: str) -> Inlines:
    """Return text with its addresses as links."""
    found: list[Inline] = []
    last = 0
    for each in URL.finditer(text):
        found += [Text(text[last : each.start()]), Link(each[0], (Text(each[0]),))]
        last = each.end()
    return tuple(each for each in [*found, Text(text[last:])] if not isinstance(each, Text) or each.text)


def _table_rows(lines: list[str]) -> list[Block]:
    """Return lines of cells with gaps between them, as a table."""
    from ..model import Table

    cells = [re.split(r"\s*\t\s*|\s{3,}", line.strip()) for line in lines]
    if len(lines) < 3 or len(cells[0]) < 2 or len({len(row) for row in cells}) > 1 or any(map(is_item, lines)):
        return []
    rows = [tuple(_inline(cell) for cell in row) for row in cells]
    return [Remark("unsure", "lines with gaps are taken for a table", "look it over"), Table(rows[0], tuple(rows[1:]))]


def _leads(blocks: Blocks) -> tuple[Blocks, list[str]]:
    """Return the blocks with bold lead-ins in lists each of whose items opens with a few words and a stop."""
    from ..model import Listing

    found: list[Block] = []
    notices: list[str] = []
    for block in blocks:
        if isinstance(block, Listing) and len(block.items) > 1 and all(_lead(item) for item in block.items):
            notices.append(f"made the first words of {len(block.items)} list items bold, as lead-ins")
            block = Listing(tuple(_bold(item) for item in block.items), block.start)
        found.append(block)
    return tuple(found), notices


def _lead(item: Blocks) -> str:
    """Return the words that lead an item in; empty when there are none."""
    first = item[0] if item else None
    text = first.content[0] if isinstance(first, Paragraph) and first.content else None
    match = re.match(r"([^.:!?–—]{2,60}(?:[.:]| [–—]))(?=\s+\S+\s+\S+)", text.text) if isinstance(text, Text) else None
    return match[1] if match and len(match[1].split()) <= 7 else ""


def _bold(item: Blocks) -> Blocks:
    first, lead = item[0], _lead(item)
    if not isinstance(first, Paragraph) or not isinstance(first.content[0], Text):
        return item
    rest = first.content[0].text[len(lead) :]
    return (Paragraph((Span("strong", (Text(lead),)), Text(rest), *first.content[1:])), *item[1:])
