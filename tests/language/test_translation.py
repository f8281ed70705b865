"""A translation is one file: with another one, every word of the interface changes, on every page."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
import yaml

from alder_lane import CO_MANAGED, PRIORITIES, SECTION, VARIANTS, client, export
from conftest import CLIENTS, ROOT, Project, copied, worded
from reportgen.comparison import compare
from reportgen.comparison.assemble import assemble
from reportgen.comparison.definitions import MEANINGS
from reportgen.comparison.document import Document
from reportgen.comparison.document.model import Method
from reportgen.comparison.document.queries import figures_and_inputs
from reportgen.comparison.options import OPTIONS
from reportgen.comparison.quantity import Origin, Remark
from reportgen.language.labels import input_in_text, label, matching_keys

ENGLISH = ROOT / "templates" / "strings" / "en.toml"
ARTICLE = """---
title: "[Title]"
description: "[Words]"
date: 2026-10-06
slug: break-fix-or-managed-it
authors: [nora-lindqvist]
editions: [post, whitepaper, brief, one-pager]
language: nl-NL
---

{% if comparison %}
## {{ sentences.heading.models }} {#models}

## {{ sentences.heading.cost }} {#cost}

{{ sentences.heaviest }} {{ sentences.flips }} {{ sentences.prevention | join(" ") }}
{{ sentences.reasons | join(" ") }}

## {{ sentences.heading.risk }} {#risk}

## {{ sentences.heading.fit }} {#fit}

## {{ sentences.heading.change }} {#change}

{{ client.users | quantity("people") }} {{ 3 | quantity("USD/user/month") }} {{ 0.3 | frequency }} {{ 3 | count_word }}

::: chart annual-cost
:::
::: chart cumulative-cost
:::
::: chart factor-profile
:::
::: chart cost-by-incidents
:::
::: chart tornado
:::
{% endif %}
"""
BABEL = {"en", "oktober", "november", "US"}
"""What the locale database says in that language: months, the "and" of a list, a currency."""


class Texts(HTMLParser):
    """The words of a page: its texts, and the attributes that are read out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._skipped = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._skipped = tag if tag in ("style", "path") else ""
        self.found += [value or "" for name, value in attributes if name in ("alt", "aria-label", "title")]

    def handle_endtag(self, tag: str) -> None:
        self._skipped = ""

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.found.append(data)


