"""What a reader would see wrong on a page, read from the geometry of the PDF: one line for each fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy
import pypdfium2

MARGIN = 36.0  # no text stands nearer to the edge of the sheet than half an inch
RUNNING = 60.0  # what stands nearer to its top or bottom is a running line
LEAST = 0.2  # of the height of a page that is not the cover
SCALE = 2.0
PALEST = 24  # of 255: how much a letter differs from what is around it
HIDDEN = "\u00ad\u2060\u200b\ufffe\u0002\ufeff"


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text and its box, in points from the lower left corner of the page."""

    words: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        return max(self.right - self.left, 0) * max(self.top - self.bottom, 0)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size, what is written on it, where something is drawn, and its picture."""

    number: int
    width: float
    height: float
    texts: tuple[Text, ...]
    letters: tuple[Text, ...]
    drawn: tuple[tuple[float, float], ...]
    picture: numpy.ndarray

    @property
    def body(self) -> list[Text]:
        """The text without the running lines."""
        return [text for text in self.texts if text.bottom > RUNNING and text.top < self.height - RUNNING + 8]


def pages(content: bytes) -> list[Page]:
    """Every page of a PDF."""
    file = pypdfium2.PdfDocument(content)
    try:
        return [_page(number, page) for number, page in enumerate(file, start=1)]
    finally:
        file.close()


def _page(number: int, page: pypdfium2.PdfPage) -> Page:
    text = page.get_textpage()
    boxes = [text.get_rect(at) for at in range(text.count_rects())]
    texts = [Text(_clean(text.get_text_bounded(*box)), *box) for box in boxes]
    letters = [
        Text(sign, *text.get_charbox(at))
        for at, sign in enumerate(text.get_text_range())
        if at < text.count_chars() and not sign.isspace() and sign not in HIDDEN
    ]
    drawn = [
        (bounds[1], bounds[3])
        for each in page.get_objects(max_depth=8)
        if each.type in (pypdfium2.raw.FPDF_PAGEOBJ_PATH, pypdfium2.raw.FPDF_PAGEOBJ_IMAGE)
        for bounds in [each.get_bounds()]
    ]
    picture = page.render(scale=SCALE, grayscale=True).to_numpy()
    width, height = page.get_size()
    return Page(
        number,
        width,
        height,
        tuple(each for each in texts if each.words),
        tuple(letters),
        tuple(drawn),
        picture.reshape(picture.shape[:2]),
    )


def _clean(words: str) -> str:
    return re.sub(rf"[{HIDDEN}]", "", words).strip()


def faults(content: bytes) -> list[str]:
    """Everything wrong with the looks of a PDF."""
    seen = pages(content)
    found = [fault for page in seen for check in CHECKS for fault in check(page)]
    return found + list(lonely_headings(content, seen))


def beyond_the_margin(page: Page) -> Iterator[str]:
    """Text that runs off the sheet or so near to its edge that a printer would cut it."""
    for text in page.texts:
        inside = text.left >= MARGIN - 1 and text.right <= page.width - MARGIN + 1
        if not inside or text.bottom < MARGIN / 2 or text.top > page.height - MARGIN / 2:
            yield f"page {page.number}: {text.words[:40]!r} runs into the margin"


def nearly_empty(page: Page) -> Iterator[str]:
    """A page with nothing or hardly anything on it."""
    bottoms = [each.bottom for each in page.body if len(each.words) > 1]
    if not bottoms:
        yield f"page {page.number}: is empty"
        return
    filled = (page.height - RUNNING - min(bottoms)) / (page.height - 2 * RUNNING)
    if filled < LEAST:
        yield f"page {page.number}: only {filled:.0%} of it is filled"


def one_over_the_other(page: Page) -> Iterator[str]:
    """Two texts in the same place."""
    for one, other in combinations(page.texts, 2):
        wide = min(one.right, other.right) - max(one.left, other.left)
        high = min(one.top, other.top) - max(one.bottom, other.bottom)
        if wide > 1.5 and high > 1.5 and wide * high > 0.25 * min(one.area, other.area):
            yield f"page {page.number}: {one.words[:30]!r} and {other.words[:30]!r} stand over one another"


def cut_off(page: Page) -> Iterator[str]:
    """Letters that are in the file and cannot be seen: cut off at the edge of a box, or of the colour of the ground."""
    lost = [letter for letter in page.letters if not _visible(letter, page)]
    if lost:
        words = "".join(each.words for each in lost)
        yield f"page {page.number}: {words[:40]!r} cannot be seen"


def _visible(letter: Text, page: Page) -> bool:
    rows, columns = page.picture.shape
    top, bottom = ((page.height - edge) * SCALE for edge in (letter.top, letter.bottom))
    first, last = max(int(top) - 1, 0), min(int(bottom) + 2, rows)
    left, right = max(int(letter.left * SCALE) - 1, 0), min(int(letter.right * SCALE) + 2, columns)
    place = page.picture[first:last, left:right]
    return place.size > 0 and int(place.max()) - int(place.min()) >= PALEST


def lonely_headings(content: bytes, seen: Sequence[Page]) -> Iterator[str]:
    """Headings (by the bookmarks) at the foot of a page, with nothing of what they announce below them."""
    file = pypdfium2.PdfDocument(content)
    try:
        for mark in file.get_toc():
            target, title = mark.get_dest(), mark.get_title()
            if target is None:
                continue
            page, (_, places) = seen[target.get_index()], target.get_view()
            top = places[1] + 4
            below = [each for each in page.body if each.top <= top]
            letters = len(_bare("".join(each.words for each in below))) - len(_bare(title))
            shapes = [low for low, high in page.drawn if high < top - 12 and low > RUNNING and high - low > 4]
            if letters < 20 and not shapes:
                yield f"page {page.number}: the heading {title[:40]!r} is alone"
    finally:
        file.close()


def _bare(text: str) -> str:
    return re.sub(rf"[\s{HIDDEN}]", "", text)


CHECKS = (beyond_the_margin, nearly_empty, one_over_the_other, cut_off)
