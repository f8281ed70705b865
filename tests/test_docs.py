"""The README is true: its tour is run as it stands, its commands and files exist."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from conftest import ROOT, Project
from reportgen.charts import CHARTS
from reportgen.cli import main
from reportgen.language.localizer import Localizer
from reportgen.planning.editions import selectable_editions
from reportgen.project.schema.front_matter import FrontMatter
from reportgen.project.settings import Settings
from reportgen.rendering.filters import filters

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = [*ROOT.glob("[A-Z]*.md"), *(ROOT / "docs").glob("*.md")]


def steps() -> list[tuple[str, str]]:
    """The commands of the tour, each with what the README says it prints (empty: it does not say)."""
    found: list[tuple[str, str]] = []
    for block in re.findall(r"^```console\n(.*?)^```", README, re.S | re.M):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, printed = part.partition("\n")
            found.append((command, printed))
    return found


def test_the_tour_prints_what_the_readme_says(project: Callable[..., Project]) -> None:
    made = project(clients=[path.stem for path in (ROOT / "content/clients").glob("*.yml")])
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command, printed in steps():
        result = subprocess.run(
            command, shell=True, cwd=made.root, env={**os.environ, "PATH": path}, capture_output=True, text=True
        )
        assert printed in result.stderr + result.stdout, f"$ {command}\n{result.stderr}{result.stdout}"


def commands(group: click.Group, prefix: str = "") -> dict[str, click.Command]:
    """Every command by its whole name: `build`, `import`, `import article`."""
    context, found = click.Context(group), dict[str, click.Command]()
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command and command.name == name
        found[prefix + name] = command
        if isinstance(command, click.Group):
            found |= commands(command, f"{prefix}{name} ")
    return found


COMMANDS = commands(main)


def test_every_command_is_in_the_readme_and_the_other_way_round() -> None:
    told = set(re.findall(r"^\| `reportgen (\w+)", README, re.M))
    assert told == {name for name in COMMANDS if " " not in name}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_explains_itself_in_sentences(name: str) -> None:
    command = COMMANDS[name]
    assert command.help and command.help.split("\n\n")[0].endswith(".")
    for parameter in command.params:
        text = getattr(parameter, "help", None)
        if parameter.param_type_name == "option":
            assert text and text[0].isupper() and text.endswith("."), parameter.name


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_what_the_docs_point_to_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", re.sub(r"`[^`\n]*`", "", text)):
        if "://" not in target:
            assert (path.parent / target).exists(), target
    for name in re.findall(r"`((?:src|tests|content|templates|docs|benchmarks)/[\w./-]+)`", text):
        assert (ROOT / name).exists(), name


def test_the_targets_that_contributors_are_told_of_are_those_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    explained = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.M))
    named = set(re.findall(r"`make ([a-z-]+)`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))
    assert named <= explained and {"check", "test", "lock", "bench"} <= named


def test_the_architecture_names_every_module() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for path in (ROOT / "src/reportgen").iterdir():
        if path.stem.startswith("__") or path.suffix not in ("", ".py"):
            continue
        name = path.name + ("/" if path.is_dir() else "")
        assert f"`{name}`" in text, f"{name} is not in ARCHITECTURE.md"


def test_every_key_filter_directive_and_chart_is_documented() -> None:
    text = (ROOT / "docs/writing.md").read_text(encoding="utf-8")
    directives = [f"::: {path.stem} " for path in (ROOT / "templates/directives").glob("*.html")]
    front = [info.alias or name for name, info in FrontMatter.model_fields.items()]
    names = [*Settings.model_fields, *front, *filters(Localizer()), *CHARTS, *selectable_editions()]
    assert [name for name in names if f"`{name}`" not in text] == []
    assert [directive for directive in directives if directive not in text] == []
