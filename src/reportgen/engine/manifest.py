"""build.json: a line for each file of the output, written by a build and read when its memory is lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from ..problems import ProblemError
from .model import OutputPath, Result

UNTRACKED = '"status": "untracked"'  # as it is in the entry of a file that is not ours
KNOWN = frozenset({"built", "unchanged", "failed", "skipped", "outdated"})  # the statuses of files that this tool made


def entry(result: Result) -> dict[str, Any]:
    """Return what build.json says of a file: its digest, status, reason and problems."""
    return {
        "path": result.path,
        "status": result.status,
        "digest": result.digest or None,
        "reason": result.reason or None,
        "problems": [problem.to_dict() for problem in result.problems],
    }


def lines(results: Iterable[Result]) -> str:
    """Return the entries of some files in the order of their paths: a line for each, with a comma between."""
    ordered = sorted(results, key=lambda result: result.path)
    return ",\n".join(json.dumps(entry(result), ensure_ascii=False) for result in ordered)


def results_of(text: str) -> list[Result]:
    """Return the results behind such lines, as far as nothing is wrong with them."""
    return [
        Result(each["path"], each["status"], each["digest"] or "", each["reason"] or "")
        for each in json.loads(f"[{text}]")
    ]


def manifest(results: Iterable[Result], unchanged: Mapping[str, str]) -> bytes:
    """Return build.json: `results`, and the lines of each bundle that was not opened, in the order of paths.

    It is written a line for each file, so that ten thousand take no time and two builds compare well.
    """
    parts = [(result.path, lines([result])) for result in results] + [*unchanged.items()]
    files = ",\n".join(text for _, text in sorted(parts) if text)
    return f'{{"format": "reportgen.build", "version": 1, "files": [\n{files}\n]}}\n'.encode()


def known_files(content: bytes) -> set[str]:
    """Return the files that a build.json calls ours; none if it is damaged."""
    found = set()
    try:
        for each in json.loads(content)["files"]:
            if each["status"] in KNOWN:
                with suppress(ProblemError):  # whoever edits it cannot make us remove what is elsewhere
                    found.add(str(OutputPath(each["path"])))
    except (ValueError, LookupError, TypeError):
        return found
    return found
