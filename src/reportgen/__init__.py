"""reportgen as a library: `build`, `check` and `explain`; the command line and other programs call these.

Worker processes import this file too, so each function imports what it needs when it is called.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .comparison.document import Document
    from .engine.build import Event
    from .engine.executors import ExecutorOptions
    from .engine.model import Result
    from .engine.output import OutputFolder
    from .engine.plan import Plan
    from .engine.store import Store
    from .planning.project import Project, Start
    from .problems import Problem

__all__ = ["Report", "Request", "__version__", "build", "check", "explain"]
__version__ = "0.1.0"

STORE = ".reportgen"
Show = Callable[[Iterator["Event"], int], Iterable["Event"]]
"""Passes on the events of a build as they come; the number is that of the bundles that will be opened."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to build: some clients' bundles or all, of one `part` (`site/` or `briefs/`) or both; where to, and how.

    `epoch` is the date to use where the settings have none.  `clients` gets the plan, so that it can check the names;
    if it returns none, all are built.  `allow` gets the files whose source is gone, and how many are ours in all; it
    returns whether to remove them.  With `keep_outdated` the files of a broken source stay as they are.
    """

    output: Path
    epoch: date | None = None
    part: str = ""
    clients: Callable[[Plan], Collection[str]] = lambda plan: ()
    jobs: int | None = None
    scheduler: str = ""
    dry_run: bool = False
    allow: Callable[[Sequence[str], int], bool] = lambda paths, files: True
    keep_outdated: bool = True

    def bundles(self, plan: Plan) -> list[str]:
        """Return the names of the bundles that are asked for."""
        clients = self.clients(plan)
        wanted = {f"briefs/{client}/" for client in clients} if clients else plan.bundles
        return [name for name in plan.bundles if name in wanted and name.startswith(self.part)]


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: a result for each file of the bundles that were opened, and every problem, in order.

    `unchanged` has the lines of the manifest for each bundle that was not opened.  `clients` is how many there are.
    """

    results: Sequence[Result]
    unchanged: Mapping[str, str] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    clients: int = 0

    def all_results(self) -> list[Result]:
        """Return the results of the bundles that were not opened as well."""
        from .engine.manifest import results_of

        return [*self.results, *(result for text in self.unchanged.values() for result in results_of(text))]

    def not_opened(self) -> tuple[int, list[Result]]:
        """Return how many files of bundles that were not opened are kept, and the files there that are not ours."""
        from .engine.manifest import UNTRACKED, results_of

        suspects = [result for text in self.unchanged.values() if UNTRACKED in text for result in results_of(text)]
        untracked = [result for result in suspects if result.status == "untracked"]
        return sum(text.count("\n") + 1 for text in self.unchanged.values()) - len(untracked), untracked


def build(root: Path, request: Request, show: Show = lambda events, bundles: events) -> Report:
    """Build the project in a folder: make what changed, remove what is not planned any more, write build.json.

    Raises ProblemError when nothing can be built.
    """
    from .engine.output import OutputFolder
    from .engine.store import with_store

    output = OutputFolder(request.output, "reportgen")
    return with_store(
        root / STORE, request.output, lambda store: _build(root, request, store, output, show), request.dry_run
    )


def check(
    root: Path, epoch: date | None = None, clients: Callable[[Plan], Collection[str]] = lambda plan: ()
) -> tuple[dict[str, list[str]], list[Problem]]:
    """Return how ready each client is, in sentences, and everything that is wrong, without making anything.

    `clients` gets the plan and returns the ids to check; if it returns none, all are checked, and the site.
    Raises ProblemError when the project cannot be read.
    """
    from .engine.store import with_store
    from .planning.bundles import make_plan
    from .planning.check import check_project

    def checked(store: Store) -> tuple[dict[str, list[str]], list[Problem]]:
        project = read_project(root, store, epoch)
        plan = make_plan(project, store.cache)
        return check_project(project, plan, clients(plan))

    return with_store(root / STORE, root / "output", checked, read_only=True)


