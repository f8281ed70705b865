"""`reportgen init`: a project of one's own in the current folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .new.project import begin, with_options


@click.command("init")
@with_options
def command(**said: Any) -> None:
    """Begin a project in the current folder; the same as `reportgen new project` with this folder."""
    begin(Path(), **said)
