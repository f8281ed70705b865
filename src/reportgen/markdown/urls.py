"""Link targets: which are safe to follow, and how any value becomes one that is."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from difflib import get_close_matches
from typing import Final
from urllib.parse import quote, unquote

SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
ARTICLES: Final = "content/articles/"
BLOCKED: Final = "#blocked-url"

_SCHEME = re.compile(r"[^/?#:]*:")
_REMOVED = re.compile("[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufdd0-\ufdef]")
_MAIL = re.compile(r"[^\s@/:]+@[^\s@/]+\.[^\s@/.?]+(?=\?|\Z)")
_DOMAIN = re.compile(r"www\.|(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|io|de|fr|uk|eu|ca)(?:/|\Z)", re.I)
_LOCAL = re.compile(
    r"(?:localhost|127\.|0\.0\.0\.0|\[::1\]|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|.*\.(?:local|localhost|internal|lan)\Z"
)
_KEPT: Final = ":/?#[]@!$&'()*+,;=%~-._"


def scheme(target: str) -> str:
    """Return the scheme of a target as a browser reads it, in lower case; `""` for a relative one.

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


def address_fault(target: str) -> tuple[str, str] | None:
    """Return what is wrong with a link's target as it is written, and what to do; None when it can work."""
    if not target.strip():
        return "a link without an address", "write the address in the parentheses"
    kind = scheme(target)
    if not is_allowed(target):
        near = get_close_matches(kind, sorted(SCHEMES), n=1, cutoff=0.7) if kind else []
        hint = f"link to a page of the site or to {', '.join(sorted(SCHEMES))}"
        named = f"{kind}:" if kind else target
        return f"a link to {named!r} is not allowed", f"did you mean '{near[0]}:'?" if near else hint
    if kind in ("http", "https"):
        return _host_fault(target, kind)
    rest = target.partition(":")[2]
    if kind == "mailto" and not _MAIL.match(rest):
        return f"the mail address {target!r} cannot work", "write it as mailto:name@example.com"
    if kind == "tel" and not re.search(r"\d", rest):
        return f"the phone number {target!r} cannot work", "write it as tel:+1-555-0100"
    if not kind and _MAIL.fullmatch(target):
        return f"the address {target!r} is that of no page", f"did you mean 'mailto:{target}'?"
    if not kind and _DOMAIN.match(target):
        return f"the address {target!r} is that of no page", f"did you mean 'https://{target}'?"
    return None


def _host_fault(target: str, kind: str) -> tuple[str, str] | None:
    """Return what is wrong with the host of a web address, and what to do."""
    rest = target.partition(":")[2]
    host = re.split("[/?#]", rest.lstrip("/"))[0].rpartition("@")[2].partition(":")[0].lower()
    if not rest.startswith("//") or rest.startswith("///"):
        return f"the address {target!r} cannot work", f"did you mean '{kind}://{rest.lstrip('/')}'?"
    if not host or " " in host or ".." in host or host.startswith("."):
        return f"the address {target!r} cannot work", f"write a host after {kind}://, such as {kind}://example.com"
    if _LOCAL.match(host) or "." not in host.removeprefix("["):
        return f"the address {target!r} works on one computer or in one network only", "link to what readers can reach"
    return None


def normalized(target: str, path: str = "") -> str:
    """Return a target inside the site as it is compared: `./b.md`, `../articles/b.md` and `b%2Emd` are all `b.md`.

    `path` is the file that the link is in.  Percent signs are decoded, letters composed (NFC), dots resolved.
    """
    name, mark, part = (unicodedata.normalize("NFC", unquote(piece)) for piece in target.partition("#"))
    name = name.partition("?")[0]
    if name and not name.startswith("/"):
        place = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
        name = place.removeprefix(ARTICLES) if place.startswith(ARTICLES) else posixpath.normpath(name)
        name = name.removeprefix(ARTICLES)
    return name + mark + part


def safe_url(value: object) -> str:
    """Return the value as a target that may be in `href`, or `#blocked-url`; percent-encoded, not yet escaped."""
    text = str(value).strip()
    if not is_allowed(text):
        return BLOCKED
    return quote(text, safe=_KEPT, errors="replace")


def url_part(value: object) -> str:
    """Return the value as one piece of a longer target, with nothing in it that could change the target's shape."""
    return quote(str(value), safe="", errors="replace")
