"""How a figure was computed, in words, where its formula is more than arithmetic."""

from __future__ import annotations

from ..comparison.document.model import Figure
from .localizer import Localizer


def method(figure: Figure, localizer: Localizer) -> str:
    """Return the method of a figure: the message of its name, with its parameters and inputs."""
    parts: dict[str, object] = {name: exactly(value) for name, value in (figure.parameters or {}).items()}
    parts |= {base: localizer.message(f"method.{base}") for base in ("paired", "paired_offers")}
    if figure.inputs:
        parts |= {"first": figure.inputs[0], "last": figure.inputs[-1]}
    return localizer.message(f"method.{figure.method}", **parts)


def exactly(value: float | str) -> str:
    """Return a number with up to ten digits, exact enough to compute with; a text as it is."""
    return value if isinstance(value, str) else f"{value:,.10g}"
