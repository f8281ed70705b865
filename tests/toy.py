"""Toy recipes for tests of the engine: bytes to bytes, nothing to load, and no knowledge of any subject."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from reportgen.engine.blobs import Blobs
from reportgen.engine.build import build, dry_run
from reportgen.engine.executors import Call, Executor, Fetch, Limits
from reportgen.engine.executors.inline import Inline
from reportgen.engine.manifest import manifest, results_of
from reportgen.engine.model import Artifact, BundlePlan, Outcome, Outdated, OutputPath, Result, Target, digest
from reportgen.engine.output import OutputFolder
from reportgen.engine.plan import Plan
from reportgen.engine.recipe import Recipe
from reportgen.engine.snapshot import Snapshot
from reportgen.engine.staleness import survey
from reportgen.engine.store import Store, with_store
from reportgen.problems import Problem, ProblemError

Value = TypeVar("Value")


def copy(inputs: Mapping[str, bytes]) -> Artifact:
    """Give back the file."""
    return Artifact(inputs["file"])


def upper(inputs: Mapping[str, bytes]) -> Artifact:
    """Give back the file in capitals; warn of an exclamation mark, refuse secrets."""
    if b"secret" in inputs["file"]:
        raise ProblemError([Problem(message="will not say", field="file")])
    warnings = (Problem(message="loud", severity="warning"),) if b"!" in inputs["file"] else ()
    return Artifact(inputs["file"].upper(), warnings)


def count(inputs: Mapping[str, bytes]) -> Artifact:
    """Give back how many characters the files have together: few changes make a difference."""
    return Artifact(str(sum(map(len, inputs.values()))).encode())


def broken(inputs: Mapping[str, bytes]) -> Artifact:
    """Fail as a fault in a recipe does."""
    raise ZeroDivisionError("by nothing")


RECIPES = {
    function.__name__: Recipe(function.__name__, f"toy:{function.__name__}") for function in (copy, upper, count)
}


class Interrupted(BaseException):
    """A build that ended in the middle."""


class Failing(Inline):
    """An executor that is interrupted at a certain call."""

    def __init__(self, fetch: Fetch, calls: int) -> None:
        super().__init__(fetch)
        self._calls = calls

    def submit(self, call: Call) -> Future[Outcome]:
        """Run the call, or raise Interrupted."""
        self._calls -= 1
        if self._calls == 0:
            raise Interrupted
        return super().submit(call)


Words = Mapping[str, bytes]
"""What a toy project holds: a word for each name; `one/a` is in the bundle `one/`.

Either all names have a folder or none has one, because bundles do not lie in one another.
"""


@dataclass
class Workshop:
    """A folder in which toy projects are built, one after the other."""

    folder: Path
    version: str = "1"
    recipes: Mapping[str, Recipe] = field(default_factory=lambda: RECIPES)
    outdated: tuple[Outdated, ...] = ()
    blobs: Blobs = field(default_factory=lambda: Blobs(Snapshot({}, lambda path: b"")))

    @property
    def output(self) -> OutputFolder:
        """The output folder."""
        return OutputFolder(self.folder / "output", "toy")

    def plan(self, words: Words) -> Plan:
        """For each word a file `NAME.txt` with it and `NAME.loud` in capitals; for each bundle a `total.txt`."""
        names = {name: name.rpartition("/")[0] + "/" if "/" in name else "" for name in words}
        bundles = {bundle: {name: words[name] for name in names if names[name] == bundle} for bundle in names.values()}
        recipes = {name: replace(recipe, versions={"the toy": self.version}) for name, recipe in self.recipes.items()}
        keys = {
            bundle: digest(repr((self.version, sorted(inside.items()), self.outdated)).encode())
            for bundle, inside in bundles.items()
        }
        return Plan(keys, lambda bundle: self.bundle(bundle, bundles[bundle]), self.blobs.get, recipes)

    def bundle(self, name: str, words: Words) -> BundlePlan:
        """The plan of one bundle."""
        targets = dict[str, Target]()
        for word, content in words.items():
            quiet, loud = OutputPath(f"{word}.txt"), OutputPath(f"{word}.loud")
            targets[quiet] = Target(quiet, "copy", {"file": self.blobs.put(content)}, source=f"{word}.word")
            targets[loud] = Target(loud, "upper", needs={"file": quiet}, source=f"{word}.word")
        total = OutputPath(f"{name}total.txt")
        targets[total] = Target(
            total, "count", needs={path: path for path in map(OutputPath, targets) if path.endswith(".loud")}
        )
        return BundlePlan(targets, self.outdated)

    def build(self, words: Words, start: Callable[[Fetch, Limits], Executor] = Inline) -> dict[str, Result]:
        """Build these words, and return what became of each file."""
        plan, output = self.plan(words), self.output

        def work(store: Store) -> dict[str, Result]:
            with output.locked(known=store.has_built()):
                found = survey(plan, store.bundles(), output)
                events = [*build(plan, found, store, output, start)]
                unchanged = [text for name, text in store.manifest_lines().items() if name in found.unchanged]
            results = [event for event in events if isinstance(event, Result)]
            return {
                result.path: result for result in [*results, *(each for text in unchanged for each in results_of(text))]
            }

        return self.with_store(work)

    def would(self, words: Words) -> dict[str, Result]:
        """Return what a build of these words would do."""
        plan, output = self.plan(words), self.output

        def work(store: Store) -> dict[str, Result]:
            events = dry_run(plan, survey(plan, store.bundles(), output), store, output)
            return {event.path: event for event in events if isinstance(event, Result)}

        return self.with_store(work, read_only=True)

    def with_store(self, work: Callable[[Store], Value], read_only: bool = False) -> Value:
        """Return what the work gives with the store of the workshop."""
        return with_store(self.folder / "store", self.output.path, work, read_only)

    def write(self, path: str, content: bytes | None) -> None:
        """Write a file of the output as anybody may, or delete it."""
        if content is None:
            (self.output.path / path).unlink()
        else:
            (self.output.path / path).write_bytes(content)

    def write_manifest(self, results: Mapping[str, Result]) -> None:
        """Tell in the output which files a build made."""
        self.output.place(self.output.manifest, manifest(results.values(), {}))

    def lose_the_store(self) -> None:
        """Delete the store; the output still has its files."""
        shutil.rmtree(self.folder / "store", ignore_errors=True)

    def files(self) -> dict[str, bytes]:
        """Every file of the output, the manifest apart."""
        return dict(self._files())

    def _files(self) -> Iterator[tuple[str, bytes]]:
        for path in self.output.path.rglob("*"):
            if path.is_file() and path.name != self.output.manifest:
                yield path.relative_to(self.output.path).as_posix(), path.read_bytes()


def statuses(results: Mapping[str, Result]) -> dict[str, str]:
    """The status of each file, without the totals."""
    return {path: each.status for path, each in results.items() if not path.endswith("total.txt")}
