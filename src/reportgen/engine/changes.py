"""Why a target is made again, in words: the difference between its inputs before and now."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Mapping

from .model import Digest, Roles
from .recipe import VERSION

Find = Callable[[Digest], bytes | None]
"""The bytes of a digest; None when they are not known any more."""

MOST = 3  # changes in one explanation
LONG = 40  # characters of two versions: more is a digest, which says nothing


def explain(before: Roles | None, now: Roles, find: Find, readable: Container[str] = ()) -> str:
    """Return the difference between two sets of roles: `client: users 120 -> 125; templates/brief.html`.

    The values of the roles in `readable` are quoted, trees (whose roles end in `/`) are gone through; of all others the
    role alone is named.
    """
    if not before:
        return "what it was made from is not known"
    changes = _between("", before, now, find, readable)
    return _listed(changes) if changes else "its recipe changed"


def _between(prefix: str, before: Roles, now: Roles, find: Find, readable: Container[str]) -> list[str]:
    """Return the changes between two sets of roles."""
    pairs = ((role, before.get(role), now.get(role)) for role in sorted(before.keys() | now.keys()))
    return [
        change
        for role, old, new in pairs
        if old != new
        for change in _changes((prefix + role).removeprefix("/"), old, new, find, readable)
    ]


def _changes(role: str, old: Digest | None, new: Digest | None, find: Find, readable: Container[str]) -> list[str]:
    if old is None or new is None:
        return [f"{role} {'added' if old is None else 'removed'}"]
    if role.startswith(VERSION):
        name = role.removeprefix(VERSION)
        return [f"{name} changed" if len(old + new) > LONG else f"{name} {old} -> {new}"]
    if role and not role.endswith("/") and role not in readable:
        return [role if "/" in role else f"{role} changed"]
    then, there = _mapping(find(old)), _mapping(find(new))
    if then is None or there is None:
        return [role if "/" in role else f"{role} changed"]
    if not role or role.endswith("/"):
        return _between(role, _roles(then), _roles(there), find, readable)
    return [f"{role}: {change}" for change in _differences("", then, there)]


def _roles(tree: Mapping[str, object]) -> Roles:
    return {role: str(name) for role, name in tree.items()}


def _differences(field: str, old: object, new: object) -> list[str]:
    """Return `field old -> new` for every leaf in which two JSON values differ."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        found = []
        for key in [*old, *(key for key in new if key not in old)]:
            inner = f"{field}.{key}" if field else str(key)
            found += _differences(inner, old.get(key), new.get(key))
        return found
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        pairs = enumerate(zip(old, new, strict=True))
        return [change for index, (a, b) in pairs for change in _differences(f"{field}[{index}]", a, b)]
    return [] if old == new else [f"{field} {_shown(old)} -> {_shown(new)}"]


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else text[:37] + "..."


def _mapping(content: bytes | None) -> Mapping[str, object] | None:
    try:
        value = json.loads(content) if content else None
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _listed(changes: list[str]) -> str:
    more = len(changes) - MOST
    return "; ".join(changes[:MOST]) + (f"; and {more} more" if more > 0 else "")
