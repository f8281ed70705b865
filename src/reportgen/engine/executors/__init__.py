"""Where recipes run: in this process, in a pool of processes, or on a cluster; the same call everywhere."""

from __future__ import annotations

import os

from .call import Call, Executor, ExecutorOptions, Fetch, Limits, Start, outcomes

__all__ = ["Call", "Executor", "ExecutorOptions", "Fetch", "Limits", "Start", "cores", "open_executor", "outcomes"]


def open_executor(options: ExecutorOptions, fetch: Fetch, limits: Limits) -> Executor:
    """Return the executor for these options; its libraries are loaded now.

    Raises ProblemError when the cluster cannot be used.
    """
    if options.scheduler:
        from .dask import Dask

        return Dask(fetch, limits, options)
    from .pool import Pool

    return Pool(fetch, limits, options.jobs or cores(), options.preload)


def cores() -> int:
    """Return the number of cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
