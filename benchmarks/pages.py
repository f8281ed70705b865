"""Pages for a thousand clients from one article, against rendering its Markdown anew for each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markdown_it import MarkdownIt

from reportgen.markup import compile_markdown, render_article
from reportgen.templating import environment
from reportgen.wording import Words, filters

from . import Row, ratio

CLIENTS = 1000
TABLE = """

## For {{ name }}

| Option | Cost |
|---|--:|
{% for row in rows -%}
| {{ row.name }} | {{ row.cost | money }} |
{% endfor %}
"""
ARTICLE = Path(__file__).parents[1] / "content/articles/break-fix-or-managed-it.md"


def source() -> str:
    """What the article says to everybody, and a table with the client's own figures."""
    body = ARTICLE.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    parts = re.split(r"\n{2,}", re.sub(r" \{#[\w-]+\}", "", body))
    prose = [part for part in parts if not part.startswith((":", "|")) and "{" not in part]
    return "\n\n".join(prose) + TABLE


def measure() -> list[Row]:
    """Compiled once and rendered a thousand times, against Jinja then Markdown a thousand times."""
    text = source()
    clients: list[dict[str, Any]] = [
        {"name": f"Client {number}", "rows": [{"name": "Break/fix", "cost": 100.0 * number}] * 3}
        for number in range(CLIENTS)
    ]

    def ours() -> None:
        made = environment({}, Words())
        article = compile_markdown(text, "article.md")
        for client in clients:
            render_article(made, article, client)

    def peer() -> None:
        plain = Environment(autoescape=True)
        plain.filters.update(filters(Words()))
        template = plain.from_string(text)
        parser = MarkdownIt("commonmark", {"typographer": True}).enable(["table", "replacements", "smartquotes"])
        for client in clients:
            parser.render(template.render(client))

    return [
        Row(f"{CLIENTS:,} pages of one article", "Jinja, then Markdown, for each", 1 / ratio(ours, peer, 3), 15, True)
    ]
