"""The nouns: frozen, picklable values that every step shares, and the digest that names bytes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from ..problems import Problem, ProblemError

Digest = str
"""32 hexadecimal digits that name a sequence of bytes."""

Roles = Mapping[str, Digest]
"""What a target was given: the role of each input and the digest of its bytes.

A role that ends in `/` names a tree: bytes that list names and their digests, as a folder does; the role
`/` itself names what many targets are given alike.
"""

Status = Literal["built", "unchanged", "failed", "skipped", "outdated", "removed", "untracked"]


def digest(*parts: bytes) -> Digest:
    """Return the name of a sequence of bytes; the lengths count, so `ab, c` and `a, bc` differ."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.hexdigest()


CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(value: object) -> bytes:
    """Return a value as JSON, the same bytes for the same value: sorted keys, no spaces, no NaN."""
    return CANONICAL.encode(value).encode()


# ---- names

SEGMENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
LAST_CHARACTER = "\U0010ffff"  # sorts after all that a path can go on with
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


@lru_cache(maxsize=1024)
def _is_segment(text: str) -> bool:
    """Whether a text can be one part of an output path."""
    return bool(SEGMENT.fullmatch(text)) and not text.endswith(".") and text.partition(".")[0].lower() not in DEVICES


class OutputPath(str):
    """A path inside the output folder: the only kind of path that is ever written."""

    __slots__ = ()

    def __new__(cls, *parts: str) -> OutputPath:
        path = "/".join(parts)
        for segment in path.split("/"):
            if not _is_segment(segment):
                message = f"{path!r} cannot be a file of the output"
                raise ProblemError([Problem(message=message, hint=f"the part {segment!r} is not allowed")])
        return super().__new__(cls, path)

    @classmethod
    def known(cls, path: str) -> OutputPath:
        """Return the path of an earlier result, which is not looked at again."""
        return str.__new__(cls, path)


# ---- what is to be made


@dataclass(frozen=True, slots=True)
class Target:
    """One file to make: its path, the name of its recipe, its inputs, and the targets that it needs, by role.

    `source` is the file of the project to look at when something is wrong.
    """

    path: OutputPath
    recipe: str
    inputs: Roles = field(default_factory=dict)
    needs: Mapping[str, OutputPath] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Outdated:
    """Files (all whose path begins with `prefix`) that cannot be planned, because their source is broken: they stay."""

    prefix: str
    because: str


def at_source(problem: Problem, target: Target) -> Problem:
    """Return the problem, placed in the source of the target unless it has a place."""
    return problem.at(target.source)


@dataclass(frozen=True, slots=True)
class BundlePlan:
    """The targets of one bundle, the files in it that must stay as they are, and what is wrong with its sources.

    `annotate` adds what a recipe cannot know to its problems: the file, and the line at fault.
    """

    targets: Mapping[str, Target]
    outdated: tuple[Outdated, ...] = ()
    problems: tuple[Problem, ...] = ()
    annotate: Callable[[Problem, Target], Problem] = at_source


def opened(roles: Roles, fetch: Callable[[Digest], bytes]) -> dict[str, Digest]:
    """Return the digest of each role, trees opened: `templates/` becomes `templates/post.html` and its neighbours.

    The role `/` is the tree of everything that many targets share: its names are roles themselves.
    """
    flat: dict[str, Digest] = {}
    for role, name in roles.items():
        if role.endswith("/"):
            prefix = role.removeprefix("/")
            inner = {prefix + each: content for each, content in _tree(fetch(name))}
            flat |= opened(inner, fetch)
        else:
            flat[role] = name
    return flat


@lru_cache(maxsize=256)
def _tree(content: bytes) -> tuple[tuple[str, Digest], ...]:
    return tuple(json.loads(content).items())


def hand_over(roles: Roles, fetch: Callable[[Digest], bytes]) -> dict[str, bytes]:
    """Return the bytes of each role, trees opened."""
    return {role: fetch(name) for role, name in opened(roles, fetch).items()}


# ---- what came of it


@dataclass(frozen=True, slots=True)
class Artifact:
    """What a recipe gives back: the bytes of one file, and what the reader of the log should know."""

    content: bytes
    warnings: tuple[Problem, ...] = ()


Outcome = Artifact | tuple[Problem, ...]
"""What a recipe made, or every problem that kept it from making it."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file of the output, and why."""

    path: str
    status: Status
    digest: Digest = ""
    reason: str = ""
    problems: tuple[Problem, ...] = ()


def count(results: Iterable[Result]) -> dict[Status, int]:
    """Return how many files have each status."""
    counts: dict[Status, int] = {}
    for result in results:
        counts[result.status] = counts.get(result.status, 0) + 1
    return counts
