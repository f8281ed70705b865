"""What the samples say and how they are built, as text: a change of either is seen, and taken with `--accept`.

For each PDF of the sample project tests/golden has the words of every page in the order of reading, and the
structure that a screen reader sees; for each client the charts as SVG.
"""

from __future__ import annotations

import difflib
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from conftest import ROOT, Project
from printing import printed, texts

GOLDEN = ROOT / "tests" / "golden"
CLIENTS = sorted(path.stem for path in (ROOT / "content" / "clients").glob("*.yml"))
SHOWN = ("H1", "H2", "H3", "H4", "H5", "H6", "Table", "TR", "TH", "TD", "Figure", "L", "LI", "Link", "P", "Note")


def told(content: bytes) -> str:
    """A PDF as text: how many pages and of what size, its structure, and the words of each page."""
    file = pypdf.PdfReader(io.BytesIO(content))
    pages = texts(content)
    boxes = {f"{round(page.mediabox.width)} x {round(page.mediabox.height)}" for page in file.pages}
    lines = [f"{len(pages)} pages, {', '.join(sorted(boxes))} points", "", "== structure", ""]
    lines += structure(file)
    for number, page in enumerate(pages, start=1):
        words = re.sub(r"[\ufffe\u0002\u2060]", "", page.replace("\r", ""))
        lines += ["", f"== page {number}", "", *(line.rstrip() for line in words.split("\n"))]
    return "\n".join(lines) + "\n"


def structure(file: pypdf.PdfReader) -> list[str]:
    """How many there are of each kind of element, and the headings with their words, in the order of reading."""
    kinds = Counter[str]()
    for element in elements(file.trailer["/Root"]["/StructTreeRoot"]):
        kinds[str(element["/S"]).removeprefix("/")] += 1
    counted = ", ".join(f"{kind} {kinds[kind]}" for kind in SHOWN if kinds[kind])
    return [counted, *outline(file.outline)]


def elements(node: Any) -> Iterator[Any]:
    """Every element below one, in the order of reading."""
    inner = node.get("/K", [])
    for each in inner if isinstance(inner, list) else [inner]:
        child = each.get_object()
        if isinstance(child, dict) and "/S" in child:
            yield child
            yield from elements(child)


def outline(entries: Any, depth: int = 0) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, list):
            yield from outline(entry, depth + 1)
        else:
            yield "  " * depth + str(entry["/Title"]).replace("\u2060", "")


def charts(page: str) -> str:
    """The drawings of a page, each wide and narrow, a tag on a line."""
    drawings = re.findall(r'<svg class="chart.*?</svg>|<svg[^>]*chart.*?</svg>', page, re.S)
    return "\n\n".join(re.sub(r">\s*<", ">\n<", drawing) for drawing in drawings).replace("\u2060", "") + "\n"


def compare(name: str, text: str, accept: bool) -> None:
    """Holds a text against the one that was accepted."""
    path = GOLDEN / name
    if accept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    changes = difflib.unified_diff(before.splitlines(), text.splitlines(), "accepted", "now", lineterm="", n=1)
    if before != text:
        pytest.fail("\n".join([f"{name} (take it with --accept)", *list(changes)[:60]]), pytrace=False)


@pytest.mark.parametrize("client", CLIENTS)
def test_the_report_of(client: str, built: Project, accept: bool) -> None:
    compare(f"{client}.txt", told(built.output()[f"briefs/{client}/{client}.pdf"]), accept)


@pytest.mark.parametrize("client", CLIENTS)
def test_the_charts_of(client: str, built: Project, accept: bool) -> None:
    drawn = charts(built.output()[f"briefs/{client}/index.html"].decode())
    assert drawn.count("<svg") >= 10, "five charts, wide and narrow"
    compare(f"{client}.svg.txt", drawn, accept)


def test_the_whitepaper(built: Project, accept: bool) -> None:
    (paper,) = (content for path, content in built.output().items() if "whitepapers" in path and path.endswith(".pdf"))
    compare("whitepaper.txt", told(paper), accept)


def test_the_one_pagers(built: Project, accept: bool) -> None:
    papers = {path: content for path, content in built.output().items() if path.endswith("one-pager.pdf")}
    text = "\n".join(f"=== {path}\n\n{told(content)}" for path, content in sorted(papers.items()))
    compare("one-pagers.txt", text, accept)


def test_nothing_is_accepted_that_is_no_longer_made(accept: bool) -> None:
    known = {f"{client}{kind}" for client in CLIENTS for kind in (".txt", ".svg.txt")}
    known |= {"whitepaper.txt", "one-pagers.txt"}
    assert {path.name for path in GOLDEN.iterdir()} == known


def test_a_change_of_words_and_one_of_structure_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.GOLDEN", tmp_path)
    compare("sample.txt", told(printed("<h1>Title</h1><p>Some words.</p>").content), True)
    compare("sample.txt", told(printed("<h1>Title</h1><p>Some words.</p>").content), False)
    with pytest.raises(pytest.fail.Exception, match=r"-Some words\.\n\+Other words\."):
        compare("sample.txt", told(printed("<h1>Title</h1><p>Other words.</p>").content), False)
    with pytest.raises(pytest.fail.Exception, match=r"-H1 1, P 1\n\+H1 1, H2 1"):
        compare("sample.txt", told(printed("<h1>Title</h1><h2>Some words.</h2>").content), False)
