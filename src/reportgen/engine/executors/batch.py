"""Calls as they travel to another process: their own inputs by value, shared ones by digest, with bytes where new.

What stands in a tree is shared: many calls are handed it, so it travels once and is then named by its digest alone.  A
worker that does not have it (it is new, or has forgotten) says so, and the parcel comes again with all it lacks: no one
keeps count of what each worker knows.  What a call is handed directly is its own: no other call will ask for it, so it
comes along and nobody keeps it.
"""

from __future__ import annotations

import faulthandler
import os
import time
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from threading import Lock

from ...rendering.recipes import run
from ..model import Digest, Outcome, Roles, opened
from . import Call, Fetch

CAPACITY = 32_000_000  # bytes, at the sender and at each worker
MEMORY = 77  # the exit code of a worker that ran out of it
QUIET = os.open(os.devnull, os.O_WRONLY)  # who gives up says so by ending; the traceback tells nobody anything


@dataclass(frozen=True, slots=True)
class Item:
    """A call in a parcel: a recipe, the bytes of each role of its own, the digest of each shared one."""

    recipe: str
    own: Mapping[str, bytes]
    shared: Roles


@dataclass(frozen=True, slots=True)
class Parcel:
    """Some calls, and bytes by digest that the worker may not have."""

    items: tuple[Item, ...]
    content: Mapping[Digest, bytes]

    def only(self, names: Collection[Digest]) -> Parcel:
        """The parcel with the bytes of these alone."""
        return replace(self, content={name: self.content[name] for name in names})

    def apart(self) -> list[Parcel]:
        """A parcel for each call."""
        return [replace(self, items=(item,)) for item in self.items]


@dataclass(frozen=True, slots=True)
class Missing:
    """What a worker answers that lacks some inputs."""

    digests: frozenset[Digest]


@dataclass(frozen=True, slots=True)
class Done:
    """What a worker answers: the outcome of each call, and how many seconds each took."""

    outcomes: tuple[Outcome, ...]
    seconds: tuple[float, ...]


class Cache:
    """Bytes by digest, the least recently used forgotten when there are too many."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._size = 0
        self._kept: OrderedDict[Digest, bytes] = OrderedDict()

    def add(self, content: Mapping[Digest, bytes]) -> None:
        """Keeps these, and forgets others if need be."""
        for name, each in content.items():
            if name not in self._kept:
                self._kept[name] = each
                self._size += len(each)
        while self._size > self._capacity:
            self._size -= len(self._kept.popitem(last=False)[1])

    def get(self, name: Digest) -> bytes | None:
        """The bytes, if they are still here."""
        if name in self._kept:
            self._kept.move_to_end(name)
        return self._kept.get(name)


class Sender:
    """Packs calls, and remembers what has been sent to somebody."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._sent = Cache()
        self._opened = lru_cache(maxsize=64)(lambda trees: opened(dict(trees), fetch))

    def pack(self, calls: Sequence[Call]) -> tuple[Parcel, Collection[Digest]]:
        """The calls with all their bytes, and the digests of those that nobody was sent.

        Everything is fetched here: answers come in on other threads, which must not ask for inputs.
        """
        items = tuple(map(self._item, calls))
        known = {name: self._sent.get(name) for name in _named(items)}
        new = {name: self._fetch(name) for name, content in known.items() if content is None}
        self._sent.add(new)
        content = {name: each for name, each in known.items() if each is not None} | new
        return Parcel(items, content), new.keys()

    def _item(self, call: Call) -> Item:
        own = {role: self._fetch(name) for role, name in call.inputs.items() if not role.endswith("/")}
        trees = tuple((role, name) for role, name in call.inputs.items() if role.endswith("/"))
        return Item(call.recipe, own, self._opened(trees))


CACHE = Cache()
ONE_AT_A_TIME = Lock()  # recipes share caches and a log; a worker with threads runs one after the other


def unpack(parcel: Parcel, cache: Cache) -> list[dict[str, bytes]] | Missing:
    """What each recipe is handed, or what is missing for that."""
    sent = parcel.content
    here = {name: sent[name] if name in sent else cache.get(name) for name in _named(parcel.items)}
    cache.add(sent)
    found = {name: content for name, content in here.items() if content is not None}
    if lacking := here.keys() - found.keys():
        return Missing(frozenset(lacking))
    trees = {at: {role: found[name] for role, name in roles.items()} for at, roles in _shared(parcel.items).items()}
    return [{**trees[id(item.shared)], **item.own} for item in parcel.items]


def _named(items: Sequence[Item]) -> set[Digest]:
    """The digests of all that is shared."""
    return {name for roles in _shared(items).values() for name in roles.values()}


def _shared(items: Sequence[Item]) -> dict[int, Roles]:
    """What is shared: items that share the same have it in one and the same mapping, after the journey as well."""
    return {id(item.shared): item.shared for item in items}


def perform(parcel: Parcel, seconds: float) -> Done | Missing:
    """In a worker: the outcome of each call, or what is missing for them.

    Calls that run longer than `seconds` together end the process, even when nobody is left who waits for them;
    one that runs out of memory ends it too, because what it left behind cannot be trusted.
    """
    with ONE_AT_A_TIME:
        handed = unpack(parcel, CACHE)
        if isinstance(handed, Missing):
            return handed
        outcomes, ends = list[Outcome](), [time.perf_counter()]
        faulthandler.dump_traceback_later(seconds, exit=True, file=QUIET)
        try:
            for item, inputs in zip(parcel.items, handed, strict=True):
                outcomes.append(run(item.recipe, inputs))
                ends.append(time.perf_counter())
        except MemoryError:
            os._exit(MEMORY)
        finally:
            faulthandler.cancel_dump_traceback_later()
        return Done(tuple(outcomes), tuple(end - start for start, end in pairwise(ends)))
