"""`reportgen check`: tells what is wrong without making anything."""

from __future__ import annotations

import click

from ..completion import client_ids
from ..shared import FORMAT, epoch, find, known_clients, verdict


@click.command("check")
@click.option(
    "--client",
    "clients",
    multiple=True,
    metavar="ID",
    shell_complete=client_ids,
    help="Check only this client, and what all share; may be repeated.",
)
@click.option("--strict", is_flag=True, help="Let warnings count as errors do.")
@click.option("--format", "form", type=FORMAT, default="text", help="Print for people, programs or GitHub.")
@click.pass_context
def command(context: click.Context, clients: tuple[str, ...], strict: bool, form: str) -> None:
    """Tell everything that is wrong, and how ready each client is, without making anything."""
    from ... import check
    from .. import console

    context.meta["form"] = form
    readiness, problems = check(find(context), epoch(), lambda plan: known_clients(clients, plan))
    console.print_readiness(readiness, problems, form)
    context.exit(verdict(problems, strict))
