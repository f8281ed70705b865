"""Templates see what they were handed; what goes wrong in them has a file, a line and a hint."""

from __future__ import annotations

from collections import UserDict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import StrictUndefined, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from conftest import worded
from reportgen.markdown.template_errors import problem_of
from reportgen.markdown.urls import BLOCKED, is_internal, safe_url, scheme, url_part
from reportgen.problems import ProblemError
from reportgen.rendering.environment import LARGEST_OUTPUT, environment, render
from reportgen.rendering.template_graph import closure, includes


def problem(source: str, **values: object) -> str:
    with pytest.raises(ProblemError) as caught:
        render(environment({"page.html": source}), "page.html", values)
    return str(caught.value)


def page(source: str, **values: object) -> str:
    return str(render(environment({"page.html": source}), "page.html", values))


def test_everything_is_escaped_whatever_the_suffix() -> None:
    templates = {"a.svg": "{{ v }}", "b.css": "{{ v }}", "c": "{{ v }}"}
    for name in templates:
        assert render(environment(templates), name, {"v": "<&'\">"}) == "&lt;&amp;&#39;&#34;&gt;"
    assert page("{{ v }}", v=Markup("<b>")) == "<b>"


def test_numbers_are_worded_in_the_locale() -> None:
    made = environment({"page.html": "{{ 1234 | money }}"}, worded("fr-CA", "CAD"))
    assert render(made, "page.html", {}) == "1\u00a0230\u00a0$"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("\n\n{{ clint.name }}", "templates/page.html:3: 'clint' is undefined\n    did you mean 'client'?"),
        ("{{ client.nam }}", "templates/page.html:1: there is no 'nam'\n    did you mean 'name'?"),
        ("{{ said }}", "templates/page.html:1: 'said' is undefined\n    it is now 'sentences'"),
        ("{{ client.rival }}", "templates/page.html:1: there is no 'rival'\n    it is now 'best_alternative'"),
        (
            "\n{{ comparison.year }}",
            "templates/page.html:2: there is no 'year' where there is nothing\n    ask first, such as ",
        ),
        (
            "{% for each in comparison %}{% endfor %}",
            "templates/page.html:1: there is nothing to go through\n    ask first, such as {% if comparison %}",
        ),
        ("{{ 1 | mony }}", "templates/page.html:1: unknown filter 'mony'\n    did you mean 'money'?"),
        ("{{ client.name | money }}", "templates/page.html:1: not a number: 'x'\n    numbers alone can be worded"),
        ("{{ 1 / 0 }}", "templates/page.html:1: ZeroDivisionError: division by zero"),
        ("{{ 1 + 'a' }}", "templates/page.html:1: TypeError: unsupported operand type(s) for +: 'int' and 'str'"),
        ("a\n{% if %}", "templates/page.html:2: Expected an expression, got 'end of statement block'"),
        (
            "{% include 'pag.html' %}",
            "templates/page.html:1: unknown template 'pag.html'\n    did you mean 'page.html'?",
        ),
        ("{% include 'page.html' %}", "templates/page.html:1: calls itself without end"),
        (
            "{{ ''.__class__ }}",
            "templates/page.html:1: access to attribute '__class__' of 'str' object is unsafe.",
        ),
        ("{{ client.update(a=1) }}", "templates/page.html:1: access to attribute 'update' of 'dict' object is unsafe."),
        ("{% autoescape false %}{% endautoescape %}", "templates/page.html:1: escaping cannot be switched off"),
        ("{{ 'x' * 10001 }}", "templates/page.html:1: 10001 copies are too many"),
        ("{{ 9 ** 999 }}", "templates/page.html:1: 999 is too large an exponent"),
        ("{{ range(10001) }}", "templates/page.html:1: range of 10001 numbers is too long"),
        (
            "{% for a in range(999) %}\n{% for b in range(999) %}{% endfor %}{% endfor %}",
            "templates/page.html:2: more than 200,000 turns of loops in one page",
        ),
        (
            "{% for a in range(999) %}\n{% for b in range(999)|map('abs') %}{% endfor %}{% endfor %}",
            "templates/page.html:2: more than 200,000 turns of loops in one page",
        ),
    ],
)
def test_what_goes_wrong_has_its_place_and_a_hint(source: str, text: str) -> None:
    assert problem(source, client={"name": "x"}, comparison=None).startswith(text)


