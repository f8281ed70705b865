"""The rules that keep WeasyPrint fast, held against the style sheets; each is shown to fail on a bad sample.

What each costs was measured (times one document takes): see the reasons below.
"""

from __future__ import annotations

import re

import pytest

from conftest import ROOT

PRINT = (ROOT / "templates" / "styles" / "print.css").read_text(encoding="utf-8")
TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html")}

# A pattern that may not stand in print.css, why, and a declaration that breaks it.
RULES = {
    "columns": (r"\bcolumns?(?:-count|-width)?\s*:", "columns take 3.1 times as long", "ul { columns: 2 }"),
    "dotted": (r"\bdotted\b", "a dotted line is a circle a dot: 1.5 times as long", "a { border-bottom: 1pt dotted }"),
    "leader": (r"leader\(", "leaders take 1.3 times as long", "a::after { content: leader('.') }"),
    "variable fonts": (r"woff|font-variation", "only static faces on paper", "p { font-variation-settings: 'wght' 5 }"),
    "gradient": (r"gradient\(", "tiny repeating gradients hang", "p { background: linear-gradient(red, blue) }"),
    "anywhere": (r"overflow-wrap:\s*anywhere", "a long word in a cell hangs", "td { overflow-wrap: anywhere }"),
    "tab-size": (r"tab-size", "a large tab-size ends the process", "pre { tab-size: 8 }"),
    "ignored": (
        r"@supports|@container|@property|color-mix|prefers-color-scheme|aspect-ratio|text-wrap|filter:",
        "WeasyPrint ignores it",
        "h1 { text-wrap: balance }",
    ),
    "shadow": (r"box-shadow|border-radius", "nothing on paper floats", "div { box-shadow: 0 0 3px #000 }"),
    "imports": (r"@import|url\(", "a style sheet fetches nothing; typefaces come with {{ faces }}", "@import 'x.css';"),
    "negations": (r"\*:not\(", "`*:not()` is tried on every element", ".a *:not(.b) { color: red }"),
}  # fmt: skip
LARGEST = 24_000
"""Bytes: style sheets are parsed once a brand, but every rule is tried on every element."""
FLEX = {".figures", ".closing"}
"""Small boxes only: a section that is a flex column takes 2.8 times as long."""


def broken(css: str) -> list[str]:
    """The rules a style sheet breaks."""
    found = [f"{name}: {why}" for name, (pattern, why, _) in RULES.items() if re.search(pattern, plain(css))]
    layouts = re.findall(r"([^{}]+)\{[^{}]*display:\s*(?:inline-)?(flex|grid)", plain(css))
    found += [f"{kind}: {chosen.strip()} is no small box" for chosen, kind in layouts if chosen.strip() not in FLEX]
    if not re.search(r"\btable\s*\{[^}]*table-layout:\s*fixed", css):
        found.append("tables: without table-layout: fixed they take longer")
    if len(css) > LARGEST:
        found.append(f"size: {len(css)} bytes are more than {LARGEST}")
    return found


def plain(css: str) -> str:
    """The style sheet without comments."""
    return re.sub(r"/\*.*?\*/", "", css, flags=re.S)


def test_the_print_styles_keep_every_rule() -> None:
    assert broken(PRINT) == []


@pytest.mark.parametrize("name", RULES)
def test_every_rule_fails_on_a_sample_that_breaks_it(name: str) -> None:
    sample = RULES[name][2]
    assert broken(PRINT + sample) == [f"{name}: {RULES[name][1]}"]
    assert broken(PRINT + f"/* {sample} */") == []


@pytest.mark.slow
def test_layouts_of_whole_sections_automatic_tables_and_size_fail_too() -> None:
    assert broken(PRINT + ".text { display: flex }") == ["flex: .text is no small box"]
    assert broken(PRINT + ".report { display: grid }") == ["grid: .report is no small box"]
    assert broken(PRINT.replace("table-layout: fixed", "")) == ["tables: without table-layout: fixed they take longer"]
    assert broken(PRINT + " " * LARGEST)[-1].startswith("size: ")


def marked(page: str) -> str:
    """What is left of a template when everything that only a screen shows is taken out."""
    return re.sub(r"<!--screen-->.*?<!--/screen-->", "", page, flags=re.S)


def test_what_only_a_screen_shows_is_marked_and_never_reaches_paper() -> None:
    for name in ("brief.html", "one-pager.html", "figure.html", "answer.html"):
        assert TEMPLATES[name].count("<!--screen-->") == TEMPLATES[name].count("<!--/screen-->") > 0, name
        for only in ("<style", "<details", "at-narrow", 'class="skip"', "trail.html"):
            assert only not in marked(TEMPLATES[name]), (name, only)


def test_marks_stand_side_by_side_and_never_inside_each_other() -> None:
    for name, page in TEMPLATES.items():
        marks = re.findall(r"<!--(/?)screen-->", page)
        assert marks == ["", "/"] * (len(marks) // 2), name


def test_an_unmarked_style_would_be_seen() -> None:
    assert "<style" in marked("<style>p { color: red }</style><!--screen--><style></style><!--/screen-->")
