"""A whole build: a folder is loaded, its outline compared with the memory, what changed is made, build.json written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .cli import console
from .engine import output as write
from .engine.builder import Builder
from .engine.executors.choice import choose
from .engine.model import Made, Outline
from .engine.store import Store
from .planning.prepare import prepare
from .problems import Problem, ProblemError

Follow = Callable[[Iterable[Made], Callable[[], int]], Iterator[Made]]
"""Shows results as they come; the function tells how many are expected in all."""


FOREIGN = '"status": "foreign"'


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be built, where to, and how: some clients' bundles or all, `part` of them (`site` or `briefs`)."""

    root: Path
    output: Path
    epoch: date | None = None
    part: str = ""
    clients: Callable[[Outline], Collection[str]] = lambda outline: ()
    jobs: int | None = None
    scheduler: str | None = None
    dry: bool = False

    def names(self, outline: Outline) -> list[str]:
        """The bundles asked for."""
        clients = self.clients(outline)
        wanted = {f"briefs/{client}/" for client in clients} if clients else outline.bundles
        return [name for name in outline.bundles if name in wanted and name.startswith(self.part)]


@dataclass(frozen=True, slots=True)
class Built:
    """What came of it: results file by file, what build.json says of files that were passed over (`told`), problems."""

    results: list[Made]
    told: list[str]
    problems: list[Problem]

    def all(self) -> list[Made]:
        """The results of files that were passed over as well."""
        return [*self.results, *(made for text in self.told for made in console.made_of(text))]

    def passed_over(self) -> tuple[int, list[Made]]:
        """How many of the files that were passed over were kept; the others, which are not ours."""
        strange = [made for text in self.told if FOREIGN in text for made in console.made_of(text)]
        foreign = [made for made in strange if made.status == "foreign"]
        return sum(text.count("\n") + 1 for text in self.told) - len(foreign), foreign


def build(store: Store, request: Request, follow: Follow) -> Built:
    """Builds what was asked for, and shows each result to `follow`.  Raises ProblemError when nothing can be built."""
    output = request.output
    with write.claimed(output, store.used(), request.dry):
        first = not store.used()
        scheduler = None if request.dry else request.scheduler
        # The project tells the bounds, when the first workers start.
        start = choose(request.jobs, scheduler, lambda: project.bounds(), soon=first and not request.dry)
        project = prepare(request.root, store, request.epoch, start)
        outline = project.outline
        names = request.names(outline)
        builder = Builder(outline, project.code, store, output, project.fetch, project.place)
        asked = None if len(names) == len(outline.bundles) else names
        steps = builder.would(asked) if request.dry else builder.build(start, asked)
        results = list(follow(steps, builder.expected))
        last: list[Problem] = []
        told = {name: text for name, text in store.told().items() if name in builder.intact}
        if not request.dry:
            manifest = _manifest(results, told | _left(store, outline, names))
            store.prune()
            last = [*_placed(output, manifest), *store.problems()]
    problems = {
        *last,
        *outline.problems,
        *builder.problems,
        *(problem for made in results for problem in made.problems),
    }
    ordered = sorted(problems, key=lambda each: (each.path, each.line, each.field, each.message))
    return Built(results, list(told.values()), ordered)


def _placed(output: Path, manifest: bytes) -> tuple[Problem, ...]:
    """Why build.json could not be written, if it could not: what was made is told all the same."""
    try:
        write.place(output, write.MANIFEST, manifest)
    except ProblemError as error:
        return error.problems
    return ()


def _left(store: Store, outline: Outline, names: Collection[str]) -> dict[str, str]:
    """What is known of the files that were not asked for."""
    left = {}
    for name in outline.bundles.keys() - set(names):
        traces = store.traces(name).items()
        left[name] = console.lines(
            Made(path, "kept", trace.digest, "not asked for", trace.warnings) for path, trace in traces
        )
    return left


def _manifest(results: Iterable[Made], told: dict[str, str]) -> bytes:
    """build.json, in the order of paths."""
    lines = [(made.path, console.lines([made])) for made in results] + list(told.items())
    return console.manifest(text for _, text in sorted(lines)).encode()
