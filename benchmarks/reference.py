"""A page of our report, against a page of a plain report: contents, tables, charts and four faces, and no design."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

from reportgen.recipes import run

from . import Row, ratio
from .brief import brief_inputs

PAGES = 8
STYLE = """
@page { size: letter; margin: 60pt; @bottom-right { content: counter(page) " / " counter(pages) } }
body { font: 10pt/14.5pt "Reading Serif", serif; hyphens: auto; orphans: 3; widows: 3 }
h1, h2, h3 { font-family: Inter; break-after: avoid }
table { width: 100%; table-layout: fixed; border-collapse: collapse; font: 8pt/11pt Inter }
td, th { border-bottom: .4pt solid #999; padding: 3pt; text-align: left }
nav a::after { content: target-counter(attr(href), page); float: right }
svg { width: 100%; display: block }
"""


def measure() -> list[Row]:
    """Seconds a page of one brief, against seconds a page of the plain report, in one warm process."""
    ours = dict(brief_inputs())
    plain = {**ours, "page": page(ours).encode(), "templates/styles/print.css": f"{{{{ faces }}}}{STYLE}".encode()}
    pages = [count(inputs) for inputs in (ours, plain)]
    assert pages[1] == PAGES, pages
    found = ratio(lambda: run("pdf", ours), lambda: run("pdf", plain)) * pages[1] / pages[0]
    return [Row("a page of the report", f"a page of a plain report of {PAGES} pages", found, 1.0)]


def count(inputs: Mapping[str, bytes]) -> int:
    """How many pages the PDF has."""
    from pypdf import PdfReader

    product = run("pdf", inputs)
    assert not isinstance(product, tuple), product
    return len(PdfReader(io.BytesIO(product.content)).pages)


def page(inputs: Mapping[str, bytes]) -> str:
    """The plain report: four of our charts, three tables, and as much of our prose as fills the pages."""
    source = inputs["page"].decode()
    charts = re.findall(r'<div class="at-wide">\s*(<svg class="chart.*?</svg>)', source, re.S)[1:5]
    prose = [text for text in re.findall(r"<p>(.*?)</p>", source, re.S) if len(text) > 120 and "<" not in text]
    rows = "".join(f"<tr><th scope='row'>Input {n}</th><td>{n * 12.5}</td><td>{n}</td></tr>" for n in range(10))
    table = f"<table><thead><tr><td></td><th>Value</th><th>Unit</th></tr></thead><tbody>{rows}</tbody></table>"
    body, links = "", ""
    for number in range(PAGES - 1):
        links += f'<li><a href="#s{number}">Section {number}</a></li>'
        text = "".join(f"<p>{prose[(number * 5 + each) % len(prose)]}</p>" for each in range(3))
        chart = charts[number % 4] if number < 4 else table
        body += f'<h2 id="s{number}" style="break-before: page">Section <em>{number}</em></h2>{text}{chart}{text}'
    head = "<!doctype html><html lang='en'><head><title>Plain</title></head><body><h1>Plain report</h1>"
    return f"{head}<nav><ol>{links}</ol></nav>{body}</body></html>"
