"""The bytes behind the digests of a build: planned inputs, and files of the output that are in place."""

from __future__ import annotations

import json

from .executors import Fetch
from .model import Digest, Roles
from .output import OutputFolder
from .recipe import Recipe


class Contents:
    """Gives the bytes of any input: of those that were planned, and of files in place that other targets need."""

    def __init__(self, planned: Fetch, output: OutputFolder) -> None:
        self._planned = planned
        self._output = output
        self._places: dict[Digest, str] = {}
        self._recorded: set[Digest] = set()

    def add_file(self, path: str, name: Digest) -> None:
        """Record that a file of the output holds the bytes of a digest."""
        self._places[name] = path

    def fetch(self, name: Digest) -> bytes:
        """Return the bytes of a digest.  Raises KeyError when they are not known."""
        path = self._places.get(name)
        return self._output.read(path) if path else self._planned(name)

    def readable(self, recipe: Recipe, roles: Roles) -> dict[Digest, bytes]:
        """Return the readable inputs among these, and the trees, that this has not returned before."""
        found: dict[Digest, bytes] = {}
        for role, name in roles.items():
            if (role in recipe.readable or role.endswith("/")) and name not in self._recorded:
                self._recorded.add(name)
                found[name] = self.fetch(name)
                if role.endswith("/"):
                    inner = {role.removeprefix("/") + each: digest for each, digest in json.loads(found[name]).items()}
                    found |= self.readable(recipe, inner)
        return found
