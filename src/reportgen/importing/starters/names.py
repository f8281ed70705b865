"""An id made from a name."""

from __future__ import annotations

import re
import unicodedata


def identifier(name: str, otherwise: str = "house") -> str:
    """Return the id for a name: `Müller & Sons` gives `muller-sons`; `otherwise` if it has no Latin letter or digit."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].rstrip("-") or otherwise
