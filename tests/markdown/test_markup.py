"""Markdown with Jinja's tags: what an author writes, what a reader gets, and what an author is told.

Most of it stands as text in `cases/markdown`: a title, the Markdown, the values, the HTML or the problems.
"""

from __future__ import annotations

import json
import pickle
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from conftest import ROOT
from reportgen.language.direction import isolated
from reportgen.markdown import Compiled, compile_markdown
from reportgen.markdown import arrange as structure
from reportgen.markdown import compile as compiling
from reportgen.markdown.plain import pieces
from reportgen.problems import Problem, ProblemError
from reportgen.rendering import body as render
from reportgen.rendering.body import Body, render_article
from reportgen.rendering.environment import environment

CASES = ROOT / "tests" / "cases" / "markdown"
TEMPLATES = {
    "directives/call-out.html": "<aside>{% if argument %}<p>{{ argument }}</p>\n{% endif %}{{ body }}</aside>",
    "directives/whom.html": "<p>{{ client.name }}</p>",
    "parts/facts.html": "<p>facts of {{ n }}</p>",
}
ENVIRONMENT = environment(TEMPLATES)
DIRECTIVES = ("call-out", "whom")
CHARTS = ("annual-cost", "dots")


def compiled(source: str, first_line: int = 1, language: str = "en") -> Compiled:
    return compile_markdown(source, "article.md", ENVIRONMENT, first_line, DIRECTIVES, CHARTS, language)[0]


def body(source: str, language: str = "en", **values: Any) -> Body:
    return render_article(
        ENVIRONMENT,
        compiled(source, language=language),
        values,
        chart=lambda name, caption: f"<figure>{name}<figcaption>{caption}</figcaption></figure>",
        link=lambda target: f"/site/{target}",
        image=lambda target: f"/pictures/{target}",
    )


def page(source: str, language: str = "en", **values: Any) -> str:
    """The page without the empty lines that tags leave behind."""
    return re.sub(r"\n\s*\n", "\n", body(source, language, **values).html).strip()


def problems(source: str, **values: Any) -> tuple[Problem, ...]:
    with pytest.raises(ProblemError) as caught:
        body(source, **values)
    return caught.value.problems


# ---- the case files


