"""`reportgen import`: other people's files to ours; what was understood is shown before anything is written."""

from __future__ import annotations

import click


@click.group("import")
def import_() -> None:
    """Turn files of other products into files of this project."""
