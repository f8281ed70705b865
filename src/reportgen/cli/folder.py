"""A group of commands that lists the modules of a package: a new command is one new file there."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import click


class CommandFolder(click.Group):
    """A group whose commands are the modules of the package `folder`, each with its `command`.

    A module is loaded when its command is run or its help is shown, not before.  The command has the module's name,
    without a trailing underscore.
    """

    def __init__(self, *arguments: Any, folder: str, **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        self._folder = folder

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names of the commands, sorted."""
        package = import_module(self._folder)
        return sorted(module.name.rstrip("_") for module in iter_modules(package.__path__))

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        if name not in self.list_commands(context):
            return None
        module = f"{self._folder}.{name}"
        try:
            found = import_module(module)
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
            found = import_module(f"{module}_")  # `import` cannot be the name of a module
        command: click.Command = found.command
        return command
