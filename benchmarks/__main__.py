"""`python -m benchmarks [NAME]...`: runs every benchmark, prints each figure as it is known, and keeps all as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from . import Row
from . import __path__ as folder

RESULTS = Path(__file__).parent / "results"
WIDTH = 62


def main(names: list[str]) -> None:
    """Runs the named benchmarks, or all."""
    print(f"{'what':<{WIDTH}}  {'ratio':>7}  goal       against")
    found = []
    for row in rows(names):
        goal = f"{'>=' if row.at_least else '<='} {row.goal:g}" if row.goal is not None else ""
        mark = "!" if row.met is False else " "
        print(f"{row.what:<{WIDTH}}  {row.ratio:7.2f}  {goal:<9}{mark} {row.peer}", flush=True)
        found.append(row)
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps([asdict(row) | {"met": row.met} for row in found], indent=2)
    (RESULTS / "latest.json").write_text(text + "\n")


def rows(names: list[str]) -> Iterator[Row]:
    """The figures of the named modules, or of all that measure something."""
    known = [module.name for module in iter_modules(folder) if not module.name.startswith("_")]
    for name in names or known:
        if measure := getattr(import_module(f"benchmarks.{name}"), "measure", None):
            yield from measure()


main(sys.argv[1:])
