"""A call as it travels to another process: inputs by digest, their bytes only where they are new.

What was sent before is named by its digest alone.  A worker that does not have it (it is new, or has
forgotten) says so, and the parcel comes again with all it lacks: no one keeps count of what each worker
knows, and still templates and typefaces travel to it once.
"""

from __future__ import annotations

import faulthandler
import os
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from threading import Lock

from ..model import Digest, Roles, opened
from ..recipes import run
from . import Call, Outcome

REMEMBERED = 4096  # digests, at the sender
CAPACITY = 64_000_000  # bytes, at a worker
MEMORY = 77  # the exit code of a worker that ran out of it
QUIET = os.open(os.devnull, os.O_WRONLY)  # who gives up says so by ending; the traceback tells nobody anything


@dataclass(frozen=True, slots=True)
class Parcel:
    """A recipe, the digest of each role, and the bytes that the worker may not have."""

    recipe: str
    roles: Roles
    content: Mapping[Digest, bytes]


@dataclass(frozen=True, slots=True)
class Missing:
    """What a worker answers that lacks some inputs."""

    digests: frozenset[Digest]


class Sender:
    """Packs calls, and remembers what has been sent to somebody."""

    def __init__(self, fetch: Callable[[Digest], bytes]) -> None:
        self._fetch = fetch
        self._sent: OrderedDict[Digest, None] = OrderedDict()
        self._lock = Lock()  # answers come in on threads of the pool

    def parcel(self, call: Call, lacking: Collection[Digest] = ()) -> Parcel:
        """The call with the bytes of what was never sent, and of what is lacking."""
        with self._lock:
            roles = opened(call.inputs, self._fetch)
            new = {name for name in roles.values() if name in lacking or name not in self._sent}
            self._sent |= dict.fromkeys(new)
            while len(self._sent) > REMEMBERED:
                self._sent.popitem(last=False)
            return Parcel(call.recipe, roles, {name: self._fetch(name) for name in new})


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


CACHE = Cache()
ONE_AT_A_TIME = Lock()  # recipes share caches and a log; a worker with threads runs one after the other


def unpack(parcel: Parcel, cache: Cache) -> dict[str, bytes] | Missing:
    """What the recipe is handed, or what is missing for that."""
    sent = parcel.content
    here = {name: sent[name] if name in sent else cache.get(name) for name in set(parcel.roles.values())}
    cache.add(sent)
    found = {name: content for name, content in here.items() if content is not None}
    if lacking := here.keys() - found.keys():
        return Missing(frozenset(lacking))
    return {role: found[name] for role, name in parcel.roles.items()}


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
