"""Identifiers of clients, articles, brands and authors: what one may look like, and the one that a path gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..engine.model import DEVICES
from ..problems import Problem, ProblemCollector
from .endings import stem

IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def identifier_fault(text: str) -> str:
    """Return why a text cannot be an identifier, as `what is wrong; what to do`; empty if it can."""
    if not IDENTIFIER.fullmatch(text):
        return f"{text!r} cannot be an id; use a-z, 0-9 and hyphens, at most 64, starting with a letter or digit"
    if text in DEVICES:
        return f"{text!r} cannot be an id; some systems reserve it for a device"
    return ""


def identified(
    paths: Iterable[str], folder: str, collector: ProblemCollector, name: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield the identifier between `folder` and the ending of each path, and the path; collect what cannot be one.

    With `name`, such as `/_brand`, it is what stands before that name.
    """
    for path in paths:
        identifier = stem(path).removeprefix(folder).removesuffix(name)
        if fault := identifier_fault(identifier):
            message, _, hint = fault.partition("; ")
            collector.problems.append(Problem(message=message, path=path, hint=f"rename it; {hint}"))
        else:
            yield identifier, path
