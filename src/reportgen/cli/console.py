"""What people and programs read of a build: progress, tables, JSON, annotations for GitHub."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

from ..engine.model import Made, Status, count
from ..problems import Problem

STATUSES: tuple[Status, ...] = ("made", "kept", "removed", "failed", "blocked", "held", "foreign")
COLOURS = {"error": "red", "warning": "yellow"}


def follow(results: Iterable[Made], expected: Callable[[], int]) -> Iterator[Made]:
    """The same results, with a progress bar on a terminal: how many of those expected, how fast, how long still."""
    if not sys.stderr.isatty():
        yield from results
        return
    rate = ""

    def shown(made: Made | None) -> str | None:
        return rate + made.path if made else None

    with click.progressbar(length=1, file=sys.stderr, show_pos=True, item_show_func=shown) as bar:
        for made in results:
            if bar.time_per_iteration:
                rate = f"{1 / bar.time_per_iteration:.1f} a second, "
            bar.length = max(expected(), bar.pos + 1)
            bar.update(1, made)
            yield made


def report(results: Sequence[Made], kept: int, explain: bool, dry: bool = False) -> str:
    """The lines that tell what changed, and one that counts; `kept` more files were kept."""
    told = []
    for made in sorted(results, key=lambda made: made.path):  # workers finish in any order
        if made.status == "kept" and not explain:
            continue
        why = f"  ({made.reason})" if made.reason and (explain or made.status != "made") else ""
        told.append(f"{_verb(made.status, dry):>12} {made.path}{why}")
    return "\n".join([*told, summary(results, kept, dry)])


def summary(results: Iterable[Made], kept: int = 0, dry: bool = False) -> str:
    """`12 made, 3 kept`; `kept` more files were kept."""
    counts = count(results)
    counts["kept"] = counts.get("kept", 0) + kept
    parts = [f"{counts[status]} {_verb(status, dry)}" for status in STATUSES if counts.get(status)]
    return ", ".join(parts) or "nothing to do"


def _verb(status: Status, dry: bool) -> str:
    return {"made": "to make", "removed": "to remove"}.get(status, status) if dry else status


def print_results(
    results: Sequence[Made], kept: int, problems: Sequence[Problem], form: str, explain: bool, dry: bool
) -> None:
    """What a build did, and what is wrong; `kept` files beside the results were kept."""
    if form == "json":
        files = [entry(made) for made in sorted(results, key=lambda made: made.path)]
        found = [problem.to_dict() for problem in problems]
        click.echo(dump({"format": "reportgen.build", "version": 1, "files": files, "problems": found}))
        return
    print_problems(problems, form)
    click.echo(report(results, kept, explain, dry))


def print_readiness(readiness: Mapping[str, Sequence[str]], problems: Sequence[Problem], form: str) -> None:
    """What is wrong, and for each client what its report will rest on."""
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
    """Problems that stopped a command before it had any results."""
    if form == "json":
        click.echo(dump({"problems": [problem.to_dict() for problem in problems]}))
    else:
        print_problems(problems, form)


def print_problems(problems: Iterable[Problem], form: str) -> None:
    """Problems on stderr for people; as annotations on stdout for GitHub."""
    for problem in problems:
        if form == "github":
            click.echo(annotation(problem))
        else:
            word = click.style(problem.severity, fg=COLOURS[problem.severity], bold=True)
            click.echo(f"{word}: {problem}", err=True)


def annotation(problem: Problem) -> str:
    """The problem as a GitHub Actions workflow command."""
    places = {"file": problem.path, "line": str(problem.line or ""), "title": problem.field}
    properties = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in places.items() if value)
    message = _escaped(problem.message + (f"\n{problem.hint}" if problem.hint else ""), "")
    return f"::{problem.severity}{' ' if properties else ''}{properties}::{message}"


def _escaped(text: str, more: str) -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def entry(made: Made) -> dict[str, Any]:
    """What build.json says of a file: its digest, status and reason."""
    return {
        "path": made.path,
        "status": made.status,
        "digest": made.digest or None,
        "reason": made.reason or None,
        "problems": [problem.to_dict() for problem in made.problems],
    }


def lines(results: Iterable[Made]) -> str:
    """What build.json says of some files: a line for each, with a comma between."""
    ordered = sorted(results, key=lambda made: made.path)
    return ",\n".join(json.dumps(entry(made), ensure_ascii=False) for made in ordered)


def made_of(told: str) -> list[Made]:
    """The results behind such lines, as far as nothing is wrong with them."""
    return [
        Made(each["path"], each["status"], each["digest"] or "", each["reason"] or "")
        for each in json.loads(f"[{told}]")
    ]


def manifest(told: Iterable[str]) -> str:
    """build.json: a line for each file, so that ten thousand are written in no time, and compare well."""
    files = ",\n".join(filter(None, told))
    return f'{{"format": "reportgen.build", "version": 1, "files": [\n{files}\n]}}\n'


def dump(value: object) -> str:
    """JSON for people and programs."""
    return json.dumps(value, indent=2, ensure_ascii=False)
