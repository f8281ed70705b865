"""`reportgen new project`: a small project of one's own, which builds at once."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from ....problems import Problem, ProblemError
from ...new_files import tell_kept, write_new

HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
ADDRESS, LANGUAGE, CURRENCY = "https://www.example.com/", "en-US", "USD"
OPTIONS = (
    click.option("--name", help="The name of your company. Without it, the name of the folder."),
    click.option(
        "--colour",
        "--color",
        "colours",
        multiple=True,
        metavar="#RRGGBB",
        help="The colour of your brand; may be given twice.",
    ),
    click.option("--address", metavar="URL", help="The address of the site. Without it, https://www.example.com/."),
    click.option("--language", metavar="TAG", help="The language and country, such as en-US (the default) or en-GB."),
    click.option("--currency", metavar="CODE", help="The currency of clients, such as USD (the default) or CAD."),
)


def with_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function with the options that describe a new project."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.command("project")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_options
def command(folder: Path, **said: Any) -> None:
    """Begin a project in FOLDER: settings, a brand, the article, one example client.

    On a terminal it asks for what no option says; without one it takes the defaults. The project builds as
    it is, and every file says what to change.
    """
    begin(folder, **said)


def begin(
    folder: Path,
    name: str | None,
    colours: Sequence[str],
    address: str | None,
    language: str | None,
    currency: str | None,
) -> None:
    """Write a new project into a folder.  Raises ProblemError if there is one, or an answer cannot be used."""
    from ....importing.starters import Answers, project_files
    from ....project.files import SETTINGS, packaged

    root = folder.absolute()
    if (root / SETTINGS).exists():
        hint = "`reportgen build` builds it; choose another folder for a new one"
        raise ProblemError([Problem(message="is a project already", path=str(folder), hint=hint)])
    words = re.split(r"[-_ ]+", root.name)
    default = " ".join(word[:1].upper() + word[1:] for word in words if word) or "Our company"
    colours = _asked("Colours of your brand, one or two such as #1f4e79 (Enter: blue)", "", " ".join(colours)).split()
    answers = Answers(
        name=_checked_name(_asked("Name of your company", default, name)),
        colours=tuple(_colour(text) for text in colours[:2]),
        base_url=_asked("Address of the site", ADDRESS, address),
        language=_asked("Language and country", LANGUAGE, language),
        currency=_asked("Currency of your clients", CURRENCY, currency).upper(),
    )
    _check(answers.base_url, answers.language, answers.currency, colours)
    files = project_files(answers, datetime.now().date(), packaged())
    kept = write_new(root, files)
    tell_kept(kept)
    click.echo(f"{len(files) - len(kept)} files written to {folder}: a project that builds as it is.\n")
    here = root == Path.cwd()
    click.echo("Next:\n" + ("" if here else f"    cd {shlex.quote(str(folder))}\n") + "    reportgen build")


def _asked(question: str, default: str, given: str | None) -> str:
    """Return what an option gave, or what is typed on a terminal, or the default."""
    if given:
        return given.strip()
    if not sys.stdin.isatty():
        return default
    answer: str = click.prompt(question, default=default, show_default=bool(default))
    return answer.strip()


def _colour(text: str) -> str:
    """Return a colour as `#rrggbb`."""
    if not (found := HEX.fullmatch(text)):
        message, hint = f"{text[:40]!r} is not a colour", "write six hexadecimal digits, such as #1f4e79"
        raise ProblemError([Problem(message=message, field="--colour", hint=hint)])
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def _checked_name(name: str) -> str:
    """Return the name on one line, without signs that nobody sees."""
    plain = " ".join("".join(letter for letter in name if letter.isprintable()).split())
    if not 1 <= len(plain) <= 80:
        message, hint = f"has {len(plain)} characters; 1 to 80 are allowed", "write the name as a logo has it"
        raise ProblemError([Problem(message=message, field="--name", hint=hint)])
    return plain


def _check(address: str, language: str, currency: str, colours: Sequence[str]) -> None:
    """Raise ProblemError for every answer that the settings would refuse."""
    from ....project.schema.text import currency_code, locale_code

    rules = {
        "--address": (address, r"https?://[^\s/?#]+(/[^\s?#]*)?", "https://www.example.com/"),
        "--language": (language, r"[a-z]{2}-[A-Z]{2}", "en-US: language, hyphen, country"),
        "--currency": (currency, r"[A-Z]{3}", "USD, the three letters of a currency"),
    }
    problems = [
        Problem(message=f"{text[:40]!r} cannot be used", field=option, hint=f"write it like {example}")
        for option, (text, pattern, example) in rules.items()
        if not re.fullmatch(pattern, text)
    ]
    for option, text, check in (("--language", language, locale_code), ("--currency", currency, currency_code)):
        if option not in {problem.field for problem in problems}:
            problems += _refused(option, text, check)
    if len(colours) > 2:
        problems.append(Problem(message="three colours or more", field="--colour", hint="give one or two"))
    if problems:
        raise ProblemError(problems)


def _refused(option: str, text: str, check: Callable[[str], str]) -> list[Problem]:
    """Return the problem with an answer, in the words of the check that the settings make; none if it is accepted."""
    try:
        check(text)
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        return [Problem(message=message, field=option, hint=hint)]
    return []
