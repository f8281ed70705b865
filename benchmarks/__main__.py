"""`python -m benchmarks [NAME]...`: runs every benchmark, prints a table, and keeps it as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from . import __path__ as folder

RESULTS = Path(__file__).parent / "results"


def main(names: list[str]) -> None:
    """Runs the named benchmarks, or all."""
    known = [module.name for module in iter_modules(folder) if not module.name.startswith("_")]
    rows = [row for name in names or known for row in import_module(f"benchmarks.{name}").measure()]
    width = max(len(row.what) for row in rows)
    print(f"{'what':<{width}}  {'ratio':>7}  goal       against")
    for row in rows:
        goal = f"{'>=' if row.at_least else '<='} {row.goal:g}"
        print(f"{row.what:<{width}}  {row.ratio:7.2f}  {goal:<9}{' ' if row.met else '!'} {row.peer}")
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps([asdict(row) | {"met": row.met} for row in rows], indent=2)
    (RESULTS / "latest.json").write_text(text + "\n")


main(sys.argv[1:])
