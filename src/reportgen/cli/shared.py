"""What the commands share: the project they work on, its clients, common options and exit codes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..problems import Problem, ProblemError, did_you_mean

if TYPE_CHECKING:
    from ..engine.plan import Plan

DONE, PROBLEMS, SYSTEM, INTERRUPTED = 0, 1, 3, 130
FOLDER = click.Path(file_okay=False, path_type=Path)
FORMAT = click.Choice(["text", "json", "github"])


def find(context: click.Context) -> Path:
    """Return the project that a command works on."""
    from ..project.files import find_project

    return find_project((context.obj or Path.cwd()).absolute())


def epoch() -> date | None:
    """Return the date of SOURCE_DATE_EPOCH, if it is set."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(text), UTC).date() if text.isdigit() else None
    except (OverflowError, OSError, ValueError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH={text} is no date; give seconds since 1970") from None


def known_clients(names: Sequence[str], plan: Plan) -> Sequence[str]:
    """Return the names, if each is a client's.  Raises UsageError with the nearest one otherwise."""
    known = [name.split("/")[1] for name in plan.bundles if name.startswith("briefs/")]
    for name in names:
        if name not in known:
            if plan.outdated:  # which clients a broken table holds is not known
                raise ProblemError(plan.problems)
            raise click.UsageError(f"no client {name!r}; {did_you_mean(name, known)}")
    return names


def verdict(problems: Iterable[Problem], strict: bool) -> int:
    """Return the exit code: 1 when something is wrong (with `strict`, when anything is said at all)."""
    return PROBLEMS if any(strict or problem.severity == "error" for problem in problems) else DONE


def system(root: Path) -> int:
    """Return the exit code after a failure: 3 when this machine lacks a part, so that no content is to blame."""
    from ..rendering.system import examine, look, ready

    return PROBLEMS if ready(examine(look(root))) else SYSTEM
