"""The versions of everything outside the project that can change what is made."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from ..project.files import installed

OWN_CODE = "reportgen itself"


def versions(libraries: Iterable[str]) -> dict[str, str]:
    """Return the version of each of these libraries; empty where one is not installed."""
    return {library: _version(library) for library in libraries}


def python_version() -> str:
    """Return the version of Python as far as it can change what is made: `3.11`."""
    return ".".join(map(str, sys.version_info[:2]))


def _version(library: str) -> str:
    if library == "pango":
        from .system import pango_version

        return pango_version()
    return installed().get(library, "")
