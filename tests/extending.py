"""docs/extending.md as something to run: the blocks of a section, done in a copy of the package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT

BLOCK = re.compile(r"^```(\w+) (\S+)\n(.*?)^```", re.S | re.M)


def blocks(section: str) -> list[tuple[str, str, str]]:
    """The blocks of a section: the language of each, the file that it names, and its text."""
    text = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
    return BLOCK.findall(re.split(r"^## ", text.partition(f"\n## {section}\n")[2], flags=re.M)[0])


def follow(section: str, root: Path) -> None:
    """Do what a section says in a folder: a diff changes its file, another block is added to its file or makes it."""
    found = blocks(section)
    assert found, f"docs/extending.md has no section {section!r} with blocks"
    for language, name, text in found:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = patched(before, text) if language == "diff" else f"{before}\n{text}".lstrip("\n")
        path.write_text(after, encoding="utf-8")


def patched(text: str, diff: str) -> str:
    """The text with a diff applied, whose hunks are separated by `@@`."""
    for hunk in diff.split("@@\n"):
        lines = hunk.splitlines()
        old, new = ("".join(f"{line[1:]}\n" for line in lines if line[0] in signs) for signs in (" -", " +"))
        assert text.count(f"\n{old}") == 1, f"not once in the file: {old}"
        text = text.replace(f"\n{old}", f"\n{new}")
    return text


@dataclass(frozen=True)
class Copy:
    """A copy of the package and its templates, and the commands of that copy."""

    root: Path

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Python with the package of the copy."""
        environment = {**os.environ, "PYTHONPATH": str(self.root / "src")}
        command = [sys.executable, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def run(self, *arguments: str, project: Path) -> subprocess.CompletedProcess[str]:
        """Run a command of the copy on a project."""
        return self.python("-m", "reportgen", "--project", str(project), *arguments)


def copied_package(root: Path) -> Copy:
    """A copy of the package and its templates in a folder."""
    shutil.copytree(ROOT / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "templates", root / "templates")
    return Copy(root)
