"""`reportgen new client`: a client's file from the twelve facts of a first call."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from ....importing.starters.client import QUESTIONS, Question, client_file
from ....importing.starters.names import identifier
from ....problems import Problem, ProblemError, did_you_mean
from ...new_files import write_new
from ...shared import INTERRUPTED, epoch, find

BACK = "back"


def on_terminal() -> bool:
    """Return whether somebody can be asked."""
    return sys.stdin.isatty()


@click.command("client")
@click.argument("id", required=False)
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A YAML file with answers by their option, such as `users: 18`.",
)
@click.pass_context
def command(context: click.Context, /, id: str | None, source: Path | None, **options: str | None) -> None:
    """Write the file of a client from twelve facts; each may be left open.

    On a terminal it asks for what no option says: Enter leaves a question open, `back` returns to the one
    before, and Ctrl-C keeps what was said. ID is the name of the file; without it, it is made from the name.
    """
    from ....project.settings import read_settings

    root = find(context)
    settings, _ = read_settings((root / "reportgen.toml").read_bytes(), epoch())
    said = {**(_from(source) if source else {}), **{key: value for key, value in options.items() if value}}
    _check(said)
    stopped = _ask(said) if on_terminal() else False
    if not said.get("name"):
        hint = "give `--name`, or answer the first question"
        raise ProblemError([Problem(message="the client has no name", field="--name", hint=hint)])
    path = f"content/clients/{id or identifier(said['name'], 'client')}.yml"
    if write_new(root, {path: client_file(said, settings.language).encode()}):
        raise ProblemError([Problem(message="is there already, and stays as it is", path=path, hint="give another ID")])
    missing = sum(not said.get(question.key) for question in QUESTIONS)
    still = f"; {missing} of {len(QUESTIONS)} questions are still open, and stand in it" if missing else ""
    click.echo(f"{path} is written{still}.")
    name = path.rpartition("/")[2].removesuffix(".yml")
    if stopped:
        context.exit(INTERRUPTED)
    if on_terminal() and click.confirm("Build the report now?", default=True):
        from ..build import command as build

        context.exit(build.main(["--client", name], obj=context.obj, standalone_mode=False) or 0)
    click.echo(f"\nNext:\n    reportgen check\n    reportgen build --client {name}")


for _question in reversed(QUESTIONS):
    command = click.option(f"--{_question.key}", help=f"{_question.ask}: {_question.example}.")(command)


def _from(source: Path) -> dict[str, str]:
    """Return the answers in a file.  Raises ProblemError with every key that is no question."""
    from ....project.readers.documents import yml

    record = yml.read(source.read_bytes(), str(source))
    known = [question.key for question in QUESTIONS]
    if problems := [
        record.problem(key, "is no question", did_you_mean(key, known)) for key in record.data if key not in known
    ]:
        raise ProblemError(problems)
    return {key: str(value) for key, value in record.data.items() if value is not None}


def _check(said: Mapping[str, str]) -> None:
    """Raise ProblemError with every answer that cannot be read."""
    found = {question.key: _fault(question, said.get(question.key, "")) for question in QUESTIONS}
    if problems := [
        Problem(message=fault.partition("; ")[0], field=f"--{key}", hint=fault.partition("; ")[2])
        for key, fault in found.items()
        if fault
    ]:
        raise ProblemError(problems)


def _fault(question: Question, answer: str) -> str:
    """Return why an answer cannot be read; empty if it can, or if it is open."""
    try:
        question.read(answer) if answer else None
    except ValueError as error:
        return str(error)
    return ""


def _ask(said: dict[str, str]) -> bool:
    """Ask on the terminal for what was not said; return whether it was stopped with Ctrl-C."""
    asked = [question for question in QUESTIONS if not said.get(question.key)]
    at = 0
    try:
        while at < len(asked):
            question = asked[at]
            click.echo(f"\n{at + 1} of {len(asked)}. {question.ask}\n   for example: {question.example}", err=True)
            click.echo(f"   {question.why}", err=True)
            answer = click.prompt("  ", default=said.get(question.key, ""), show_default=False, err=True).strip()
            if answer.lower() == BACK:
                at = max(at - 1, 0)
            elif fault := _fault(question, answer):
                click.echo(f"   {answer!r} {fault}", err=True)
            else:
                said[question.key] = answer
                at += 1
    except (click.Abort, EOFError, KeyboardInterrupt):
        click.echo("\nstopped; what was said is kept", err=True)
        return True
    return False
