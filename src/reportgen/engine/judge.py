"""Whether a file can stay as it is, or must be remade, and why."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from ..rendering.recipes import RECIPES, key, prefix, tools
from . import output as write
from .changes import TOLD, reason
from .executors import Fetch
from .flow import Bundle, Work
from .model import Digest, Made, Roles, Target, digest
from .store import Store
from .traces import Trace


class Judge:
    """Compares what a target would be made from with what it was made from.

    `engine` names all that every key depends on: our own code, and the libraries behind the recipes.
    """

    def __init__(self, code: Digest, store: Store, output: Path, fetch: Fetch) -> None:
        self._code = code
        self._store = store
        self._output = output
        self._fetch = fetch
        self._tools = cache(tools)
        self._prefix = cache(lambda recipe: prefix(recipe, code))
        self._places: dict[Digest, str] = {}
        self._described: set[Digest] = set()
        self.engine = digest("".join(map(self._prefix, RECIPES)).encode())

    def judge(self, bundle: Bundle, target: Target) -> Work | Made:
        """What must be done to make the target, or that it can stay, or waits for one that failed."""
        inputs = dict(target.inputs)
        for role, path in target.needs.items():
            if path not in bundle.digests:
                return Made(target.path, "blocked", reason=f"waits for {path}")
            inputs[role] = bundle.digests[path]
        name = key(self._prefix(target.recipe), inputs)
        trace = bundle.traces.get(target.path)
        if trace and trace.key == name:
            if self._untouched(bundle, target.path, trace):
                self.note(bundle, target.path, trace.digest)
                return Made(target.path, "kept", trace.digest, problems=trace.warnings)
            why = "edited since it was made" if target.path in bundle.looks else "missing"
        elif trace:
            why = reason(trace.roles, self.roles(target.recipe, inputs), self._known)
        else:
            why = "new"
        return Work(target, inputs, name, why)

    def roles(self, recipe: str, inputs: Roles) -> Roles:
        """Everything that the key of a target is made of, by role."""
        return {**inputs, "code": self._code, "tools": self._tools(recipe)}

    def note(self, bundle: Bundle, path: str, name: Digest) -> None:
        """Notes what a file in place holds, for those that need it."""
        bundle.digests[path] = name
        self._places[name] = path

    def fetch(self, name: Digest) -> bytes:
        """The bytes of an input: of a file in place, or of something planned."""
        path = self._places.get(name)
        return write.read(self._output, path) if path else self._fetch(name)

    def describe(self, roles: Roles) -> dict[Digest, bytes]:
        """The small inputs among these that were not described yet, so that the next change can be told in words."""
        found: dict[Digest, bytes] = {}
        for role, name in roles.items():
            if (role in TOLD or role.endswith("/")) and name not in self._described:
                self._described.add(name)
                found[name] = self.fetch(name)
                if role.endswith("/"):
                    found |= self.describe(json.loads(found[name]))
        return found

    def _untouched(self, bundle: Bundle, path: str, trace: Trace) -> bool:
        """Whether the file is still what was placed; a file merely touched is read and compared."""
        stat = bundle.looks.get(path)
        if stat is None or (stat != trace.stat and write.fingerprint(self._output, path) != trace.digest):
            return False
        bundle.stats[path] = stat
        if stat != trace.stat:
            self._store.remember({path: trace._replace(stat=stat)})
        return True

    def _known(self, name: Digest) -> bytes | None:
        """The bytes of an input of this build or an earlier one, if they are still known."""
        try:
            return self._store.described(name) or self.fetch(name)
        except KeyError:
            return None
