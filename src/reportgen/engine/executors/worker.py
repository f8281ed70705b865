"""How workers come to be: forked from a process that has loaded everything, bounded, deaf to interrupts."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress

FORKS = sys.platform == "linux"  # elsewhere system libraries do not like to be forked
METHOD = "forkserver" if FORKS else "spawn"
PRELOAD = ["reportgen.rendering.preload", "reportgen.cli"]  # multiprocessing runs the program's head in each worker


def preload() -> None:
    """Lets the process that workers are forked from load the libraries, while this one goes on."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a worker uses one core, and a fork wants no threads
    if FORKS:
        from multiprocessing import forkserver, resource_tracker

        forkserver.set_forkserver_preload(PRELOAD)
        # It hears of no interrupt, not even while it loads: its parent ends it.  The tracker that it starts as well
        # would take the mask away again, so that comes first.
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        forkserver.ensure_running()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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
