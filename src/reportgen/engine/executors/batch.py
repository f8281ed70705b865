"""Batches of calls, as they are sent to another process: own inputs by value, shared inputs by digest.

The content of a tree is shared by many calls: its bytes are sent once, later only its digest.  A worker that lacks some
bytes (it is new, or its cache was full) answers with their digests, and the batch is sent again with them; nobody keeps
a record of what each worker has.  All other inputs belong to one call: they are sent with it and not kept.
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

from ..model import Digest, Outcome, Roles, opened
from ..recipe import run
from .call import Call, Fetch

CAPACITY = 32_000_000  # bytes, at the sender and at each worker
MEMORY = 77  # the exit code of a worker that ran out of it
QUIET = os.open(os.devnull, os.O_WRONLY)  # a worker past its deadline exits; its traceback is discarded


@dataclass(frozen=True, slots=True)
class Item:
    """A call in a batch: its recipe, the bytes of its own inputs by role, the digests of the shared ones."""

    recipe: str
    function: str
    own: Mapping[str, bytes]
    shared: Roles


@dataclass(frozen=True, slots=True)
class Batch:
    """Some calls, and the bytes of shared inputs by digest."""

    items: tuple[Item, ...]
    content: Mapping[Digest, bytes]

    def only(self, names: Collection[Digest]) -> Batch:
        """Return the batch with the bytes of these digests only."""
        return replace(self, content={name: self.content[name] for name in names})

    def split(self) -> list[Batch]:
        """Return a batch for each call."""
        return [replace(self, items=(item,)) for item in self.items]


@dataclass(frozen=True, slots=True)
class Missing:
    """The answer of a worker that lacks some inputs."""

    digests: frozenset[Digest]


@dataclass(frozen=True, slots=True)
class Done:
    """The answer of a worker: the outcome of each call, and the seconds that each took."""

    outcomes: tuple[Outcome, ...]
    seconds: tuple[float, ...]


class Cache:
    """Bytes by digest; the least recently used are dropped beyond a capacity in bytes."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._size = 0
        self._kept: OrderedDict[Digest, bytes] = OrderedDict()

    def add(self, content: Mapping[Digest, bytes]) -> None:
        """Keep these, and drop others if there are too many."""
        for name, each in content.items():
            if name not in self._kept:
                self._kept[name] = each
                self._size += len(each)
        while self._size > self._capacity:
            self._size -= len(self._kept.popitem(last=False)[1])

    def get(self, name: Digest) -> bytes | None:
        """Return the bytes, if they are still here."""
        if name in self._kept:
            self._kept.move_to_end(name)
        return self._kept.get(name)


class Packer:
    """Packs calls into batches, and remembers which shared inputs were sent to any worker."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._sent = Cache()
        self._opened = lru_cache(maxsize=64)(lambda trees: opened(dict(trees), fetch))

    def pack(self, calls: Sequence[Call]) -> tuple[Batch, Collection[Digest]]:
        """Return the calls with all their bytes, and the digests of shared inputs that no worker was sent yet.

        Everything is fetched here: answers arrive on other threads, which must not ask for inputs.
        """
        items = tuple(map(self._item, calls))
        known = {name: self._sent.get(name) for name in _named(items)}
        new = {name: self._fetch(name) for name, content in known.items() if content is None}
        self._sent.add(new)
        content = {name: each for name, each in known.items() if each is not None} | new
        return Batch(items, content), new.keys()

    def _item(self, call: Call) -> Item:
        own = {role: self._fetch(name) for role, name in call.inputs.items() if not role.endswith("/")}
        trees = tuple((role, name) for role, name in call.inputs.items() if role.endswith("/"))
        return Item(call.recipe.name, call.recipe.function, own, self._opened(trees))


CACHE = Cache()
ONE_AT_A_TIME = Lock()  # recipes share caches and a log; a worker with threads runs one after the other


def unpack(batch: Batch, cache: Cache) -> list[dict[str, bytes]] | Missing:
    """Return the inputs of each call, or the digests that are missing."""
    sent = batch.content
    here = {name: sent[name] if name in sent else cache.get(name) for name in _named(batch.items)}
    cache.add(sent)
    found = {name: content for name, content in here.items() if content is not None}
    if lacking := here.keys() - found.keys():
        return Missing(frozenset(lacking))
    trees = {at: {role: found[name] for role, name in roles.items()} for at, roles in _shared(batch.items).items()}
    return [{**trees[id(item.shared)], **item.own} for item in batch.items]


def _named(items: Sequence[Item]) -> set[Digest]:
    """Return the digests of all shared inputs."""
    return {name for roles in _shared(items).values() for name in roles.values()}


def _shared(items: Sequence[Item]) -> dict[int, Roles]:
    """Return each mapping of shared inputs once: items with the same inputs have the same object, also once sent."""
    return {id(item.shared): item.shared for item in items}


def perform(batch: Batch, seconds: float) -> Done | Missing:
    """Run the calls of a batch in a worker: return their outcomes, or what is missing.

    If the calls together run longer than `seconds`, the process exits, even when its parent is gone.  A call that runs
    out of memory ends the process too: its state cannot be trusted.
    """
    with ONE_AT_A_TIME:
        unpacked = unpack(batch, CACHE)
        if isinstance(unpacked, Missing):
            return unpacked
        outcomes, ends = list[Outcome](), [time.perf_counter()]
        faulthandler.dump_traceback_later(seconds, exit=True, file=QUIET)
        try:
            for item, inputs in zip(batch.items, unpacked, strict=True):
                outcomes.append(run(item.recipe, item.function, inputs))
                ends.append(time.perf_counter())
        except MemoryError:
            os._exit(MEMORY)
        finally:
            faulthandler.cancel_dump_traceback_later()
        return Done(tuple(outcomes), tuple(end - start for start, end in pairwise(ends)))