def explain(root: Path, client: Callable[[Plan], str], epoch: date | None = None) -> tuple[Document, bytes]:
    """Return a client's comparison as its report has it, and the English messages to explain it with.

    `client` gets the plan, and returns the id.  Raises ProblemError when the client's data is wrong.
    """
    from .engine.store import with_store
    from .planning.bundles import make_plan
    from .planning.comparison import comparison

    def compared(store: Store) -> tuple[Document, bytes]:
        project = read_project(root, store, epoch)
        plan = make_plan(project, store.cache)
        return comparison(plan, client(plan)), project.files.read("templates/strings/en.toml")

    return with_store(root / STORE, root / "output", compared, read_only=True)


def read_project(root: Path, store: Store, epoch: date | None = None, start: Start | None = None) -> Project:
    """Return the project in a folder; without `start`, articles are compiled in this process.

    Raises ProblemError when a file cannot be read.
    """
    from .engine.executors.inline import Inline
    from .planning.project import open_project
    from .project.files import load

    before = store.input_stats()
    files, now = load(root, before)
    store.put_input_stats(before, now)
    return open_project(files, epoch, store.cache, start or Inline)


def _build(root: Path, request: Request, store: Store, output: OutputFolder, show: Show) -> Report:
    from functools import partial

    from .engine.build import build as make
    from .engine.build import dry_run
    from .engine.executors import open_executor
    from .engine.model import Result
    from .engine.prune import Pruning
    from .engine.staleness import survey as survey_bundles
    from .planning.bundles import concerns, make_plan

    with nullcontext(()) if request.dry_run else output.locked(known=store.has_built()) as lacking:
        options = _options(request)
        if not store.has_built() and not options.scheduler:
            _preload(options)  # there will be work: the libraries are loaded while the project is read
        lacks = list(lacking)
        start = partial(open_executor, options, tell=lacks.append)
        project = read_project(root, store, request.epoch, start)
        plan = make_plan(project, store.cache)
        names = request.bundles(plan)
        survey = survey_bundles(plan, store.bundles(), output, None if len(names) == len(plan.bundles) else names)
        if request.dry_run:
            events = dry_run(plan, survey, store, output)
        else:
            pruning = Pruning(request.allow, request.keep_outdated)
            events = make(plan, survey, store, output, start, pruning)
        clients = request.clients(plan)
        results, problems = list[Result](), {each for each in plan.problems if concerns(project, clients, each)}
        for event in show(events, len(survey.stale)):
            if isinstance(event, Result):
                results.append(event)
            problems.update(event.problems)
        unchanged = {name: text for name, text in store.manifest_lines().items() if name in survey.unchanged}
        if not request.dry_run:
            problems.update(_write_manifest(plan, names, store, output, results, unchanged))
            store.cache.prune()
            problems.update(store.problems(), lacks)
    ordered = sorted(problems, key=lambda problem: (problem.path, problem.line, problem.field, problem.message))
    return Report(results, unchanged, ordered, sum(name != "site/" for name in plan.bundles))


def _options(request: Request) -> ExecutorOptions:
    from .engine.executors import ExecutorOptions

    return ExecutorOptions(
        jobs=request.jobs,
        scheduler="" if request.dry_run else request.scheduler,
        # The command line too: multiprocessing runs the main module of the program in each worker.
        preload=("reportgen.rendering.preload", "reportgen.cli"),
        environment="reportgen.rendering.recipes:environment",
    )


def _preload(options: ExecutorOptions) -> None:
    from .engine.executors.worker import preload

    preload(options.preload)


def _write_manifest(
    plan: Plan,
    names: Collection[str],
    store: Store,
    output: OutputFolder,
    results: Iterable[Result],
    unchanged: Mapping[str, str],
) -> tuple[Problem, ...]:
    """Write build.json, with the files that were not asked for; return why it could not be written, if so."""
    from .engine.manifest import lines, manifest
    from .engine.model import Result
    from .problems import ProblemError

    partial = len(names) < len(plan.bundles)  # what is not planned any more stays, and is ours
    others = plan.bundles.keys() | (store.bundles().keys() if partial else set())
    not_asked = {
        name: lines(
            Result(path, "unchanged", trace.digest, "not asked for", trace.warnings)
            for path, trace in store.traces(name).items()
        )
        for name in others - set(names)
    }
    try:
        output.place(output.manifest, manifest(results, {**unchanged, **not_asked}))
    except ProblemError as error:
        return error.problems
    return ()
