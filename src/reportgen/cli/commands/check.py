"""`reportgen check`: tells what is wrong without making anything."""

from __future__ import annotations

import click

from ..shared import FORMAT, epoch, find, verdict


@click.command("check")
@click.option("--strict", is_flag=True, help="Let warnings count as errors do.")
@click.option("--format", "form", type=FORMAT, default="text", help="Print for people, programs or GitHub.")
@click.pass_context
def command(context: click.Context, strict: bool, form: str) -> None:
    """Tell everything that is wrong, and how ready each client is, without making anything."""
    from ... import check
    from .. import console

    context.meta["form"] = form
    readiness, problems = check(find(context), epoch())
    console.print_readiness(readiness, problems, form)
    context.exit(verdict(problems, strict))
