"""The programs we compare with, in an environment of their own, installed when they are first asked for."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

from . import ROOT

PEERS, UV = ROOT / ".tools/peers", ROOT / ".tools/bin/uv"


@cache
def hugo() -> Path | None:
    """Hugo itself, not the Python that its package puts around it; None where it cannot be had, which is told."""
    return _installed("Hugo", "lib/python*/site-packages/hugo/binaries/hugo*", "hugo")


@cache
def pelican() -> Path | None:
    """Pelican with its Markdown reader; None where it cannot be had, which is told."""
    return _installed("Pelican", "bin/pelican", "pelican", "markdown")


def _installed(name: str, program: str, *packages: str) -> Path | None:
    if not any(PEERS.glob(program)) and (
        (not PEERS.exists() and _fails("venv", "--quiet", "--no-project", PEERS))
        or _fails("pip", "install", "--quiet", "--python", PEERS, *packages)
    ):
        print(f"{name} could not be installed: its rows are left out", file=sys.stderr)
    return next(PEERS.glob(program), None)


def _fails(*arguments: str | Path) -> bool:
    return bool(subprocess.run([UV, *arguments]).returncode)
