"""Where recipes run: in this process, in a pool of processes, or on a cluster; the same call everywhere."""

from __future__ import annotations

import os
from collections.abc import Callable

from ...problems import Problem
from .call import Call, Executor, ExecutorOptions, Fetch, Limits, Start, outcomes

__all__ = ["Call", "Executor", "ExecutorOptions", "Fetch", "Limits", "Start", "cores", "open_executor", "outcomes"]


NO_WORKERS = "processes cannot share memory here, so that one file is made at a time, without a deadline"
NO_WORKERS_HINT = "give the container a /dev/shm"


def open_executor(
    options: ExecutorOptions, fetch: Fetch, limits: Limits, tell: Callable[[Problem], None] = lambda problem: None
) -> Executor:
    """Return the executor for these options; its libraries are loaded now.

    Where no worker can start, calls run in this process, and `tell` gets a warning.  Raises ProblemError when the
    cluster cannot be used.
    """
    if options.scheduler:
        from .dask import Dask

        return Dask(fetch, limits, options)
    from .worker import can_start

    if not can_start():
        from .inline import Inline

        tell(Problem(message=NO_WORKERS, hint=NO_WORKERS_HINT, severity="warning"))
        return Inline(fetch, limits)
    from .pool import Pool

    return Pool(fetch, limits, options.jobs or cores(), options.preload)


def cores() -> int:
    """Return the number of cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
