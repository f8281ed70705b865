"""What is remembered of a file that was made, and of a bundle of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from ..problems import Problem
from .model import Digest, Roles
from .scan import OutputStat


class BundleTrace(NamedTuple):
    """A bundle: its key when it was last complete (empty: never), the places of its files, and how they looked.

    `places` are the paths of its files, and of the folders around them (ending in `/`), a line each.
    """

    key: Digest
    places: str
    appearance: str

    @classmethod
    def incomplete(cls, files: Iterable[str]) -> BundleTrace:
        """Return the trace of a bundle of which only the files are known."""
        return cls("", "\n".join(sorted(files)), "")

    @property
    def files(self) -> list[str]:
        """The paths of its files."""
        return [place for place in self.places.split("\n") if place and not place.endswith("/")]


class Trace(NamedTuple):
    """A file that was made: its key, its digest, how it looked on disk, what it was made from, and its warnings."""

    key: Digest
    digest: Digest
    stat: OutputStat
    roles: Roles
    warnings: tuple[Problem, ...] = ()


def pack_problems(problems: tuple[Problem, ...]) -> str:
    """Return problems as JSON; empty when there are none."""
    return json.dumps([problem.to_dict() for problem in problems]) if problems else ""


def unpack_problems(packed: str) -> tuple[Problem, ...]:
    """Return the problems behind such JSON."""
    return tuple(map(Problem.from_dict, json.loads(packed))) if packed else ()
