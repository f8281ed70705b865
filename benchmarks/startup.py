"""Commands that have nothing to do, against an interpreter that has nothing to do."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from . import Row, ratio

ROOT = Path(__file__).parents[1]


def measure() -> list[Row]:
    """`--help`, and a second build with nothing changed, against `python -c pass`."""
    command = str(Path(sys.executable).with_name("reportgen"))

    def run(*arguments: str) -> None:
        subprocess.run(arguments, check=True, capture_output=True)

    def nothing() -> None:
        run(sys.executable, "-c", "pass")

    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(ROOT / "content", Path(name) / "content")
        shutil.copy(ROOT / "reportgen.toml", name)
        run(command, "--project", name, "build")
        return [
            Row("reportgen --help", "python -c pass", ratio(lambda: run(command, "--help"), nothing, 21), 6),
            Row(
                "build, nothing changed",
                "python -c pass",
                ratio(lambda: run(command, "--project", name, "build"), nothing, 21),
                12,
            ),
        ]
