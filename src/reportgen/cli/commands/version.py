"""`reportgen version`: the same as `reportgen --version`."""

from __future__ import annotations

import click

from ... import __version__


@click.command("version")
def command() -> None:
    """Tell which version this is."""
    click.echo(f"reportgen {__version__}")
