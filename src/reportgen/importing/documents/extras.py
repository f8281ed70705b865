"""The libraries that only imports need, with a clear message where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ...problems import Problem, ProblemError


def optional(module: str, purpose: str) -> Any:
    """Return a library of the extra `import`.  Raises ProblemError with the command that installs it."""
    try:
        return import_module(module)
    except ImportError:
        message = f"the library {module} is needed {purpose}, and is not installed"
        hint = "install reportgen with its extra: pip install 'reportgen[import]'"
        raise ProblemError([Problem(message=message, hint=hint)]) from None
