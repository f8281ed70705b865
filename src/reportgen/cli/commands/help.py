"""`reportgen help`: the same as `reportgen COMMAND --help`."""

from __future__ import annotations

import click

from ...problems import did_you_mean


@click.command("help")
@click.argument("words", nargs=-1, metavar="[COMMAND]...")
@click.pass_context
def command(context: click.Context, words: tuple[str, ...]) -> None:
    """Tell what a command does, or list all without a command."""
    here = context.find_root()
    for word in words:
        group = here.command
        names = group.list_commands(here) if isinstance(group, click.Group) else []
        found = group.get_command(here, word) if isinstance(group, click.Group) else None
        if found is None:
            raise click.UsageError(f"no command {word!r}; {did_you_mean(word, names)}")
        here = click.Context(found, info_name=word, parent=here)
    click.echo(here.get_help())
