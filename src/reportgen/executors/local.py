"""Recipes run in a pool of processes: the death, the hang or the hunger of a worker costs one target."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Collection
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from multiprocessing import get_context
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ..model import Digest
from ..problems import Problem
from . import HEAVY, Bounds, Call, Outcome, died, too_large, too_long
from .inline import Inline
from .parcel import MEMORY, Missing, Parcel, Sender, perform

HERE = 4  # light calls are made in this process until there are more than these
FORKS = sys.platform == "linux"  # elsewhere system libraries do not like to be forked
if TYPE_CHECKING:
    from pebble import ProcessPool

PRELOAD = ["reportgen.executors.warm", "reportgen.cli"]  # multiprocessing runs the program's head in each worker


class Local:
    """Starts its workers when there is something heavy to make, or more than a few things."""

    def __init__(self, fetch: Callable[[Digest], bytes], jobs: int, bounds: Callable[[], Bounds]) -> None:
        self.room = 4 * jobs
        self._jobs = jobs
        self._bounds = bounds
        self._inline = Inline(fetch)
        self._sender = Sender(fetch)
        self._calls = 0
        self._pool: ProcessPool | None = None
        self._scratch: TemporaryDirectory[str] | None = None
        self._limits = Bounds()
        _preload()

    def submit(self, call: Call) -> Future[Outcome]:
        """The outcome, as soon as a worker has made it."""
        self._calls += 1
        if call.recipe == "copy" or (call.recipe not in HEAVY and self._calls <= HERE and not self._pool):
            return self._inline.submit(call)
        if not (self._pool and self._pool.active):
            self._start()
        future: Future[Outcome] = Future()
        self._send(*self._sender.pack(call), future)
        return future

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
        self._limits = self._bounds()
        # A worker that is ended leaves its temporary files behind: they lie where they can be swept up.
        self._scratch = TemporaryDirectory(prefix="reportgen-")
        context = get_context("forkserver" if FORKS else "spawn")
        given = [self._limits.megabytes * 1_000_000, self._scratch.name]
        self._pool = ProcessPool(self._jobs, initializer=prepare, initargs=given, context=context)

    def _send(self, whole: Parcel, names: Collection[Digest], future: Future[Outcome]) -> None:
        assert self._pool
        seconds = self._limits.seconds
        running = self._pool.schedule(perform, args=[whole.only(names), seconds + 5], timeout=seconds)
        running.add_done_callback(lambda done: self._settle(whole, future, done))

    def _settle(self, whole: Parcel, future: Future[Outcome], done: Future[Outcome | Missing]) -> None:
        from pebble import ProcessExpired

        try:
            answer = done.result()
            if isinstance(answer, Missing):
                self._send(whole, answer.digests, future)
                return
        except CancelledError:
            future.cancel()
            return
        except TimeoutError:
            answer = too_long(self._limits)
        except ProcessExpired as end:
            answer = too_large(self._limits) if end.exitcode == MEMORY else died(_how(end.exitcode))
        except Exception as error:  # a fault of ours must cost one target, not the build
            answer = (Problem(message=f"the worker failed: {type(error).__name__}: {error}"),)
        future.set_result(answer)


def _how(code: int | None) -> str:
    """The end of a process in words: `signal 9`, `exit code 3`."""
    return f"signal {-code}" if code and code < 0 else f"exit code {code}"


def _preload() -> None:
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
    for limit in (resource.RLIMIT_DATA, resource.RLIMIT_AS):  # not every system knows each
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (memory, resource.getrlimit(limit)[1]))
