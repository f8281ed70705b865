"""`reportgen import`: other people's files to ours; what was understood is shown before anything is written."""

from __future__ import annotations

import click

from ...folder import CommandFolder


@click.group("import", cls=CommandFolder, folder=__name__)
def command() -> None:
    """Turn files of other products into files of this project."""
