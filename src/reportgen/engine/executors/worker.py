"""How worker processes start: forked from a process that has loaded the libraries, with a limit of memory."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Literal

LONGEST_FOLDER = 70  # bytes of the folder for temporary files: the path of a socket in it has at most 107


def start_method() -> Literal["forkserver", "spawn"]:
    """Return how workers start: forked where the system can do that and the fork server has room for its socket."""
    import tempfile

    if sys.platform != "linux":  # elsewhere system libraries do not like to be forked
        return "spawn"
    return "forkserver" if len(os.fsencode(tempfile.gettempdir())) <= LONGEST_FOLDER else "spawn"


def can_start() -> bool:
    """Return whether this system lets processes share memory: a container without /dev/shm does not."""
    from multiprocessing import get_context

    try:
        get_context(start_method()).Semaphore()
    except (OSError, ImportError):
        return False
    return True


def preload(modules: Sequence[str]) -> None:
    """Let the process that workers are forked from load these modules, while this process goes on."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a worker uses one core, and a fork wants no threads
    if start_method() == "forkserver":
        from multiprocessing import forkserver, resource_tracker

        forkserver.set_forkserver_preload([*modules])
        # SIGINT is blocked in the fork server, also while it loads: its parent ends it.  Start the resource tracker
        # first: it would restore the signal mask.
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        forkserver.ensure_running()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def prepare(memory: int, scratch: str) -> None:
    """Prepare a new worker: limit its memory (in bytes), and ignore interrupts, which the parent handles.

    Temporary files go to the folder `scratch`, which the parent removes.
    """
    import resource
    import tempfile

    tempfile.tempdir = scratch
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(10_000, 20, 20)  # most objects of a call are freed without the collector
    for limit in (resource.RLIMIT_DATA, resource.RLIMIT_AS):  # not every system knows each
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (memory, resource.getrlimit(limit)[1]))
