"""The messages of a language: the patterns of its strings file by dotted key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any


class Messages:
    """The messages of one language: `entries` as the file nests them, and each pattern by its dotted key."""

    __slots__ = ("_forms", "_patterns", "entries")

    def __init__(self, entries: Mapping[str, Any]) -> None:
        self.entries = entries
        self._patterns = dict(_flat(entries))
        self._forms: dict[str, dict[str, str]] = {}
        for key, pattern in self._patterns.items():
            above, _, form = key.rpartition(".")
            self._forms.setdefault(above, {})[form] = pattern

    def __getitem__(self, key: str) -> str:
        """Return the pattern of a key such as `chart.tornado.stands`.  Raises ValueError if the file lacks it."""
        if key not in self._patterns:
            raise ValueError(f"the strings of this language have no {key!r}")
        return self._patterns[key]

    def get(self, key: str, otherwise: str) -> str:
        """Return the pattern of a key, or another one."""
        return self._patterns.get(key, otherwise)

    def form(self, key: str, form: str, otherwise: str = "") -> str:
        """Return the pattern of a key for `one`, `few`, `many`, ..., as Unicode names them; else that for `other`."""
        forms = self._forms.get(key, {})
        return forms.get(form, forms.get("other", otherwise))


@lru_cache(maxsize=16)
def read_messages(*files: bytes) -> Messages:
    """Return the messages of a language from its strings files; a later file replaces messages of those before it."""
    entries: dict[str, Any] = {}
    for file in files:
        entries = _merged(entries, tomllib.loads(file.decode("utf-8-sig")))
    return Messages(entries)


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    nested = {key: _merged(below[key], value) for key, value in above.items() if isinstance(below.get(key), dict)}
    return {**below, **above, **nested}


def _flat(entries: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in entries.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        elif isinstance(value, str):
            yield f"{above}{key}", value
