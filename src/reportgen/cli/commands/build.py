"""`reportgen build`: makes what changed of the site and the briefs."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from ..completion import client_ids
from ..shared import FOLDER, FORMAT, epoch, find, known_clients, system, verdict


@click.command("build")
@click.option(
    "--client",
    "clients",
    multiple=True,
    metavar="ID",
    shell_complete=client_ids,
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
@click.option("--prune/--no-prune", help="Remove files whose source is gone without asking, however many.")
@click.option("--no-stale", is_flag=True, help="Remove the files of a broken source, too, instead of keeping them.")
@click.option("--explain", is_flag=True, help="Tell for every file why it is made or kept.")
@click.option("--strict", is_flag=True, help="Let warnings fail the build as errors do.")
@click.option("--format", "form", type=FORMAT, default="text", help="Print for people, programs or GitHub.")
@click.pass_context
def command(
    context: click.Context,
    clients: tuple[str, ...],
    only: str | None,
    output: Path | None,
    jobs: int | None,
    executor: str,
    scheduler: str | None,
    dry_run: bool,
    prune: bool,
    no_stale: bool,
    explain: bool,
    strict: bool,
    form: str,
) -> None:
    """Make the site and the briefs: only what changed, and nothing half.

    Public pages go to output/site, each client's private report to output/briefs/CLIENT. A client whose
    data is wrong does not stop the others: everything else is built, the problem is printed, and the exit
    code is 1.
    """
    from ... import Request
    from ... import build as run
    from .. import console

    context.meta["form"] = form
    gc.set_threshold(100_000, 20, 50)  # plans and traces are many objects, and stay
    if (executor == "dask") != bool(scheduler):
        raise click.UsageError("--executor dask and --scheduler ADDRESS belong together")
    root = find(context)
    request = Request(
        output=(output or root / "output").absolute(),
        epoch=epoch(),
        part=f"{only}/" if only else "",
        clients=lambda plan: known_clients(clients, plan),
        jobs=jobs,
        scheduler=scheduler or "",
        dry_run=dry_run,
        allow=console.allows(prune),
        keep_outdated=not no_stale,
    )
    report = run(root, request, console.follow)
    kept, untracked = report.not_opened()
    results = [*report.results, *untracked]
    if explain or form == "json":
        results, kept = report.all_results(), 0
    console.print_results(results, kept, report.problems, form, explain, dry_run)
    if form == "text" and not clients and not report.clients:
        click.echo("There are no clients yet: `reportgen new client` asks twelve questions and writes one.", err=True)
    failed = any(result.status == "failed" for result in results)
    context.exit(system(root) if failed else verdict(report.problems, strict))
