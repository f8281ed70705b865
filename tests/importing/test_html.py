"""HTML as people have it: what becomes of each kind of element."""

from __future__ import annotations

import pytest

from reportgen.importing.documents.html_body import read_tree
from reportgen.importing.documents.html_tree import tree
from reportgen.importing.documents.model import Document
from reportgen.importing.documents.page import read_page
from reportgen.importing.documents.write_blocks import write_body


def markdown(html: str) -> str:
    """The HTML as our Markdown."""
    found, notes = read_tree(tree(html))
    return "\n".join(write_body(Document(title="x", blocks=found, notes=notes)).lines)


STILL = "put a still picture beside the article and link it to the video"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a <b>bold </b>word", "a **bold** word"),
        ("<p><b>a</b><b>b</b>", "**ab**"),
        ("<p><b>Lead:</b>text", "**Lead**:text"),
        ("<p>un<i>believ</i>able", "un*believ*able"),
        ("<p><a href='https://a.example'>https://a.example</a>", "<https://a.example>"),
        ("<p>wow!<a href='https://a.example/(b)'>c</a>", "wow\\![c](https://a.example/%28b%29)"),
        ("<p>m<sup>2</sup>, H<sub>2</sub>O, 1<sup>st</sup>", "m², H₂O, 1st"),
        ("<p>{{ x }} {% y %} {# z #}", "\\{\\{ x }} \\{% y %} \\{# z #}"),
        ("<p>1. not a list", "1\\. not a list"),
        ("<p># not a heading", "\\# not a heading"),
        ("<p>&amp;copy; &lt;b&gt; a_b _c_", "\\&copy; \\<b> a_b \\_c\\_"),
        ("<h2>A title<a href='#x'>¶</a></h2>", "## A title"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b"),
        ("<ol start=4><li>a<li>b</ol>", "4. a\n5. b"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
        ("<pre>a\n```\nb</pre>", "````\na\n```\nb\n````"),
        ("<blockquote><p>a<p>b</blockquote>", "> a\n>\n> b"),
        ("<dl><dt>a<dd>b<dd>c</dl>", "a\n: b\n: c"),
        ("<details><summary>More</summary>text</details>", "::: call-out More\ntext\n:::"),
        ("a<br>b<br><br>c", "a\\\nb\n\nc"),
        ("<p>see <video src='a.mp4'></video>", f"see\n\n{{# left out: a video a.mp4; {STILL} #}}"),
        ("<table><tr><td><h2>a</h2><td>b</table>", "## a\n\nb"),
        ("<table><tr><th>a<th>b<tr><td>c | d<td></table>", "| a | b |\n|---|---|\n| c \\| d |  |"),
        ("<script>x</script><style>y</style><p>z", "z"),
    ],
)
def test_an_element_becomes_markdown(html: str, text: str) -> None:
    assert markdown(html) == text


def test_a_link_back_to_the_top_is_no_footnote() -> None:
    html = "<p><a id='top' href='#one'>One</a></p><div><h2 id='one'>One</h2><p>Text. <a href='#top'>up</a></p></div>"
    assert markdown(html) == "[One](#one)\n\n## One {#one}\n\nText. [up](#top)"


@pytest.mark.parametrize(
    "around",
    [
        "<main><article class='post'>{}</article></main>",
        "<main><div class='entry-content'>{}</div></main>",
        "<div id='page'><div id='one'><div>{}</div></div><div id='two'><ul><li><a href='/'>x</a></ul></div></div>",
        "<table><tr><td width=150><a href='/'>Home</a></td><td>{}</td></tr></table>",
        "<article class='teaser'><a href='/a'>Other</a></article><article>{}</article>",
    ],
    ids=["article", "main", "columns", "table", "teasers"],
)
def test_the_main_content_is_found_in_pages_of_many_shapes(around: str) -> None:
    sentence = "This sentence has some words, and a comma or two, so that it looks like text. "
    text = (
        f"<h1>Title</h1><p>{sentence * 3}</p><h2>Part</h2><p>{sentence * 4}</p><ul><li>one<li>two</ul>"
        f"<p>{sentence * 3}</p>"
    )
    page = (
        "<html><head><title>Title - Site</title></head><body><header><nav><a href='/'>Home</a> <a href='/b'>Blog</a>"
        f"</nav></header>{around.format(text)}<aside><h3>Recent</h3><p>Something else</p></aside>"
        "<div class='share-buttons'><a href='#'>Share</a></div>"
        "<footer><p>Imprint and all rights reserved</p></footer></body></html>"
    )
    document = read_page(page, "page.html", find_main=True)
    lines = write_body(document).lines
    assert document.title == "Title"
    assert "## Part" in lines and "- one" in lines
    said = "\n".join(lines)
    others = ("Home", "Recent", "Something", "Share", "Imprint", "Other")
    assert [word for word in others if word in said] == []
