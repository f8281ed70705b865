"""Recipes run in a pool of processes: the death, the hang or the hunger of a worker costs one target."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Collection
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ..model import Digest, Outcome
from ..problems import Problem
from . import HEAVY, Bounds, Call, Fetch, died, too_large, too_long
from .inline import Inline
from .parcel import MEMORY, Done, Missing, Parcel, Sender, perform

HERE = 4  # light calls are made in this process until there are more than these
TURN = 0.02  # seconds of work in a parcel
MOST = 64  # calls in a parcel
FORKS = sys.platform == "linux"  # elsewhere system libraries do not like to be forked
if TYPE_CHECKING:
    from pebble import ProcessPool

PRELOAD = ["reportgen.executors.warm", "reportgen.cli"]  # multiprocessing runs the program's head in each worker


@dataclass(frozen=True, slots=True)
class Sent:
    """A parcel on its way, and who waits for the outcomes."""

    parcel: Parcel
    futures: tuple[Future[Outcome], ...]

    def apart(self) -> list[Sent]:
        """Each call on its own."""
        return [Sent(*pair) for pair in zip(self.parcel.apart(), zip(self.futures), strict=True)]

    def cancel(self) -> None:
        """Tells that there will be no outcomes."""
        for future in self.futures:
            future.cancel()


class Local:
    """Starts its workers when there is something heavy to make, or more than a few things.

    To hand a call to another process takes as long as a short call does, so as many are gathered in a parcel as take
    about a `TURN`, by how long each recipe took lately.
    """

    def __init__(self, fetch: Fetch, jobs: int, bounds: Callable[[], Bounds]) -> None:
        self._jobs = jobs
        self._bounds = bounds
        self._inline = Inline(fetch)
        self._sender = Sender(fetch)
        self._calls = 0
        self._gathered: list[tuple[Call, Future[Outcome]]] = []
        self._waiting = 0.0  # seconds that what is gathered will take
        self._pace: dict[str, float] = {}  # seconds that a call of each recipe took lately
        self._together = 1
        self._pool: ProcessPool | None = None
        self._scratch: TemporaryDirectory[str] | None = None
        self._limits = Bounds()

    @property
    def room(self) -> int:
        """Four parcels for each worker, as large as the last one."""
        return 4 * self._jobs * self._together

    def expect(self, recipes: Collection[str]) -> None:
        """Something heavy wants the workers; until it comes they can load."""
        if HEAVY.intersection(recipes):
            preload()

    def submit(self, call: Call) -> Future[Outcome]:
        """The outcome, as soon as a worker has made it."""
        self._calls += 1
        heavy = call.recipe in HEAVY
        if call.recipe == "copy" or (not heavy and self._calls <= HERE and not self._pool):
            return self._inline.submit(call)
        if heavy:
            self.send()
        future: Future[Outcome] = Future()
        self._gathered.append((call, future))
        self._waiting += TURN if heavy else self._pace.get(call.recipe, TURN)
        if self._waiting >= TURN or len(self._gathered) >= MOST:
            self.send()
        return future

    def send(self) -> None:
        """Sends what was gathered as one parcel."""
        if not self._gathered:
            return
        if not (self._pool and self._pool.active):
            self._start()
        calls, futures = zip(*self._gathered, strict=True)
        self._together, self._gathered, self._waiting = len(calls), [], 0.0
        parcel, new = self._sender.pack(calls)
        self._send(Sent(parcel, futures), new)

    def close(self) -> None:
        """Ends every worker at once."""
        if self._pool:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble's only function without types
            self._pool.join()
        if self._scratch:
            self._scratch.cleanup()

    def _start(self) -> None:
        """Starts the workers, anew when the last one died while it had nothing to do: pebble then gives up."""
        from pebble import ProcessPool

        self.close()
        preload()
        self._limits = self._bounds()
        # A worker that is ended leaves its temporary files behind: they lie where they can be swept up.
        self._scratch = TemporaryDirectory(prefix="reportgen-")
        context = get_context("forkserver" if FORKS else "spawn")
        given = [self._limits.megabytes * 1_000_000, self._scratch.name]
        self._pool = ProcessPool(self._jobs, initializer=prepare, initargs=given, context=context)

    def _send(self, sent: Sent, names: Collection[Digest]) -> None:
        assert self._pool
        seconds = self._limits.seconds
        try:
            running = self._pool.schedule(perform, args=[sent.parcel.only(names), seconds + 5], timeout=seconds)
        except RuntimeError:  # the pool is closed: nobody waits any more
            sent.cancel()
            return
        running.add_done_callback(lambda done: self._settle(sent, done))

    def _settle(self, sent: Sent, done: Future[Done | Missing]) -> None:
        try:
            answer = done.result()
        except CancelledError:
            sent.cancel()
            return
        except Exception as error:  # also a fault of ours: it must cost one target, not the build
            if len(sent.futures) > 1:  # nobody knows which of the calls it was
                for each in sent.apart():
                    self._send(each, ())
            else:
                sent.futures[0].set_result(self._failed(error))
            return
        if isinstance(answer, Missing):
            self._send(sent, answer.digests)
            return
        items = sent.parcel.items
        for future, item, outcome, seconds in zip(sent.futures, items, answer.outcomes, answer.seconds, strict=True):
            self._pace[item.recipe] = seconds
            future.set_result(outcome)

    def _failed(self, error: Exception) -> Outcome:
        """The outcome of a call whose worker did not live to tell it."""
        from pebble import ProcessExpired

        if isinstance(error, TimeoutError):
            return too_long(self._limits)
        if isinstance(error, ProcessExpired):
            return too_large(self._limits) if error.exitcode == MEMORY else died(_how(error.exitcode))
        return (Problem(message=f"the worker failed: {type(error).__name__}: {error}"),)


def _how(code: int | None) -> str:
    """The end of a process in words: `signal 9`, `exit code 3`."""
    return f"signal {-code}" if code and code < 0 else f"exit code {code}"


def preload() -> None:
    """Lets the process that workers are forked from load the libraries, while this one goes on."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a worker uses one core, and a fork wants no threads
    if FORKS:
        from multiprocessing import forkserver

        forkserver.set_forkserver_preload(PRELOAD)
        forkserver.ensure_running()


def prepare(memory: int, scratch: str) -> None:
    """In a new worker: bounds its memory, and leaves interrupts to the parent.

    Temporary files go to the folder `scratch`, which the parent removes.
    """
    import resource
    import tempfile

    tempfile.tempdir = scratch
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(10_000, 20, 20)  # most of what a call makes is gone without being looked for
    for limit in (resource.RLIMIT_DATA, resource.RLIMIT_AS):  # not every system knows each
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (memory, resource.getrlimit(limit)[1]))