def cases() -> Iterator[tuple[Path, str, dict[str, str]]]:
    """Each case of each file: a line of ==== and its title, then sections, each under ---- and a name."""
    for path in sorted(CASES.glob("*.txt")):
        for block in re.split(r"^==== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            title, _, rest = block.partition("\n")
            parts = re.split(r"^---- (\w+)\n", "---- markdown\n" + rest, flags=re.M)[1:]
            sections = dict(zip(parts[::2], parts[1::2], strict=True))
            yield path, title, {name: text.removesuffix("\n") for name, text in sections.items()}


def outcome(case: Mapping[str, str]) -> dict[str, str]:
    """What a case gives, by section: the HTML and the warnings, or the problems."""
    source, language = case["markdown"] + "\n", case.get("language", "en")
    try:
        html = page(source, language, **json.loads(case.get("values", "{}")))
        warnings = compile_markdown(source, "article.md", ENVIRONMENT, 1, DIRECTIVES, CHARTS, language)[1]
    except ProblemError as error:
        return {"problems": str(error)}
    return {"html": html} | ({"warnings": "\n".join(map(str, warnings))} if warnings else {})


@pytest.mark.parametrize("case", [pytest.param(each, id=f"{path.stem}: {title}") for path, title, each in cases()])
def test_case(case: Mapping[str, str], accept: bool) -> None:
    if not accept:
        assert outcome(case) == {name: case[name] for name in ("html", "warnings", "problems") if name in case}


def test_accepting_writes_what_was_seen(accept: bool) -> None:
    written: dict[Path, str] = {}
    for path, title, case in cases():
        given = {name: case[name] for name in ("values", "language") if name in case}
        lines = [f"==== {title}", case["markdown"]]
        for section, text in (given | outcome(case)).items():
            lines += [f"---- {section}", text]
        written[path] = written.get(path, "") + "\n".join([*lines, ""])
    for path, text in written.items():
        if accept:
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text
    assert len(written) >= 8


# ---- a client's values are text

PLACES = {
    "paragraph": "before {{ v }} after",
    "strong": "**{{ v }}**",
    "heading": "## {{ v }}",
    "table": "| A |\n|---|\n| {{ v }} |",
    "rows": "| A |\n|---|\n{% for each in [v] %}\n| {{ each }} |\n{% endfor %}",
    "items": "{% for each in [v] %}\n- {{ each }}\n{% endfor %}",
    "quotation": "> - {{ v }}",
    "alert": "> [!NOTE]\n> {{ v }}",
    "link text": "[{{ v }}](page.md)",
    "image words": "![{{ v }}](a.png)",
    "link title": '[x](page.md "{{ v }}")',
    "note": "x[^1]\n\n[^1]: {{ v }}",
    "term": "{{ v }}\n: {{ v }}",
    "class": "[x](page.md){title='{{ v }}'}",
    "directive": "::: call-out {{ v }}\n{{ v }}\n:::",
    "caption": "::: chart dots\n{{ v }}\n:::",
    "in quotation marks": '"{{ v }}"',
}
NASTY = '<b>*x* _y_ `z` [a](b) {{ 7*7 }} {% raw %} "onx=\'" & &amp; | \\ \n\n# h\n- i\n\ufdd00\ufdd1 </p><script>'


@pytest.mark.parametrize("place", PLACES)
def test_a_value_stands_on_the_page_as_it_is_and_changes_nothing_else(place: str) -> None:
    _only_the_value_differs(PLACES[place], NASTY)


@settings(deadline=None)
@given(place=st.sampled_from(sorted(PLACES)), value=st.text(min_size=1, max_size=40))
def test_any_value_is_text_in_any_place(place: str, value: str) -> None:
    _only_the_value_differs(PLACES[place], value)


def _only_the_value_differs(source: str, value: str) -> None:
    marker = "Qq7plain"
    plain = body(source, v=marker)
    real = body(source, v=value)
    assert marker in plain.html
    shown = isolated(str(escape(value)))
    assert real.html == str(plain.html).replace(marker, shown)
    assert [content.text for content in real.contents] == [
        str(each.text).replace(marker, shown) for each in plain.contents
    ]


@settings(deadline=None)
@given(value=st.text(max_size=60))
def test_a_value_in_a_target_never_breaks_out_or_runs(value: str) -> None:
    html = body("[x]({{ v }})\n\n[y](https://example.com/{{ v }}?q={{ v }})", v=value).html
    whole, part = (unescape(each) for each in re.findall(r'href="([^"]*)"', html))
    assert html.count("<a ") == 2 and re.fullmatch(r"[\x21-\x7e]*", whole + part)
    assert not re.match(r"(?!https?:|mailto:|tel:)[^/?#]*:|//", whole)
    assert re.fullmatch(r"https://example\.com/([\w.~%-]*)\?q=\1", part)


# ---- the article as data


def test_a_compiled_article_travels() -> None:
    article = compiled("## A {{ n }}\n\n[x](b.md) ![y](c.png)\n\n::: chart dots\n:::\n\n::: call-out\n:::\n")
    assert Compiled.from_bytes(article.to_bytes()) == article
    assert pickle.loads(pickle.dumps(article)) == article
    assert hash(article) == hash(Compiled.from_bytes(article.to_bytes()))
    assert json.loads(article.to_bytes())["path"] == "article.md"


def test_it_says_what_it_needs() -> None:
    article = compiled(
        "Text [a](b.md) and\nmore [c](d.md#e) [out](https://example.com) [frag](#f)\n\n![w](p.png)\n\n"
        "::: chart dots\n:::\n\n::: call-out\n{% include 'parts/facts.html' %}\n:::\n",
        first_line=10,
    )
    assert article.links == (("b.md", 10), ("d.md#e", 11))
    assert article.images == (("p.png", 13),)
    assert article.charts == ("dots",)
    assert article.directives == ("call-out",)
    assert article.templates == ("parts/facts.html",)
    assert article.words == 7


def test_the_contents_list_what_this_page_shows() -> None:
    source = (
        "## Why *{{ n }}* [now](a.md)[^1]\n\n{% for each in rows %}\n### Part\n{% endfor %}\n"
        "{% if no %}\n### Hidden\n{% endif %}\n\n## Why {.unlisted}\n\n[^1]: x\n"
    )
    contents = body(source, n="<A>", rows=[1, 2], no=False).contents
    assert [(content.level, content.id, str(content.text)) for content in contents] == [
        (2, "why-now", "Why <em>&lt;A&gt;</em> now"),
        (3, "part", "Part"),
        (3, "part-2", "Part"),
    ]
    assert all(isinstance(each.text, Markup) for each in contents)


def test_two_pages_of_one_article_do_not_count_together() -> None:
    article = compiled("## A\n\nx[^1]\n\n[^1]: note\n")
    pages = [render_article(ENVIRONMENT, article, {}) for _ in range(2)]
    assert pages[0] == pages[1]


def test_words_of_the_page_can_be_in_another_language() -> None:
    html = render_article(ENVIRONMENT, compiled("> [!TIP]\n> x[^1]\n\n[^1]: y"), {}, labels={"tip": "Conseil"}).html
    assert '<p class="alert-title">Conseil</p>' in html and 'aria-label="Notes"' in html


# ---- lines


@pytest.mark.parametrize("first_line", [1, 8])
def test_an_undefined_name_is_found_on_its_line(first_line: int) -> None:
    source = "## t\n\npara {{ n }} {{ n }}\n\n> q {{ n }}\n\n| a |\n|---|\n| {{ nope }} |\n\nz {{ n }}"
    article = compiled(source, first_line)
    with pytest.raises(ProblemError) as caught:
        render_article(ENVIRONMENT, article, {"n": 1, "note": 2})
    (problem,) = caught.value.problems
    assert (problem.path, problem.line, problem.message) == ("article.md", first_line + 8, "'nope' is undefined")
    assert problem.hint == "did you mean 'note'?"


@pytest.mark.parametrize("at", range(9))
def test_every_place_knows_its_line(at: int) -> None:
    """The same article with the one wrong name in each place in turn."""
    lines = [
        "one {{ a0 }} two {{ a1 }}",
        "three {{ a2 }}",
        "",
        "- item {{ a3 }}",
        "{% for each in [1] %}",
        "- item {{ a4 }}",
        "{% endfor %}",
        "",
        "## Head {{ a5 }}",
        "",
        "::: call-out {{ a6 }}",
        "inside {{ a7 }}[^1]",
        ":::",
        "",
        "[^1]: note {{ a8 }}",
        "",
        "last {% set x = [",
        "  1,",
        "  2] %}",
    ]
    lines[10] = lines[10].replace("}}", "| upper }}")
    values = {f"a{number}": "1" for number in range(9) if number != at}
    (problem,) = problems("\n".join(lines), **values)
    wanted = next(number for number, line in enumerate(lines, 1) if f"a{at} " in line)
    assert problem.line == wanted


def test_a_problem_in_a_directive_names_its_template() -> None:
    (problem,) = problems("a\n\n::: whom\n:::\n")
    assert (problem.path, problem.line) == ("templates/directives/whom.html", 1)


def test_a_problem_of_a_function_is_placed_where_it_was_called() -> None:
    def link(target: str) -> str:
        raise ProblemError([Problem(message=f"no page {target}")])

    with pytest.raises(ProblemError) as caught:
        render_article(ENVIRONMENT, compiled("a\n\nb [x](y.md)\n"), {}, link=link)
    assert str(caught.value) == "article.md:3: no page y.md"


def test_a_chart_without_numbers_says_so() -> None:
    with pytest.raises(ProblemError) as caught:
        render_article(ENVIRONMENT, compiled("::: chart dots\n:::\n"), {})
    assert caught.value.problems[0].line == 1


# ---- anything an author may type

WORDS = (
    "{{ n }} {{_'}}'_}} {{- -}} {{ }} {%_if_n_%} {%_endif_%} {%_for_r_in_rows_%} {%_endfor_%} {%_else_%} {% %} {#_c_#} "
    "{%_set_a_=_1_%} {%_call_m()_%} {%_raw_%} {%_endraw_%} ` ```~ ~ ~~ -_ 1._ >_ __ ____ #_ ##_ :::_call-out_x~ :::~ "
    ":::_chart_dots~ :_ * ** [ ]( ] ) ![ < > & { } {#id} {.c} [^1] [^1]:_ ^[ [!NOTE]~ [x]_ word_ \\ ' \" a~===~ ---~ "
    "http://a.b &#123; |_a_|_b_|~|---|---|~ |_ | \t \r \0 \ufdd0 \U00012470"
)
PIECES = st.sampled_from([each.replace("_", " ").replace("~", "\n") for each in WORDS.split(" ")])
CODE = st.sampled_from(["{{ n }}", "{% if n %}", "{%", "{{", "x", "}}", "{# c #}", "\n"])
BOMBS = (
    "## a\n\n{% if n %}x{% endif %}\n\n",
    "[", "[a](", "*a ", "> ", "- ", "{{ ", "{% if n %}a", "{% if n %}\n", "[^1]", "^[", "<", "![a](", "\"a'",
    "::: call-out\n", "a\n: b\n",
)  # fmt: skip


@settings(deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join)))
def test_any_text_is_a_template_or_a_problem(source: str) -> None:
    try:
        article = compiled(source)
    except ProblemError as error:
        assert all(problem.path == "article.md" and problem.line >= 1 and problem.message for problem in error.problems)
    else:
        ENVIRONMENT.compile(article.template)


