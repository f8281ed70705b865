"""What every worker needs, loaded once in the process that they are forked from."""

from __future__ import annotations

from contextlib import suppress

from ..formats import html, json
from ..problems import ProblemError

with suppress(ProblemError):  # without Pango each PDF tells its own problem, and all else is made
    from ..formats import pdf

__all__ = ["html", "json", "pdf"]
