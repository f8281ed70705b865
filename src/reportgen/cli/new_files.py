"""How `new` and `init` write: new files only, and those that are kept are told."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import click

from ..problems import Problem, ProblemError


def write_new(root: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write the files that are not there yet; return the paths of those that are, which stay as they were.

    Raises ProblemError if the folder cannot be written to.
    """
    kept = []
    for name, content in files.items():
        path = root / name
        if path.exists():
            kept.append(name)
            continue
        written = path.with_name(f".{path.name}.part")  # a disk that is full leaves no file that is cut off
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            written.write_bytes(content)
            written.replace(path)
        except OSError as error:
            with suppress(OSError):
                written.unlink()
            message = f"cannot be written: {(error.strerror or 'unknown reason').lower()}"
            raise ProblemError([Problem(message=message, path=str(path), hint="choose another folder")]) from None
    return kept


def tell_kept(kept: list[str]) -> None:
    """Print the files that were there before."""
    for name in kept:
        click.echo(f"{name} was there before, and is kept as it is", err=True)