@pytest.mark.parametrize("name", ["safe", "random", "urlize", "pprint", "center"])
def test_filters_that_would_open_a_hole_do_not_exist(name: str) -> None:
    assert f"unknown filter '{name}'" in problem("{{ 'x' | " + name + " }}")


@pytest.mark.parametrize("name", ["lipsum", "cycler", "joiner", "url_for"])
def test_there_are_no_globals_but_range_dict_and_namespace(name: str) -> None:
    assert f"{name!r} is undefined" in problem("{{ " + name + "() }}")
    assert page("{% set n = namespace(a=1) %}{% for i in range(2) %}{% set n.a = i %}{% endfor %}{{ n.a }}") == "1"


@pytest.mark.parametrize("source", ["{{ dict.update(site, {'a': 2}) }}", "{{ site.update({'a': 2}) }}"])
def test_what_pages_share_cannot_be_changed(source: str) -> None:
    site = {"a": 1}
    problem(source, site=site)
    assert site == {"a": 1}
    assert page("{{ dict(site, b=2).b }}", site=site) == "2"


def test_what_a_macro_notes_down_does_not_outlive_the_page() -> None:
    notes = (
        "{% set kept = namespace(name='-') %}"
        "{% macro see(name) %}{{ kept.name }}{% set kept.name = name %}{% endmacro %}"
    )
    source = "{% from 'notes.html' import see %}{{ see(name) }}{{ see(name) }}"
    made = environment({"notes.html": notes, "page.html": source})
    assert [render(made, "page.html", {"name": name}) for name in "ab"] == ["-a", "-b"]


@pytest.mark.parametrize("name", ["items", "update", "_x", "__class__", "x", "append", "format", "mro", "gi_frame"])
def test_attributes_are_what_the_sandbox_says(name: str) -> None:
    """Ours takes shorter ways to the same end; each is asked twice, because it remembers."""
    ours, theirs = environment({}), ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    generator = (each for each in "")
    for value in ({name: 1}, {}, [1], "text", dict, page, generator, UserDict({name: 1})):
        for _ in range(2):
            found, expected = ours.getattr(value, name), theirs.getattr(value, name)
            if isinstance(expected, StrictUndefined):
                assert isinstance(found, StrictUndefined)
            else:  # the sandbox wraps `format` anew each time
                assert found == expected or found.__name__ == expected.__name__ == "format"


