"""Link targets: which are safe to follow, and how any value becomes one that is."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
BLOCKED: Final = "#blocked-url"

_SCHEME = re.compile(r"[^/?#:]*:")
_REMOVED = re.compile("[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufdd0-\ufdef]")
_KEPT: Final = ":/?#[]@!$&'()*+,;=%~-._"


def scheme(target: str) -> str:
    """The scheme of a target as a browser reads it, in lower case; `""` for a relative one.

    Browsers drop tabs and line ends inside a scheme and controls around it, so these go first
    (`java\\tscript:` is `javascript:`).
    """
    found = _SCHEME.match(_REMOVED.sub("", target))
    return found[0][:-1].lower() if found else ""


def is_allowed(target: str) -> bool:
    """Whether a target is relative, a fragment, or has one of the allowed schemes.

    `//host` and backslashes (which browsers read as slashes) leave the site without saying so: refused.
    """
    plain = _REMOVED.sub("", target)
    if plain.replace("\\", "/").startswith("//") or "\\" in plain:
        return False
    return ":" not in re.split("[/?#]", plain)[0] or scheme(target) in SCHEMES


def is_internal(target: str) -> bool:
    """Whether a target names another page of the site: no scheme, no host, not only a fragment."""
    return is_allowed(target) and not scheme(target) and not target.startswith("#") and target != ""


def safe_url(value: object) -> str:
    """The value as a target that may stand in `href`, or `#blocked-url`; percent-encoded, not yet escaped."""
    text = str(value).strip()
    if not is_allowed(text):
        return BLOCKED
    return quote(text, safe=_KEPT, errors="replace")


def url_part(value: object) -> str:
    """The value as one piece of a longer target, with nothing in it that could change the target's shape."""
    return quote(str(value), safe="", errors="replace")
