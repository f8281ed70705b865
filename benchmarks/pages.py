"""Pages for a thousand clients from one article, against rendering its Markdown anew for each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markdown_it import MarkdownIt
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from reportgen.language.localizer import Localizer
from reportgen.markdown import compile_markdown
from reportgen.rendering.body import render_article
from reportgen.rendering.environment import environment
from reportgen.rendering.filters import filters

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
    """The article as the public reads it, without directives."""
    body = ARTICLE.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    plain = re.sub(r" \{#[\w-]+\}|^:::.*$", "", body, flags=re.M)
    return str(plain_jinja().from_string(plain).render())


def plain_jinja() -> Environment:
    """Jinja as it comes, with the filters that the text asks for."""
    made = Environment(autoescape=True)
    made.filters.update(filters(Localizer()))
    return made


def measure() -> list[Row]:
    """Compiled once and rendered a thousand times, against Jinja then Markdown a thousand times."""
    text = source() + TABLE
    clients: list[dict[str, Any]] = [
        {"name": f"Client {number}", "rows": [{"name": "Break/fix", "cost": 100.0 * number}] * 3}
        for number in range(CLIENTS)
    ]

    def ours() -> None:
        made = environment({}, Localizer())
        article = compile_markdown(text, "article.md")
        for client in clients:
            render_article(made, article, client)

    def peer() -> None:
        template = plain_jinja().from_string(text)
        parser = MarkdownIt("commonmark", {"typographer": True})
        parser.enable(["table", "strikethrough", "replacements", "smartquotes"])
        for plugin in (anchors_plugin, attrs_plugin, deflist_plugin, footnote_plugin, tasklists_plugin):
            parser.use(plugin)
        for client in clients:
            parser.render(template.render(client))

    return [
        Row(
            f"{CLIENTS:,} pages of one article",
            "Jinja, then Markdown with the same plugins, for each",
            1 / ratio(ours, peer, 3),
            15,
            True,
        )
    ]
