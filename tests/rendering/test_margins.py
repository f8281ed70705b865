"""Margin notes: each is in one element with the paragraph or the call-out after it, whatever its template is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from conftest import Project
from reportgen.markdown import compile_markdown
from reportgen.markdown.margins import BLOCK, NOTE, beside
from reportgen.problems import ProblemError
from reportgen.rendering.body import render_article
from reportgen.rendering.environment import environment

DIV = '<div class="margin" role="note"><div class="margin-body">\n{{ body }}</div></div>\n'
ASIDE = '<aside class="margin">{{ body }}</aside>'
CALL_OUT = '<div class="call-out">\n{{ body }}\n</div>\n'
NOTED = "::: margin\nA note.\n:::\n\n"


def page(source: str, margin: str = ASIDE, **values: object) -> str:
    """The page without empty lines."""
    made = environment({"directives/margin.html": margin, "directives/call-out.html": CALL_OUT})
    compiled, _ = compile_markdown(source, "a.md", made, directives=("margin", "call-out"))
    html = beside(str(render_article(made, compiled, values).html))
    return "\n".join(line for line in html.splitlines() if line)


@pytest.mark.parametrize("margin", [DIV, ASIDE], ids=["div", "aside"])
def test_a_note_and_the_paragraph_after_it_are_one_element(margin: str) -> None:
    note = margin.replace("{{ body }}", "<p>A note.</p>\n").strip().splitlines()
    made = page(f"{NOTED}First.\n\nSecond.", margin).splitlines()
    assert made == [f'<div class="noted">{note[0]}', *note[1:], "<p>First.</p></div>", "<p>Second.</p>"]


def test_a_call_out_after_a_note() -> None:
    made = page(f"{NOTED}::: call-out\nThe *first*.\n\nThe second.\n:::\n\nAfter.")
    assert made == (
        '<div class="noted"><aside class="margin"><p>A note.</p>\n</aside>\n'
        '<div class="call-out">\n<p>The <em>first</em>.</p>\n<p>The second.</p>\n</div></div>\n<p>After.</p>'
    )


def test_the_caption_of_a_chart_is_no_block() -> None:
    made = environment({"directives/margin.html": ASIDE})
    compiled, _ = compile_markdown(
        f"{NOTED}::: chart bars\nThe *bars*.\n:::\n", "a.md", made, 1, ("margin",), ("bars",)
    )
    html = render_article(made, compiled, {}, chart=lambda name, caption: f"<figcaption>{caption}</figcaption>").html
    assert "<figcaption>The <em>bars</em>.</figcaption>" in beside(str(html))


@pytest.mark.parametrize("block", ["## Next", "- item", "| A |\n|---|\n| 1 |", "> quoted"])
def test_a_note_before_anything_else_stands_alone(block: str) -> None:
    made = page(f"## First\n\n{NOTED}{block}\n\nAfter.")
    assert "noted" not in made
    assert NOTE not in made and BLOCK not in made


CHOICE: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "the note": ("{% if n %}\n" + NOTED + "{% endif %}\n\nAfter.", {}),
    "the block": (NOTED + "{% if n %}\n\nYes.\n\n{% else %}\n\nNo.\n\n{% endif %}", {}),
    "a paragraph that may be empty": (NOTED + "{% if not n %}Only without.{% endif %}\n\nAfter.", {}),
}


@pytest.mark.parametrize("name", CHOICE)
def test_what_follows_a_note_is_known_when_the_page_is_made(name: str) -> None:
    source, values = CHOICE[name]
    made = page(source, n=1, **values)
    assert made.count('<div class="noted">') == 1
    assert "</p></div>" in made
    if name == "the note":
        assert page(source, n=0) == "<p>After.</p>"


def test_no_text_can_hold_the_marks() -> None:
    with pytest.raises(ProblemError, match=r"U\+FDD2 is not text"):
        page(f"{NOTE}x")


def test_a_project_that_replaces_the_template_of_a_note_keeps_its_layout(project: Callable[..., Project]) -> None:
    made = project(clients=("harbor-dental",))
    template = '<aside class="margin" role="note">\n{{ argument }}\n{{ body }}\n</aside>\n'
    made.write({"templates/directives/margin.html": template})
    assert made.run("build", "--only", "site").exit_code == 0
    (post,) = (html.decode() for path, html in made.output().items() if path.startswith("site/blog/"))
    assert post.count('<aside class="margin"') == post.count('<div class="noted"><aside class="margin"') > 0