UNTAGGED = st.lists(
    PIECES.filter(lambda piece: not re.search(r"\{[{%#]|chart|\r|\ufdd0|\U00012470", piece)), max_size=30
)


def outcome_of(source: str) -> Body | str:
    try:
        return body(source)
    except ProblemError as error:
        return str(error)


@settings(deadline=None)
@given(UNTAGGED.map("".join))
def test_an_article_without_tags_is_the_same_without_jinja(source: str) -> None:
    ours = outcome_of(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "pieces", lambda template: None)
        patch.setattr(compiling, "pieces", lambda template: None)
        assert outcome_of(source) == ours


NO_TAGS = """\
## A "part" & {#x .y}

> [!TIP]
> See [it](a.md "t"), ![all](b.png), `{{ n }}`[^1] and \\{{ n }}[^2].

- [x] done
- [ ] to do[^1]

[^1]: A *note*[^2].
[^2]: Another.
"""


def test_most_articles_need_no_jinja() -> None:
    assert pieces(compiled(NO_TAGS).template)


@pytest.mark.parametrize("more", ["{{ n }}", "{# c #}", "{% if n %}a{% endif %}", "::: call-out\nx\n:::", "a&#13;b"])
def test_what_only_jinja_understands_is_left_to_it(more: str) -> None:
    assert pieces(compiled(f"{NO_TAGS}\n{more}\n").template) is None
    assert page(f"x\n\n{more}\n", n=1)