def test_a_page_that_grows_out_of_proportion_is_stopped() -> None:
    text = "x" * (LARGEST_OUTPUT // 1000)
    assert "the page is larger than 20 MB" in problem("{% for i in range(1001) %}{{ text }}{% endfor %}", text=text)
    assert len(page("{% for i in range(999) %}{{ text }}{% endfor %}", text=text)) < LARGEST_OUTPUT


def test_the_bound_on_loops_is_for_one_page_not_for_the_worker() -> None:
    for _ in range(3):
        assert page("{% for i in range(9999) %}{% for j in range(9) %}{% endfor %}{% endfor %}x") == "x"


def test_a_mistake_in_an_included_template_names_that_template() -> None:
    made = environment({"a.html": "{% include 'b.html' %}", "b.html": "\n{{ nope }}"})
    with pytest.raises(ProblemError) as caught:
        render(made, "a.html", {})
    assert str(caught.value) == "templates/b.html:2: 'nope' is undefined"


def test_our_own_bugs_pass_through() -> None:
    def broken() -> str:
        raise OSError("a bug")

    with pytest.raises(OSError, match="a bug"):
        page("{{ f() }}", f=broken)


def test_an_error_without_a_template_has_no_place() -> None:
    found = problem_of(UndefinedError("'nam' is undefined"), {}, ["name"])
    assert (found.path, found.line, found.hint) == ("", 0, "did you mean 'name'?")


# ---- the closure


def test_the_closure_is_every_template_that_can_be_reached() -> None:
    templates = {
        "page.html": "{% extends 'base.html' %}{% from 'macros.html' import a %}",
        "base.html": "{% if x %}{% include ['one.html', 'two.html'] %}{% endif %}",
        "macros.html": "{% import 'deep.html' as d %}",
        "one.html": "{% include 'page.html' %}",
        "two.html": "",
        "deep.html": "",
        "other.html": "",
    }
    included, problems = includes(templates)
    assert problems == ()
    assert closure(["page.html"], included) == set(templates) - {"other.html"}


def test_a_name_that_cannot_be_known_or_found_is_a_problem() -> None:
    templates = {
        "page.html": "\n{% include name %}\n{% include 'parts.html' %}",
        "part.html": "",
        "odd.css": "\n{% if %}",
    }
    included, problems = includes(templates)
    assert included.keys() == {"part.html"}, "the others cannot be used"
    assert sorted(map(str, problems))[1:] == [
        "templates/page.html: unknown template 'parts.html'\n    did you mean 'part.html'?",
        "templates/page.html:2: the name of an included template must be written out\n"
        '    such as {% include "parts/facts.html" %}, chosen with {% if %}',
    ]
    assert (problems[-1].path, problems[-1].line) == ("templates/odd.css", 2)


# ---- link targets


@pytest.mark.parametrize(
    ("target", "result"),
    [
        ("https://example.com/?a=1&b=2#c", "https://example.com/?a=1&b=2#c"),
        ("HTTP://example.com", "HTTP://example.com"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("tel:+1-555-0100", "tel:+1-555-0100"),
        ("/a b", "/a%20b"),
        ("page.html", "page.html"),
        ("#part", "#part"),
        ("?q=a:b", "?q=a:b"),
        ("é", "%C3%A9"),
        ("%41", "%41"),
        ('/x"onclick="y', "/x%22onclick=%22y"),
        ("", ""),
        ("javascript:alert(1)", BLOCKED),
        (" JavaScript:alert(1)", BLOCKED),
        ("java\tscript:alert(1)", BLOCKED),
        ("java\nscript:alert(1)", BLOCKED),
        ("\x01javascript:alert(1)", BLOCKED),
        ("\u200bjavascript:alert(1)", BLOCKED),
        ("javascript\u00a0:alert(1)", BLOCKED),
        ("data:text/html,x", BLOCKED),
        ("vbscript:x", BLOCKED),
        ("file:///etc/passwd", BLOCKED),
        ("c:\\x", BLOCKED),
        ("//host/x", BLOCKED),
        ("/\\host", BLOCKED),
        ("\\\\host", BLOCKED),
        ("/\t/host", BLOCKED),
        ("https:\\\\host", BLOCKED),
        ("x:y", BLOCKED),
        (":", BLOCKED),
    ],
)
def test_a_target_is_safe_or_blocked(target: str, result: str) -> None:
    assert safe_url(target) == result
    assert page("{{ v | url }}", v=target) == result.replace("&", "&amp;")


@settings(deadline=None)
@given(st.text(max_size=40))
def test_a_safe_target_has_an_allowed_scheme_and_plain_characters(target: str) -> None:
    safe = safe_url(target)
    assert all("!" <= each <= "~" and each not in '"<>\\' for each in safe)
    assert scheme(safe) in ("", "http", "https", "mailto", "tel") and not safe.startswith("//")


def test_a_part_of_a_target_cannot_change_its_shape() -> None:
    assert url_part("a/b?c#d&e=f%.") == "a%2Fb%3Fc%23d%26e%3Df%25."


def test_internal_targets() -> None:
    inside = ["page.md", "/a", "../b.md#c", "?x"]
    outside = ["https://example.com", "//host", "#a", "", "mailto:a@example.com", "javascript:x"]
    assert [is_internal(each) for each in inside + outside] == [True] * 4 + [False] * 6
