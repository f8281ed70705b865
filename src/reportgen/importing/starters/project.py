"""A small project of one's own: its files, from a few answers and the packaged content."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ...project.schema import KINDS, json_schema
from ...project.terms import TERMS
from .brand import brand_files
from .names import identifier

STARTER = "starter/"
"""Where those files stand that only a new project has; the others are those of the sample project."""
AUTHOR = "our-team"
MODELINE = "# yaml-language-server: $schema={up}schemas/{kind}.json\n"
SETTINGS = """\
#:schema schemas/site.json
# The settings of this project. `reportgen check` tells what is wrong with them.
title = {title}
description = "Two ways to buy IT support, and how to find out which one fits."
base_url = {base_url}
language = {language}
brand = {brand}

# The date that pages and reports carry. A build knows no other clock.
as_of = {as_of}
"""
AUTHORS = """\
# Who writes articles and prepares reports: an id each, then the name as it is shown.
{author}:
  name: {name}
  role: Editors
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person says about a new project; `colours` are none, one or two of the form `#rrggbb`."""

    name: str
    colours: tuple[str, ...]
    base_url: str
    language: str
    currency: str


def project_files(answers: Answers, today: date, resources: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a new project by path, in the order in which they are worth a look.

    `resources` are the packaged files by their path in this repository.
    """
    copied = {path.removeprefix(STARTER): content for path, content in resources.items() if "/brands/" not in path}
    changed = {
        path: content.decode("utf-8").replace("CURRENCY", answers.currency).replace("LOCALE", answers.language)
        if path.startswith(("content/clients/", TERMS))
        else content.decode("utf-8")
        for path, content in copied.items()
    }
    named = {path: _article(text, today) if path.endswith(".md") else text for path, text in changed.items()}
    written = {
        "reportgen.toml": SETTINGS.format(
            title=_quoted(f"{answers.name}: plain answers about IT support"),
            base_url=_quoted(answers.base_url),
            language=_quoted(answers.language),
            brand=_quoted(identifier(answers.name)),
            as_of=today.isoformat(),
        ),
        ".gitignore": "# What reportgen makes, and what it remembers of earlier builds.\n/output/\n/.reportgen/\n",
        "content/authors.yml": AUTHORS.format(author=AUTHOR, name=_quoted(f"The {answers.name} team")),
        **named,
    }
    schemas = {f"schemas/{kind}.json": _schema(kind) for kind in KINDS}
    return {
        **{path: _with_modeline(path, text).encode() for path, text in written.items()},
        **brand_files(answers.name, answers.colours, resources),
        **schemas,
    }


def _article(text: str, today: date) -> str:
    """Return the packaged article with the date of today and the author of the new project."""
    text = re.sub(r"^date: .*$", f"date: {today.isoformat()}", text, count=1, flags=re.M)
    text = re.sub(r"^lastmod: .*\n", "", text, count=1, flags=re.M)
    return re.sub(r"^authors: .*$", f"authors: [{AUTHOR}]", text, count=1, flags=re.M)


def _with_modeline(path: str, text: str) -> str:
    """Return a YAML text with the line that tells an editor its schema."""
    kind = "client" if "/clients/" in path or path.endswith("example.yml") else path.rpartition("/")[2][:-4]
    if not path.endswith(".yml") or kind not in KINDS:
        return text
    return MODELINE.format(up="../" * path.count("/"), kind=kind) + text


def _schema(kind: str) -> bytes:
    return (json.dumps(json_schema(kind), indent=2, ensure_ascii=False) + "\n").encode()


def _quoted(text: str) -> str:
    """Return a text in double quotes, as TOML, YAML and JSON read it."""
    return json.dumps(text, ensure_ascii=False)
