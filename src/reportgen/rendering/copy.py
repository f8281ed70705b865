"""A file as it is."""

from __future__ import annotations

from collections.abc import Mapping

from ..engine.model import Product


def copy(inputs: Mapping[str, bytes]) -> Product:
    """The bytes of the role `file`."""
    return Product(inputs["file"])
