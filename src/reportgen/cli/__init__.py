"""The command line: a group that runs the commands in `commands/`, and turns problems into exit codes."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from .. import __version__
from ..problems import ProblemError
from .folder import CommandFolder
from .shared import INTERRUPTED, PROBLEMS


class Program(CommandFolder):
    """The group of all commands; problems that stop one become messages and an exit code."""

    def invoke(self, context: click.Context) -> Any:
        """Run a command; problems that stop it are printed, and the exit code is 1."""
        try:
            return super().invoke(context)
        except ProblemError as error:
            from .console import print_stopped

            print_stopped(error.problems, context.meta.get("form", "text"))
            context.exit(PROBLEMS)
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever reads has seen enough
                raise
            with suppress(OSError, ValueError):  # it is flushed once more at the end; in a test it is no file
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            click.echo(f"error: {error.filename or 'the output'}: {error.strerror}; make room or allow it", err=True)
            context.exit(PROBLEMS)
        except KeyboardInterrupt:
            click.echo("interrupted; what is done is kept", err=True)
            context.exit(INTERRUPTED)


@click.group(
    cls=Program,
    folder="reportgen.cli.commands",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", message="reportgen %(version)s")
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project's folder. Without it, the nearest one at or above the current folder.",
)
@click.pass_context
def main(context: click.Context, project: Path | None) -> None:
    """Turn one article and the data of each client into a website and branded comparison reports.

    A project is a folder with a reportgen.toml. `reportgen build` makes everything that changed;
    `reportgen check` tells what is wrong without making anything.
    """
    context.obj = project
