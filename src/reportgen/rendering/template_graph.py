"""Which templates each template includes, and so which ones a page can reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from ..markdown.template_errors import references
from ..problems import Problem, did_you_mean
from .environment import FOLDER, Closed

TEMPLATES: Final = (".html", ".svg", ".css")
"""How the names of templates end; what else is in their folder is data."""


def includes(templates: Mapping[str, str]) -> tuple[dict[str, frozenset[str]], tuple[Problem, ...]]:
    """Return what each template includes, imports or extends, and all problems; unusable ones are left out."""
    found, problems = dict[str, frozenset[str]](), list[Problem]()
    for name, source in templates.items():
        if not name.endswith(TEMPLATES):
            found[name] = frozenset()
            continue
        wrong = []
        for target in (told := _references(source, FOLDER + name)):
            if isinstance(target, Problem):
                wrong.append(target)
            elif target not in templates:
                hint = did_you_mean(target, templates)
                wrong.append(Problem(message=f"unknown template {target!r}", path=FOLDER + name, hint=hint))
        problems += wrong
        if not wrong:
            found[name] = frozenset(map(str, told))
    return found, tuple(problems)


def closure(roots: Iterable[str], included: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return every template that can be reached from some, themselves among them."""
    found, names = set[str](), list(roots)
    while names:
        if (name := names.pop()) not in found:
            found.add(name)
            names += included.get(name, ())
    return frozenset(found)


@lru_cache(maxsize=1024)
def _references(source: str, path: str) -> tuple[str | Problem, ...]:
    return tuple(references(Closed(), source, path))
