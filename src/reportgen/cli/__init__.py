"""The commands."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import __version__
from ..problems import Problem, ProblemError, did_you_mean
from .schema import NAMES, json_schema

if TYPE_CHECKING:
    from ..comparison.document import Document
    from ..engine.model import Outline

DONE, PROBLEMS, SYSTEM, INTERRUPTED = 0, 1, 3, 130
FOLDER = click.Path(file_okay=False, path_type=Path)
EXECUTOR = click.Choice(["local", "dask"])
FORMAT = click.Choice(["text", "json", "github"])


class Commands(click.Group):
    """The group whose commands turn problems into messages and exit codes."""

    def invoke(self, context: click.Context) -> Any:
        """Runs a command; problems that stop it are printed, and the exit code is 1."""
        try:
            return super().invoke(context)
        except ProblemError as error:
            from .console import print_stopped

            print_stopped(error.problems, context.meta.get("form", "text"))
            context.exit(PROBLEMS)
        except KeyboardInterrupt:
            click.echo("interrupted; what is done is kept", err=True)
            context.exit(INTERRUPTED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="reportgen %(version)s")
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project's folder. Without it, the nearest one at or above the current folder.",
)
@click.pass_context
def main(context: click.Context, project: Path | None) -> None:
    """Turn one article and the data of each client into a website and branded comparison reports.

    A project is a folder with a reportgen.toml. `reportgen build` makes everything that changed;
    `reportgen check` tells what is wrong without making anything.
    """
    context.obj = project


@main.command()
@click.option(
    "--client",
    "clients",
    multiple=True,
    metavar="ID",
    help="Build only this client's brief; may be repeated.",
)
@click.option("--only", type=click.Choice(["site", "briefs"]), help="Build only the public site, or the briefs.")
@click.option("--output", type=FOLDER, help="Write to this folder instead of the project's output folder.")
@click.option("--jobs", type=click.IntRange(1), help="How many files to make at once; without it, one a core.")
@click.option(
    "--executor", type=click.Choice(["local", "dask"]), default="local", help="Make files here, or on a cluster."
)
@click.option("--scheduler", metavar="ADDRESS", help="The address of the cluster's scheduler, for --executor dask.")
@click.option("--dry-run", is_flag=True, help="Tell what would be made, and write nothing.")
@click.option("--explain", is_flag=True, help="Tell for every file why it is made or kept.")
@click.option("--strict", is_flag=True, help="Let warnings fail the build as errors do.")
@click.option("--format", "form", type=FORMAT, default="text", help="Print for people, programs or GitHub.")
@click.pass_context
def build(
    context: click.Context,
    clients: tuple[str, ...],
    only: str | None,
    output: Path | None,
    jobs: int | None,
    executor: str,
    scheduler: str | None,
    dry_run: bool,
    explain: bool,
    strict: bool,
    form: str,
) -> None:
    """Make the site and the briefs: only what changed, and nothing half.

    Public pages go to output/site, each client's private report to output/briefs/CLIENT. A client whose
    data is wrong does not stop the others: everything else is built, the problem is printed, and the exit
    code is 1.
    """
    from ..build import Request
    from ..build import build as run
    from ..engine.store import remembering
    from . import console

    context.meta["form"] = form
    gc.set_threshold(100_000, 20, 50)  # plans and traces are many objects, and stay
    if (executor == "dask") != bool(scheduler):
        raise click.UsageError("--executor dask and --scheduler ADDRESS belong together")
    root = find(context)
    request = Request(
        root=root,
        output=(output or root / "output").absolute(),
        epoch=epoch(),
        part=f"{only}/" if only else "",
        clients=lambda outline: known_clients(clients, outline),
        jobs=jobs,
        scheduler=scheduler,
        dry=dry_run,
    )
    built = remembering(
        root / ".reportgen", request.output, lambda store: run(store, request, console.follow), read_only=dry_run
    )
    kept, strangers = built.passed_over()
    results = [*built.results, *strangers]
    if explain or form == "json":
        results, kept = built.all(), 0
    console.print_results(results, kept, built.problems, form, explain, dry_run)
    failed = any(made.status == "failed" for made in results)
    context.exit(system(root) if failed else verdict(built.problems, strict))


@main.command()
@click.option("--strict", is_flag=True, help="Let warnings count as errors do.")
@click.option("--format", "form", type=FORMAT, default="text", help="Print for people, programs or GitHub.")
@click.pass_context
def check(context: click.Context, strict: bool, form: str) -> None:
    """Tell everything that is wrong, and how ready each client is, without making anything."""
    from ..engine.store import remembering
    from ..planning.check import examine
    from ..planning.prepare import prepare
    from . import console

    context.meta["form"] = form
    root = find(context)
    readiness, problems = remembering(
        root / ".reportgen", root / "output", lambda store: examine(prepare(root, store, epoch())), read_only=True
    )
    console.print_readiness(readiness, problems, form)
    context.exit(verdict(problems, strict))


@main.command()
@click.argument("client")
@click.argument("figure", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Print for people or programs."
)
@click.pass_context
def explain(context: click.Context, client: str, figure: str | None, form: str) -> None:
    """Tell a number's way back: its formula, what it rests on, and who said so.

    Without FIGURE all figures of the client's report are listed.
    """
    from ..engine.store import Store, remembering
    from ..planning.prepare import prepare
    from .explain import explained

    context.meta["form"] = form
    root = find(context)

    def compared(store: Store) -> tuple[Document, bytes]:
        project = prepare(root, store, epoch())
        known_clients([client], project.outline)
        return project.comparison(client), project.snapshot.read("templates/strings/en.toml")

    document, strings = remembering(root / ".reportgen", root / "output", compared, read_only=True)
    click.echo(explained(document, strings, figure, form))


@main.command()
@click.argument("what", type=click.Choice(NAMES))
def schema(what: str) -> None:
    """Print the JSON Schema of a file, for editors and for programs that read comparison.json."""
    from .console import dump

    click.echo(dump(json_schema(what)))


@main.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Tell what is missing on this machine, and the one command that mends it."""
    from ..rendering.system import examine, look, ready, report

    try:
        root: Path | None = find(context)
    except ProblemError:
        root = None
    findings = examine(look(root))
    click.echo(report(findings))
    context.exit(DONE if ready(findings) else SYSTEM)


