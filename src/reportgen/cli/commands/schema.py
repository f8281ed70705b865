"""`reportgen schema`: prints the JSON Schema of each kind of document, and of comparison.json."""

from __future__ import annotations

from typing import Any

import click

from ...project.schema import KINDS
from ...project.schema import json_schema as document_schema
from ..console import dump

COMPARISON = "comparison"
NAMES = sorted([*KINDS, COMPARISON])


@click.command("schema")
@click.argument("what", type=click.Choice(NAMES))
def command(what: str) -> None:
    """Print the JSON Schema of a file, for editors and for programs that read comparison.json."""
    click.echo(dump(json_schema(what)))


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of one of NAMES."""
    if name == COMPARISON:
        from ...comparison import document

        return document.json_schema()
    return document_schema(name)