def bracketed(value: Any) -> Any:
    """The strings of a file with every word in brackets; what the program puts in stays."""
    if isinstance(value, dict):
        return {key: bracketed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [bracketed(each) for each in value]
    return re.sub(r"(\{\w+\})|([^\W\d_][\w’'/.]*)", lambda found: found[1] or f"[{found[2]}]", value)


def written(entries: dict[str, Any], above: str = "") -> str:
    """The strings as TOML."""
    plain = "".join(f"{quoted(key)} = {quoted(text)}\n" for key, text in entries.items() if isinstance(text, str))
    tables = ((f"{above}{quoted(key)}", table) for key, table in entries.items() if isinstance(table, dict))
    lists = ((quoted(key), table) for key, rows in entries.items() if isinstance(rows, list) for table in rows)
    nested = "".join(f"\n[{name}]\n{written(table, f'{name}.')}" for name, table in tables)
    return plain + nested + "".join(f"\n[[{name}]]\n{written(table)}" for name, table in lists)


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def own(project: Path) -> list[str]:
    """Every text of the content files, the longest first: what a client, a brand or an author wrote is theirs."""
    found = {str(value) for value in tomllib.loads((project / "reportgen.toml").read_text(encoding="utf-8")).values()}
    for path in (project / "content").rglob("*.yml"):
        found |= set(texts(yaml.safe_load(path.read_text(encoding="utf-8"))))
    return sorted((each for each in found if len(each) > 3 and re.search(r"[A-Z @]", each)), key=len, reverse=True)


def texts(value: Any) -> Iterator[str]:
    """Every text in the values of a file, its points and headings of questions among them."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts(each)
    elif isinstance(value, str):
        yield value.replace("'", "’")


def left(page: str, known: Iterable[str] = ()) -> set[str]:
    """The words of a page that stand in no brackets, apart from texts that are known."""
    whole = (each for each in Texts(page.replace("\u2060", "")).found if "…" not in each)  # in full elsewhere
    text = re.sub(r"[ \n]+", " ", "\n".join(whole)).replace("'", "’")
    for each in known:
        text = text.replace(each, " ").replace(each[:1].lower() + each[1:], " ")
    text = re.sub(r"\[[^\[\]]*\]", " ", text)
    return set(re.findall(r"[^\W\d_]{2,}", text)) - BABEL


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sample project in a language in which each word is in brackets."""
    project = copied(tmp_path_factory.mktemp("translation"), (*CLIENTS, "northern-lakes-equipment-cooperative"))
    strings = bracketed(tomllib.loads(ENGLISH.read_text(encoding="utf-8")))
    project.write({
        "templates/strings/nl.toml": written(strings),
        "content/articles/break-fix-or-managed-it.md": ARTICLE,
    })  # fmt: skip
    project.edit("reportgen.toml", 'language = "en-US"', 'language = "nl-NL"')
    result = project.run("build")
    assert result.exit_code == 0, result.output
    return project


def test_nothing_english_is_left_on_any_page(translated: Project) -> None:
    pages = {path: content.decode() for path, content in translated.output().items() if path.endswith(".html")}
    assert len(pages) > 8
    known = own(translated.root)
    found = {path: words for path, page in pages.items() if (words := left(page, known))}
    assert not found, found


def test_what_a_language_lacks_is_english(translated: Project) -> None:
    pages = translated.output()
    assert "[Appendix]" in pages["briefs/harbor-dental/index.html"].decode()
    translated.write({"templates/strings/nl.toml": '[appendix]\nvalue = "Waarde"\n'})
    translated.build("--client", "harbor-dental")
    page = translated.output()["briefs/harbor-dental/index.html"].decode()
    assert "Waarde" in page and "What was assumed" in page


# ---- the keys of the strings and the names of the model


def keys(entries: Any, above: str = "") -> dict[str, str]:
    """The messages of a strings file by their whole key; entries of lists are numbered."""
    if isinstance(entries, str):
        return {above: entries}
    pairs = entries.items() if isinstance(entries, dict) else enumerate(entries)
    return {key: text for name, each in pairs for key, text in keys(each, f"{above}.{name}".strip(".")).items()}


def faults(language: dict[str, str], english: dict[str, str]) -> list[str]:
    """What a language says that English does not have, or with other parts than English has."""
    parts = re.compile(r"\{[^}]*\}")
    return [
        key
        for key, text in language.items()
        if key not in english or set(parts.findall(text)) - set(parts.findall(english[key]))
    ]


@cache
def documents() -> tuple[Document, ...]:
    """Documents with every input and figure that the model can have, or nearly so."""
    changes = [*VARIANTS.values(), ONE_OF_EACH, CO_MANAGED]
    made = [client(*change).inputs("2026-11-02") for change in changes]
    made.append(client(("factors:", SECTION + PRIORITIES + "factors:")).inputs("2026-11-02", export()))
    return tuple(assemble(compare(each)) for each in made)


ONE_OF_EACH = (
    ("onsite: yes", "onsite: yes\n    emergency: yes\n    after_hours: yes"),
    ("per_user_month: 110", "per_user_month: {value: 110, low: 20, high: 200, origin: assumption}"),
    ("hourly_rate: 120", "hourly_rate: 120\n  emergency_multiplier: 2\n  after_hours_multiplier: 1.5"),
    ("repair_hours: {median: 2, p90: 6, cap_hours: 24}", "repair_hours: [0, 1.2, 3.1]"),
    ("operational_reliance: {answer: 4", "operational_reliance: {answer: 2"),
    ("internal_it_capability: {answer: 5", "internal_it_capability: {answer: 3"),
)
MESSAGES = keys(tomllib.loads(ENGLISH.read_text(encoding="utf-8")))


def test_every_input_and_figure_of_the_model_has_a_label() -> None:
    for document in documents():
        for name in figures_and_inputs(document):
            assert label(name, document, worded()), name


def test_every_input_has_a_name_in_sentences() -> None:
    for document in documents():
        for name in [quantity.name for quantity in document.inputs]:
            assert input_in_text(name, document, worded()), name
    named = {key.removeprefix("input_in_text.") for key in MESSAGES if key.startswith("input_in_text.")}
    labels = {key.removeprefix("label.") for key in MESSAGES if key.startswith("label.")}
    assert named <= labels


def test_every_label_belongs_to_an_input_or_figure_of_the_model() -> None:
    used = {
        key
        for document in documents()
        for name in [*figures_and_inputs(document), *map(indexed, MEANINGS)]
        for key in matching_keys(name, document)
    }
    labels = {key.removeprefix("label.") for key in MESSAGES if key.startswith("label.")}
    assert not labels - used


def indexed(name: str) -> str:
    return name.replace("incidents.", "incidents[0].")


def test_every_method_remark_and_option_of_the_model_has_its_words() -> None:
    groups = {"method": get_args(Method), "option": OPTIONS, "option_in_text": OPTIONS, "origin": get_args(Origin)}
    groups["remark"] = get_args(get_type_hints(Remark)["name"])
    for group, names in groups.items():
        words = {key.split(".")[1] for key in MESSAGES if key.startswith(f"{group}.")}
        assert words == set(names) - {"arithmetic"}, group


def test_a_figure_without_a_label_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"no label for 'year\.managed\.profit'"):
        label("year.managed.profit", documents()[0], worded())
    with pytest.raises(ValueError, match=r"no input_in_text for 'year\.managed\.total'"):
        input_in_text("year.managed.total", documents()[0], worded())


@pytest.mark.parametrize("path", sorted(ENGLISH.parent.glob("*.toml")), ids=lambda path: path.stem)
def test_a_language_has_the_keys_of_english_with_the_same_parts(path: Path) -> None:
    assert faults(keys(tomllib.loads(path.read_text(encoding="utf-8"))), MESSAGES) == []


def test_a_key_that_english_lost_and_a_part_that_it_does_not_have_are_seen() -> None:
    language = keys({"label": {"year.{option}.profit": "Gewinn"}, "number": {"range": "{low} bis {hoch}"}, "yes": "ja"})
    assert faults(language, MESSAGES) == ["label.year.{option}.profit", "number.range"]


def test_an_english_word_would_be_seen() -> None:
    page = "<p>[Words] and 3 words<svg><title>Saving</title><text>Cut sho…</text></svg>"
    assert left(page) == {"and", "words", "Saving"}
    assert left(page, ["3 words", "Saving"]) == {"and"}
