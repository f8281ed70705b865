"""What is remembered of a file that was made, and of a bundle of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from ..problems import Problem
from .model import Digest, Roles
from .output import Stat


class Memory(NamedTuple):
    """What is known of a bundle: the key it was whole under (empty: never), what is ours in it, and how that looked.

    `places` are the paths of its files, and of the folders around them (ending in `/`), a line each.
    """

    key: Digest
    places: str
    look: str

    @classmethod
    def of(cls, files: Iterable[str]) -> Memory:
        """A bundle that is not whole."""
        return cls("", "\n".join(sorted(files)), "")

    @property
    def files(self) -> list[str]:
        """The paths that are ours."""
        return [place for place in self.places.split("\n") if place and not place.endswith("/")]


class Trace(NamedTuple):
    """A file that was made: under which key, from what, what it was, how it looked on disk, what was said about it."""

    key: Digest
    digest: Digest
    stat: Stat
    roles: Roles
    warnings: tuple[Problem, ...] = ()


def packed_problems(problems: tuple[Problem, ...]) -> str:
    return json.dumps([problem.to_dict() for problem in problems]) if problems else ""


def problems_of(packed: str) -> tuple[Problem, ...]:
    return tuple(map(Problem.from_dict, json.loads(packed))) if packed else ()
