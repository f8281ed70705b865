"""What a shell completes: the ids of the project's clients."""

from __future__ import annotations

from pathlib import Path

import click

from ..problems import ProblemError


def client_ids(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Return the ids of clients that begin so, in the project that is named or around the current folder."""
    from ..project.clients import client_index
    from ..project.files import find_project, load

    folder = context.find_root().params.get("project") or Path.cwd()
    try:
        files, _ = load(find_project(Path(folder).absolute()), {})
        return sorted(name for name in client_index(files).entries if name.startswith(begun))
    except ProblemError:
        return []
