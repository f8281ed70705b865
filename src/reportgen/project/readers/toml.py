"""TOML in: bytes to what the file says, or the line where it cannot be read."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from ...problems import Problem, ProblemError


def read(raw: bytes, path: str) -> dict[str, Any]:
    """What the file says.  Raises ProblemError when it is not TOML."""
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        line = int(found[1]) if (found := re.search(r"at line (\d+)", str(error))) else 0
        message = re.sub(r" \(at line .*\)", "", f"not TOML: {error}")
        raise ProblemError([Problem(message=message, path=path, line=line)]) from None
