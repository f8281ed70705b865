"""The programs we compare with, in an environment of their own, installed when they are first asked for."""

from __future__ import annotations

import subprocess
from pathlib import Path

from . import ROOT

PEERS, UV = ROOT / ".tools/peers", ROOT / ".tools/bin/uv"


def hugo() -> Path | None:
    """Hugo; None where it cannot be had."""
    return _installed("hugo", "hugo")


def pelican() -> Path | None:
    """Pelican with its Markdown reader; None where it cannot be had."""
    return _installed("pelican", "pelican", "markdown")


def _installed(command: str, *packages: str) -> Path | None:
    program = PEERS / "bin" / command
    if not PEERS.exists() and _fails("venv", "--quiet", "--no-project", PEERS):
        return None
    if not program.exists() and _fails("pip", "install", "--quiet", "--python", PEERS, *packages):
        return None
    return program


def _fails(*arguments: str | Path) -> bool:
    return bool(subprocess.run([UV, *arguments]).returncode)
