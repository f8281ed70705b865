"""`reportgen new`: begins what its commands are named after."""

from __future__ import annotations

import click

from ...folder import CommandFolder


@click.group("new", cls=CommandFolder, folder=__name__)
def command() -> None:
    """Begin something new; no file is ever written over."""
