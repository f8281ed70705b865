"""`reportgen new project`: a small project of one's own, which builds at once."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ....problems import Problem, ProblemError
from ...new_files import tell_kept, write_new

if TYPE_CHECKING:
    from ....importing.starters import Answers

HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
ADDRESS, LANGUAGE, CURRENCY = "https://www.example.com/", "en-US", "USD"
LONGEST_NAME, MOST_COLOURS = 80, 2
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
    from ....importing.starters import project_files
    from ....project.files import SETTINGS, packaged

    root = folder.absolute()
    if (root / SETTINGS).exists():
        hint = "`reportgen build` builds it; choose another folder for a new one"
        raise ProblemError([Problem(message="is a project already", path=str(folder), hint=hint)])
    words = re.split(r"[-_ ]+", root.name)
    default = " ".join(word[:1].upper() + word[1:] for word in words if word) or "Our company"
    colours = _asked("Colours of your brand, one or two such as #1f4e79 (Enter: blue)", "", " ".join(colours)).split()
    given = {
        "--name": _asked("Name of your company", default, name),
        "--address": _asked("Address of the site", ADDRESS, address),
        "--language": _asked("Language and country", LANGUAGE, language),
        "--currency": _asked("Currency of your clients", CURRENCY, currency).upper(),
    }
    answers = _checked(given, colours)
    files = project_files(answers, datetime.now().date(), packaged())
    kept = write_new(root, files)
    tell_kept(kept)
    click.echo(f"{len(files) - len(kept)} files written to {folder}: a project that builds as it is.\n")
    here = root == Path.cwd()
    click.echo("Next:\n" + ("" if here else f"    cd {shlex.quote(str(folder))}\n") + "    reportgen build")


def _asked(question: str, default: str, given: str | None) -> str:
    """Return what an option gave, or what is typed on a terminal, or the default."""
    if given is not None:
        return given.strip()
    if not sys.stdin.isatty():
        return default
    answer: str = click.prompt(question, default=default, show_default=bool(default))
    return answer.strip()


def _checked(given: Mapping[str, str], colours: Sequence[str]) -> Answers:
    """Return the answers, by option.  Raises ProblemError for every one that the settings would refuse."""
    from ....importing.starters import Answers
    from ....project.schema.text import currency_code

    checks = {"--name": _name, "--address": _address, "--language": _language, "--currency": currency_code}
    problems: list[Problem] = []

    def checked(option: str, check: Callable[[str], str], text: str) -> str:
        try:
            return check(text)
        except ValueError as error:
            message, _, hint = str(error).partition("; ")
            problems.append(Problem(message=message, field=option, hint=hint))
            return text

    name, address, language, currency = (checked(option, check, given[option]) for option, check in checks.items())
    if len(colours) > MOST_COLOURS:
        problems.append(Problem(message="three colours or more", field="--colour", hint="give one or two"))
    palette = tuple(checked("--colour", _colour, text) for text in colours[:MOST_COLOURS])
    if problems:
        raise ProblemError(problems)
    return Answers(name, palette, address, language, currency)


def _name(text: str) -> str:
    """Return a name on one line, without characters that show nothing."""
    plain = " ".join("".join(letter for letter in text if letter.isprintable()).split())
    if not 1 <= len(plain) <= LONGEST_NAME:
        raise ValueError(f"has {len(plain)} characters, 1 to {LONGEST_NAME} are allowed; write it as a logo has it")
    return plain


def _address(text: str) -> str:
    """Return the address of a site."""
    if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", text):
        raise ValueError(f"{text[:40]!r} is not the address of a site; write it like {ADDRESS}")
    return text


def _language(text: str) -> str:
    """Return the language and country of a site."""
    from ....project.schema.text import locale_code

    if not re.fullmatch(r"[a-z]{2}-[A-Z]{2}", text):
        raise ValueError(f"{text[:40]!r} is not a language and a country; write them like {LANGUAGE}")
    return locale_code(text)


def _colour(text: str) -> str:
    """Return a colour as `#rrggbb`."""
    if not (found := HEX.fullmatch(text)):
        raise ValueError(f"{text[:40]!r} is not a colour; write six hexadecimal digits, such as #1f4e79")
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))