@pytest.mark.parametrize(
    "wrong", ["{{ link(", "{% call footnotes() \n%}", "{% endcall \n%}", '{% filter link("x") \n%}x']
)
def test_what_is_no_call_of_ours_is_left_to_jinja(wrong: str) -> None:
    assert pieces(f"a{wrong}b") is None


def test_a_heading_too_deep_for_its_place_is_told_on_its_line() -> None:
    with pytest.raises(ProblemError) as caught:
        render_article(ENVIRONMENT, compiled("x\n\n{% if n %}\n## A\n{% endif %}\n\n### B\n"), {"n": 0})
    assert caught.value.problems[0].line == 7


@settings(deadline=None)
@given(UNTAGGED.map("".join))
def test_an_article_that_needs_no_arranging_is_not_changed_by_it(source: str) -> None:
    ours = outcome_of(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(structure, "_arranged_already", lambda tokens, session: False)
        assert outcome_of(source) == ours


@settings(deadline=None)
@given(st.lists(CODE, max_size=12).map("".join))
def test_in_code_everything_is_literal(text: str) -> None:
    html = page(f"```\n{text}\n```\n\n`{text.replace(chr(10), ' ')}x`", n="VALUE")
    assert "VALUE" not in html
    block = re.search(r"<code>(.*?)</code></pre>", html, re.S)
    assert block and re.sub(r"\n+", "\n", unescape(block[1])).strip() == re.sub(r"\n+", "\n", text).strip()


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.slow
def test_no_text_takes_quadratic_time(bomb: str) -> None:
    def seconds(times: int) -> float:
        started = time.process_time()
        with suppress(ProblemError):
            compiled(bomb * times)
        return time.process_time() - started

    seconds(10)
    small, large = seconds(200), seconds(1600)
    assert large < 0.25 + 30 * small, f"8 times the text took {large / small:.0f} times as long"


@pytest.mark.parametrize(
    "deep", ["(" * 3000 + "1" + ")" * 3000, "-" * 3000 + "1", "a" + "|e" * 3000, "a" + ".b" * 3000]
)
def test_an_expression_too_deep_to_read_is_a_problem(deep: str) -> None:
    assert [problem.line for problem in problems("x\n\n{{ " + deep + " }}")] == [3]


def test_loops_too_deep_for_python_are_a_problem() -> None:
    source = "".join("{% for x in rows %}\n" for _ in range(25)) + "{% endfor %}\n" * 25
    assert "tags inside one another" in problems(source, rows=[])[0].message


def test_rendering_is_fast_once_compiled() -> None:
    table = "| a | b |\n|---|---|\n{% for r in rows %}\n| {{ r }} | {{ r | money }} |\n{% endfor %}\n\n"
    source = "## A {{ n }}\n\ntext {{ n }} [x](y.md)\n\n" + table
    article = compiled(source * 10)
    values = {"n": "name", "rows": list(range(5))}
    render_article(ENVIRONMENT, article, values)
    started = time.process_time()
    for _ in range(20):
        render_article(ENVIRONMENT, article, values)
    assert (time.process_time() - started) / 20 < 0.02
