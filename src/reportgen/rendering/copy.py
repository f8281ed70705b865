"""A file as it is."""

from __future__ import annotations

from collections.abc import Mapping

from ..engine.model import Artifact


def copy(inputs: Mapping[str, bytes]) -> Artifact:
    """Return the bytes of the role `file`."""
    return Artifact(inputs["file"])
