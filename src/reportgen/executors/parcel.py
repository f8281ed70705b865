"""A call as it travels to another process: its own inputs by value, shared ones by digest, with bytes where new.

What stands in a tree is shared: many calls are handed it, so it travels once and is then named by its digest alone.  A
worker that does not have it (it is new, or has forgotten) says so, and the parcel comes again with all it lacks: no one
keeps count of what each worker knows.  What a call is handed directly is its own: no other call will ask for it, so it
comes along and nobody keeps it.
"""

from __future__ import annotations

import faulthandler
import os
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from threading import Lock

from ..model import Digest, Roles, opened
from ..recipes import run
from . import Call, Outcome

CAPACITY = 32_000_000  # bytes, at the sender and at each worker
MEMORY = 77  # the exit code of a worker that ran out of it
QUIET = os.open(os.devnull, os.O_WRONLY)  # who gives up says so by ending; the traceback tells nobody anything


@dataclass(frozen=True, slots=True)
class Parcel:
    """A recipe, the bytes of each role of its own, the digest of each shared one, and bytes the worker may not have."""

    recipe: str
    own: Mapping[str, bytes]
    shared: Roles
    content: Mapping[Digest, bytes]

    def only(self, names: Collection[Digest]) -> Parcel:
        """The parcel with the bytes of these alone."""
        return replace(self, content={name: self.content[name] for name in names})


@dataclass(frozen=True, slots=True)
class Missing:
    """What a worker answers that lacks some inputs."""

    digests: frozenset[Digest]


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

    def __init__(self, fetch: Callable[[Digest], bytes]) -> None:
        self._fetch = fetch
        self._sent = Cache()

    def pack(self, call: Call) -> tuple[Parcel, Collection[Digest]]:
        """The call with all its bytes, and the digests of those that nobody was sent.

        Everything is fetched here: answers come in on other threads, which must not ask for inputs.
        """
        own = {role: self._fetch(name) for role, name in call.inputs.items() if not role.endswith("/")}
        trees = {role: name for role, name in call.inputs.items() if role.endswith("/")}
        shared = opened(trees, self._fetch)
        known = {name: self._sent.get(name) for name in set(shared.values())}
        new = {name: self._fetch(name) for name, content in known.items() if content is None}
        self._sent.add(new)
        content = {name: each for name, each in known.items() if each is not None} | new
        return Parcel(call.recipe, own, shared, content), new.keys()


CACHE = Cache()
ONE_AT_A_TIME = Lock()  # recipes share caches and a log; a worker with threads runs one after the other


def unpack(parcel: Parcel, cache: Cache) -> dict[str, bytes] | Missing:
    """What the recipe is handed, or what is missing for that."""
    sent = parcel.content
    here = {name: sent[name] if name in sent else cache.get(name) for name in set(parcel.shared.values())}
    cache.add(sent)
    found = {name: content for name, content in here.items() if content is not None}
    if lacking := here.keys() - found.keys():
        return Missing(frozenset(lacking))
    return {role: found[name] for role, name in parcel.shared.items()} | {**parcel.own}


def perform(parcel: Parcel, seconds: float) -> Outcome | Missing:
    """In a worker: the outcome of a call, or what is missing for it.

    A call that runs longer than `seconds` ends the process, even when nobody is left who waits for it;
    one that runs out of memory ends it too, because what it left behind cannot be trusted.
    """
    with ONE_AT_A_TIME:
        inputs = unpack(parcel, CACHE)
        if isinstance(inputs, Missing):
            return inputs
        faulthandler.dump_traceback_later(seconds, exit=True, file=QUIET)
        try:
            return run(parcel.recipe, inputs)
        except MemoryError:
            os._exit(MEMORY)
        finally:
            faulthandler.cancel_dump_traceback_later()
