"""What the names of files tell: `.yaml` is `.yml`, `.markdown` is `.md`, letter case does not count; copies."""

from __future__ import annotations

import re
from collections.abc import Collection

SAME = {".yaml": ".yml", ".markdown": ".md"}
COPY = re.compile(
    r"(.+?)(?: copy(?: \d+)?| - Copy(?: \(\d+\))?| \(\d+\)|_copy)(\.[^./]+)$|(.+\.[^./]+)\.(?:bak|orig|old)$"
)
"""How file managers and editors name copies: `x copy.yml`, `x - Copy (2).yml`, `x (1).yml`, `x.yml.bak`."""


def ending(path: str) -> str:
    """Return the ending of a path as the tool knows it: `.yml` for `a.YAML`; empty when it has none."""
    name = path.rpartition("/")[2]
    found = name[name.rfind(".") :].lower() if "." in name else ""
    return SAME.get(found, found)


def stem(path: str) -> str:
    """Return the path without its ending."""
    return path[: path.rfind(".")] if ending(path) else path


def same_file(path: str, files: Collection[str]) -> str:
    """Return the path of the project that differs from `path` in how its ending is written at most; else `path`."""
    if path in files:
        return path
    wanted = stem(path), ending(path)
    return next(
        (each for each in sorted(files) if each.startswith(wanted[0]) and (stem(each), ending(each)) == wanted), path
    )


def copied_from(path: str, files: Collection[str]) -> str:
    """Return the file of which a path is a copy made by a file manager or an editor; empty when it is none."""
    found = COPY.fullmatch(path)
    original = (found[3] or found[1] + found[2]) if found else ""
    return original if original in files else ""