# ---- what the commands share


def find(context: click.Context) -> Path:
    """The project that a command works on."""
    from ..project.files import find_project

    return find_project((context.obj or Path.cwd()).absolute())


def epoch() -> date | None:
    """The date of SOURCE_DATE_EPOCH, if it is set."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(text), UTC).date() if text.isdigit() else None
    except (OverflowError, OSError, ValueError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH={text} is no date; give seconds since 1970") from None


def known_clients(names: Sequence[str], outline: Outline) -> Sequence[str]:
    """The names, if each is a client's.  Raises UsageError with the nearest one otherwise."""
    known = [name.split("/")[1] for name in outline.bundles if name.startswith("briefs/")]
    for name in names:
        if name not in known:
            if outline.held:  # whom a broken table holds is not known
                raise ProblemError(outline.problems)
            raise click.UsageError(f"no client {name!r}; {did_you_mean(name, known)}")
    return names


def verdict(problems: Iterable[Problem], strict: bool) -> int:
    """The exit code: 1 when something is wrong (with `strict`, when anything is said at all)."""
    return PROBLEMS if any(strict or problem.severity == "error" for problem in problems) else DONE


def system(root: Path) -> int:
    """The exit code after a failure: 3 when this machine lacks a part, so that no content is to blame."""
    from ..rendering.system import examine, look, ready

    return PROBLEMS if ready(examine(look(root))) else SYSTEM


from . import import_article  # noqa: E402, F401  (adds its command)
from .import_ import import_  # noqa: E402
from .links import links  # noqa: E402

main.add_command(import_)
main.add_command(links)
