"""What every worker needs, loaded once in the process that they are forked from."""

from __future__ import annotations

from ..formats import html, json, pdf

__all__ = ["html", "json", "pdf"]
