"""How commands write into a project: whole files, and for `new` and `init` none that is there already."""

from __future__ import annotations

import re
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
        try:
            write_whole(path, content)
        except OSError as error:
            message = f"cannot be written: {(error.strerror or 'unknown reason').lower()}"
            raise ProblemError([Problem(message=message, path=str(path), hint="choose another folder")]) from None
    return kept


def write_whole(path: Path, content: bytes) -> None:
    """Write a file and the folders above it; a disk that is full leaves no file that is cut off.  Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{re.sub(r'[^A-Za-z0-9.-]', '', path.name)}.new")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise


def tell_kept(kept: list[str]) -> None:
    """Print the files that were there before."""
    for name in kept:
        click.echo(f"{name} was there before, and is kept as it is", err=True)
