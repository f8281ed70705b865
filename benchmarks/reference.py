"""A page of our report, against a page of an ordinary brief of eight pages that knows nothing of ours.

The ordinary brief is written as a competent developer would write it: a cover, a list of contents with page numbers,
key figures in a row, three tables, four charts in the markup of a charting library (a group for each tick, axis and
mark), lists, boxes, a running head and foot, hyphenation, tags.  It has neither the rules that keep WeasyPrint fast nor
what makes it slow: no multi-column text, no dotted leaders, no large images, no unused style sheet.  Its pages are as
full as ours: per page `density()` counts about as many words, cells of tables and shapes of drawings.

Both take the same way, the recipe `pdf` in one warm process, so the ratio says what our design costs a page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from reportgen.engine.model import Artifact

from . import Row, seconds
from ._ordinary import STYLE, page
from .brief import brief_inputs, made_by

PAGES = 8


@dataclass(frozen=True)
class Density:
    """What is on a page of a PDF, on average."""

    pages: int
    words: float
    cells: float
    shapes: float

    def __str__(self) -> str:
        return f"{self.words:.0f} words, {self.cells:.0f} cells, {self.shapes:.0f} shapes a page"


def measure() -> list[Row]:
    """Seconds a page of one brief, against seconds a page of the ordinary one."""
    ours = dict(brief_inputs())
    plain = inputs_of(ours)
    mine, theirs = density(ours), density(plain)
    assert theirs.pages == PAGES, theirs
    assert theirs.words <= 1.1 * mine.words and theirs.shapes <= 1.1 * mine.shapes, f"{mine}; {theirs}"
    found = median(seconds(lambda: made_by("pdf", ours)) / seconds(lambda: made_by("pdf", plain)) for _ in range(12))
    what = f"a page of the report ({mine})"
    return [Row(what, f"a page of an ordinary brief ({theirs})", found * theirs.pages / mine.pages, 1.0)]


def inputs_of(ours: Mapping[str, bytes]) -> dict[str, bytes]:
    """What the recipe is handed for the ordinary brief: our typefaces, its own page and its own style sheet."""
    sheet = f"{{{{ faces }}}}{STYLE}".encode()
    return {**ours, "page": page().encode(), "templates/styles/print.css": sheet}


def density(inputs: Mapping[str, bytes]) -> Density:
    """What the recipe puts on a page."""
    from pypdf import PdfReader

    product = made_by("pdf", inputs)
    assert isinstance(product, Artifact), product
    pages = PdfReader(io.BytesIO(product.content)).pages
    words = sum(len(each.extract_text().split()) for each in pages)
    printed = re.sub(r"<style.*?</style>|<!--screen-->.*?<!--/screen-->", "", inputs["page"].decode(), flags=re.S)
    cells, shapes = (len(re.findall(kind, printed)) for kind in ("<t[hd]", "<(?:path|line|rect|circle|text)"))
    return Density(len(pages), words / len(pages), cells / len(pages), shapes / len(pages))
