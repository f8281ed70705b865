"""`reportgen doctor`: tells what is missing on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from ...problems import ProblemError
from ..shared import DONE, SYSTEM, find


@click.command("doctor")
@click.pass_context
def command(context: click.Context) -> None:
    """Tell what is missing on this machine, and the one command that fixes it."""
    from ...rendering.system import examine, look, ready, report

    try:
        root: Path | None = find(context)
    except ProblemError:
        root = None
    findings = examine(look(root))
    click.echo(report(findings))
    context.exit(DONE if ready(findings) else SYSTEM)
