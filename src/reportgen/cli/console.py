"""What people and programs read of a build: progress, tables, JSON, annotations for GitHub."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import click

from ..engine.build import Event
from ..engine.manifest import entry
from ..engine.model import Result, Status, count
from ..problems import Problem, together

STATUSES: tuple[Status, ...] = ("built", "unchanged", "removed", "failed", "skipped", "outdated", "untracked")
MANY = 10  # files, or one of so many: to remove as many may be a mistake
COLOURS = {"error": "red", "warning": "yellow"}


def follow(events: Iterable[Event], bundles: int) -> Iterator[Event]:
    """Yield the same events, with a progress bar on a terminal: how many files of how many, how fast, how long still.

    How many there will be is estimated: bundles that are still to be opened are taken to be like those that were.
    """
    if not sys.stderr.isatty():
        yield from events
        return
    rate, opened, targets = "", 0, 0

    def shown(result: Result | None) -> str | None:
        return rate + result.path if result else None

    with click.progressbar(length=1, file=sys.stderr, show_pos=True, item_show_func=shown) as bar:
        for event in events:
            if isinstance(event, Result):
                if bar.time_per_iteration:
                    rate = f"{1 / bar.time_per_iteration:.1f} a second, "
                bar.length = max(targets * bundles // max(opened, 1), bar.pos + 1)
                bar.update(1, event)
            else:
                opened, targets = opened + 1, targets + event.targets
            yield event


def allows(prune: bool) -> Callable[[Sequence[str], int], bool]:
    """Return the function that a build asks whether it may remove files, given their paths and how many are ours.

    More than ten files, or a tenth of all, are announced; they are removed with `prune`, or if a person says so.
    """

    def allow(paths: Sequence[str], files: int) -> bool:
        if prune or (len(paths) <= MANY and MANY * len(paths) <= files):
            return True
        shown = ", ".join(paths[:3]) + (", ..." if len(paths) > 3 else "")
        click.echo(f"\nThe source of {len(paths)} of {files} files is gone: {shown}", err=True)
        if sys.stdin.isatty() and sys.stderr.isatty():
            return click.confirm("Remove them?", default=False, err=True)
        click.echo("They stay. If they are to go, build with --prune.", err=True)
        return False

    return allow


def report(results: Sequence[Result], unchanged: int, explain: bool, dry_run: bool = False) -> str:
    """Return a line for each file that changed, and one that counts; `unchanged` more files were not looked into."""
    told = []
    for result in sorted(results, key=lambda result: result.path):  # workers finish in any order
        if result.status == "unchanged" and not explain:
            continue
        why = f"  ({result.reason})" if result.reason and (explain or result.status != "built") else ""
        told.append(f"{_verb(result.status, dry_run):>12} {result.path}{why}")
    return "\n".join([*told, summary(results, unchanged, dry_run)])


def summary(results: Iterable[Result], unchanged: int = 0, dry_run: bool = False) -> str:
    """Return the number of files with each status: `12 built, 3 unchanged`; `unchanged` more are added."""
    counts = count(results)
    counts["unchanged"] = counts.get("unchanged", 0) + unchanged
    parts = [f"{counts[status]} {_verb(status, dry_run)}" for status in STATUSES if counts.get(status)]
    return ", ".join(parts) or "nothing to do"


def _verb(status: Status, dry_run: bool) -> str:
    return {"built": "to build", "removed": "to remove"}.get(status, status) if dry_run else status


def print_results(
    results: Sequence[Result], unchanged: int, problems: Sequence[Problem], form: str, explain: bool, dry_run: bool
) -> None:
    """Print what a build did, and what is wrong; `unchanged` more files were not looked into."""
    if form == "json":
        files = [entry(result) for result in sorted(results, key=lambda result: result.path)]
        found = [problem.to_dict() for problem in problems]
        click.echo(dump({"format": "reportgen.build", "version": 1, "files": files, "problems": found}))
        return
    print_problems(problems, form)
    click.echo(report(results, unchanged, explain, dry_run))


def print_readiness(readiness: Mapping[str, Sequence[str]], problems: Sequence[Problem], form: str) -> None:
    """Print the problems, and for each client what its report will rest on."""
    if form == "json":
        found = [problem.to_dict() for problem in problems]
        click.echo(dump({"clients": dict(readiness), "problems": found}))
        return
    print_problems(problems, form)
    for client, sentences in readiness.items() if form == "text" else ():  # a log of CI is no place for clients
        click.echo(client)
        for sentence in sentences:
            click.echo(f"    {sentence}")
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    click.echo(f"{errors or 'no'} problem{'s' * (errors != 1)}" + (f", {warnings} warnings" if warnings else ""))


def print_stopped(problems: Sequence[Problem], form: str) -> None:
    """Print the problems that stopped a command before it had any results."""
    if form == "json":
        click.echo(dump({"problems": [problem.to_dict() for problem in problems]}))
    else:
        print_problems(problems, form)


def print_problems(problems: Iterable[Problem], form: str) -> None:
    """Print problems on stderr for people, or as annotations on stdout for GitHub; the same many times is told once."""
    for problem in together(problems):
        if form == "github":
            click.echo(annotation(problem))
        else:
            word = click.style(problem.severity, fg=COLOURS[problem.severity], bold=True)
            click.echo(f"{word}: {problem}", err=True)


def annotation(problem: Problem) -> str:
    """Return the problem as a GitHub Actions workflow command."""
    places = {"file": problem.path, "line": str(problem.line or ""), "title": problem.field}
    properties = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in places.items() if value)
    message = _escaped(problem.message + (f"\n{problem.hint}" if problem.hint else ""), "")
    return f"::{problem.severity}{' ' if properties else ''}{properties}::{message}"


def _escaped(text: str, more: str) -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def dump(value: object) -> str:
    """Return a value as JSON for people and programs."""
    return json.dumps(value, indent=2, ensure_ascii=False)
